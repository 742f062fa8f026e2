/** A DNA database as a bundle. docs/guide/dna.md tells what becomes of what. */
import { BUNDLE_VERSION, type Bundle, type BundleEntry, type Inputs } from '../../core/import/bundle/bundle.ts';
import { KINDS, type Kind, PLURALS } from '../../core/records/kinds.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { IdMaker } from './ids.ts';
import type { DnaDatabase, DnaDocument } from './read.ts';
import { expertOf, positionOf, questionOf, SCALE, sourceOf, statementOf } from './records.ts';
import { type Coded, selectCoded, type Tally } from './selection.ts';
import { tallyOf } from './tally.ts';

export type DnaBundle = {
  readonly bundle: Bundle;
  /** What the record at a JSON pointer into the bundle was made of: "statement 12 of document 3". */
  readonly origin: (pointer: string) => string;
  readonly tally: Tally;
};

/** Makes the bundle of what was read at `path`. Fails with `invalid` and all that does not agree with itself. */
export function dnaToBundle(path: string, database: DnaDatabase): DnaBundle {
  const { coded, leftOut } = selectCoded(database);
  const documents = [...new Set(coded.map(({ document }) => document))].sort((a, b) => a.id - b.id);
  refuseImpossible(path, coded, documents);
  const ids = new IdMaker(coded);
  const byPerson = Map.groupBy(coded, ({ person }) => person.value);
  const byConcept = Map.groupBy(coded, ({ concept }) => concept.value);
  const entries: { readonly [K in Kind]: readonly BundleEntry<Inputs[K]>[] } = {
    scale: coded.length === 0 ? [] : [{ input: SCALE, place: 'the scale' }],
    expert: [...byPerson].map(([name, of]) => ({ input: expertOf(name, of, ids), place: `person “${name}”` })),
    source: documents.map((it) => ({ input: sourceOf(it, ids), place: `document ${it.id}` })),
    question: [...byConcept].map(([name, of]) => ({ input: questionOf(name, of, ids), place: `concept “${name}”` })),
    statement: coded.map((it) => ({ input: statementOf(it, ids), place: placeOf(it) })),
    position: coded.map((it) => ({ input: positionOf(it, ids), place: placeOf(it) })),
  };
  const inputs = <K extends Kind>(kind: K) => entries[kind].map(({ input }) => input);
  return {
    bundle: {
      bundleVersion: BUNDLE_VERSION,
      reason: 'Coded in the Discourse Network Analyzer.',
      scales: inputs('scale'),
      experts: inputs('expert'),
      sources: inputs('source'),
      questions: inputs('question'),
      statements: inputs('statement'),
      positions: inputs('position'),
    },
    origin: (pointer) => {
      const [, list, index] = pointer.split('/');
      const kind = KINDS.find((each) => PLURALS[each] === list);
      return kind === undefined ? '' : (entries[kind][Number(index)]?.place ?? '');
    },
    tally: new Map([...leftOut, ...tallyOf(database, coded)]),
  };
}

const placeOf = ({ statement, document }: Coded): string => `statement ${statement.id} of document ${document.id}`;

const FIRST_SECOND = Date.parse('0001-01-01T00:00:00Z') / 1000;
const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z') / 1000;

/** What cannot be put into a bundle; what our rules forbid of one is found by the import. */
function refuseImpossible(path: string, coded: readonly Coded[], documents: readonly DnaDocument[]): void {
  const violations: Violation[] = [
    ...documents
      .filter(({ date }) => !(date >= FIRST_SECOND && date <= LAST_SECOND))
      .map(({ id, date }) => ({
        pointer: `${path}: document ${id}`,
        message: `is dated ${date} seconds from 1970, which is no day of the years 1 to 9999`,
      })),
    ...coded
      .filter(({ statement: { start, stop }, document: { text } }) => start < 0 || start >= stop || stop > text.length)
      .map((it) => ({
        pointer: `${path}: ${placeOf(it)}`,
        message: `stands from ${it.statement.start} to ${it.statement.stop} in a text of ${it.document.text.length} characters`,
      })),
  ];
  if (violations.length > 0)
    throw new Failure('invalid', `${path} does not agree with itself; nothing was imported`, violations);
}

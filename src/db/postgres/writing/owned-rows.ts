/** The rows that a record is kept in: those of every engine, and those that this one derives to be found by. */
import { isDeepStrictEqual } from 'node:util';
import type { Expert } from '../../../core/records/expert.ts';
import type { Kind } from '../../../core/records/kinds.ts';
import type { Question } from '../../../core/records/question.ts';
import type { DecidedChange, PositionGrounds } from '../../../core/writing/decide.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import { rowsOf, type TableRow, untilOf } from '../../shared/records/rows.ts';
import type { Owned, Version } from './versions.ts';

/** The tables of each kind: the first has the record itself, under its id. */
export const OWNED: { readonly [K in Kind]: readonly Owned[] } = {
  scale: [
    { table: 'scales', owner: 'id' },
    { table: 'scale_options', owner: 'scale' },
  ],
  expert: [
    { table: 'experts', owner: 'id' },
    { table: 'expert_affiliations', owner: 'expert' },
  ],
  source: [{ table: 'sources', owner: 'id' }],
  question: [
    { table: 'questions', owner: 'id' },
    { table: 'question_topics', owner: 'question' },
  ],
  statement: [
    { table: 'statements', owner: 'id' },
    { table: 'statement_cosigners', owner: 'statement' },
    { table: 'statement_reprints', owner: 'statement' },
  ],
  position: [
    { table: 'positions', owner: 'id' },
    { table: 'evidence', owner: 'position' },
  ],
};

/** Before every day, and behind it. */
const [ALWAYS, FOR_EVER] = ['', '~'];

const affiliationRows = ({ id: expert, affiliations }: Expert) =>
  affiliations.map(({ organization, from, to }, ordinal) => ({
    ...{ expert, ordinal, organization },
    from_day: from ?? ALWAYS,
    until_day: to === null ? FOR_EVER : untilOf(to),
  }));

const topicRows = ({ id: question, topics }: Question) => [...new Set(topics)].map((topic) => ({ question, topic }));

/** Every row of a record, those of its own table first; `grounds` are needed for a position. */
export function ownedRows(it: AnyRecord, grounds: PositionGrounds | null): TableRow[] {
  const rows = rowsOf(it, grounds);
  if (it.kind === 'expert')
    rows.push(
      ...affiliationRows(it.record).map((row) => ({
        ...{ table: 'expert_affiliations', key: ['expert', 'ordinal'], row },
      })),
    );
  if (it.kind === 'question')
    rows.push(...topicRows(it.record).map((row) => ({ table: 'question_topics', key: ['question', 'topic'], row })));
  return rows;
}

/** Does the change leave a record under its id with the same rows beside its own? Those need not be written again. */
export const keepsParts = ({ kind, before, after }: DecidedChange): boolean =>
  before !== null &&
  before.id === after?.record.id &&
  isDeepStrictEqual(rowsBeside({ kind, record: before } as AnyRecord), rowsBeside(after));

/** The rows of a record but its own: these need no grounds. */
const rowsBeside = (it: AnyRecord): TableRow[] => ownedRows(it, null).slice(1);

/** The states in which the changes left records of a kind, for one of its tables: one that gives up its id is gone from there. */
export const versionsIn = (table: string, kind: Kind, changes: readonly DecidedChange[]): Version[] =>
  changes
    .filter((change) => change.kind === kind && (table === OWNED[kind][0]?.table || !keepsParts(change)))
    .flatMap(({ seq, before, after, position }) => [
      ...(before === null || before.id === after?.record.id ? [] : [{ seq, id: before.id, isNew: false, rows: [] }]),
      ...(after === null
        ? []
        : [{ seq, id: after.record.id, isNew: before === null, rows: rowsIn(table, after, position) }]),
    ]);

const rowsIn = (table: string, it: AnyRecord, grounds: PositionGrounds | null) =>
  ownedRows(it, grounds).flatMap((of) => (of.table === table ? [of.row] : []));

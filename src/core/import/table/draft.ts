/** What some rows of a table become: the content of a bundle, as it grows, with every fault at its cell. */

import type { Kind } from '../../records/kinds.ts';
import type { Violation } from '../../values/errors.ts';
import { show } from '../../values/validation.ts';
import type { WriteGrounds } from '../../writing/grounds.ts';
import { type BundleContent, type BundleEntry, type Inputs, readInput } from '../bundle/bundle.ts';
import { COLUMNS_OF, type CodedColumn } from './columns.ts';
import { notADay } from './dates.ts';
import type { CodedEntry } from './entry.ts';
import type { TableSession } from './session.ts';

/** What the rows are rows of. */
export type CodedFile = {
  readonly name: string | null;
  /** What its lines are counted from among all lines. */
  readonly from: number;
};

/** What claims to be an input of a kind. */
type Fields = { readonly id: string; readonly [field: string]: unknown };

export class Draft {
  readonly coding: TableSession;
  readonly grounds: WriteGrounds;
  /** As "kind id": what refers to them has no fault of its own. */
  readonly broken = new Set<string>();
  readonly #file: CodedFile;
  readonly #faults: Violation[] = [];
  readonly #entries: { readonly [K in Kind]: BundleEntry<Inputs[K]>[] } = {
    ...{ scale: [], expert: [], source: [], question: [], statement: [], position: [] },
  };

  constructor(coding: TableSession, file: CodedFile, grounds: WriteGrounds) {
    this.coding = coding;
    this.grounds = grounds;
    this.#file = file;
  }

  get faultCount(): number {
    return this.#faults.length;
  }

  /** What two records of a row have in common is told once. */
  get faults(): readonly Violation[] {
    return [...new Map(this.#faults.map((violation) => [JSON.stringify(violation), violation])).values()];
  }

  content(reason: string | null): BundleContent {
    return { entries: this.#entries, broken: this.broken, reason };
  }

  faultAt({ at, fault: faultOf }: CodedEntry, columns: readonly CodedColumn[], message: string): void {
    const fault = faultOf(at, columns, message);
    this.#faults.push(this.#file.name === null ? fault : { ...fault, file: this.#file.name });
  }

  /** What it is called now that may have been given up. */
  now(kind: Kind, id: string): string {
    return this.grounds.redirects[kind].get(id) ?? id;
  }

  /** The line of the row, counted among all lines of all files. */
  lineOf({ at }: CodedEntry): number {
    return this.#file.from + at.line;
  }

  /** Such a line, as it is told in this file. */
  lineInWords(line: number): string {
    return this.coding.lines.inWords(line, this.#file.from);
  }

  /** Takes an input in, where it is of the shape of its kind; `whyNot` knows more of what is wrong with a field than its shape. */
  read<K extends Kind>(
    kind: K,
    entry: CodedEntry,
    place: string,
    input: Fields,
    whyNot: (field: string) => string | null = () => null,
  ): Inputs[K] | null {
    const valid = readInput(kind, input);
    if (valid.ok) {
      this.#entries[kind].push({ input: valid.value, place: `${place}/${kind}` });
      return valid.value;
    }
    this.broken.add(`${kind} ${input.id}`);
    for (const { pointer = '', message } of valid.violations) {
      const field = pointer.split('/')[1] ?? '';
      const day = DAYS.get(field);
      const why = day === undefined ? null : notADay(day, String(input[field]));
      this.faultAt(
        entry,
        columnsOf(kind, field),
        why ?? whyNot(field) ?? (NUMBERS.has(field) ? withComma(input[field]) : null) ?? message,
      );
    }
    return null;
  }
}

/** What is wrong with a number in which a comma stands for the point, as spreadsheets of many countries have it; else null. */
const withComma = (value: unknown): string | null =>
  typeof value === 'string' && /^\d*,\d+$/.test(value)
    ? `must be a number with a point, as ${value.replace(',', '.')}, not ${show(value)}`
    : null;

const NUMBERS: ReadonlySet<string> = new Set(['confidence']);

/** Fields that are days, and the columns in which they stand. */
const DAYS: ReadonlyMap<string, CodedColumn> = new Map([
  ['saidOn', 'said_on'],
  ['publishedOn', 'source_published_on'],
]);

/** The columns that a field of a record may come from. */
export const columnsOf = (kind: string, field: string): readonly CodedColumn[] =>
  COLUMNS_OF[kind as keyof typeof COLUMNS_OF]?.[field] ?? ['expert'];

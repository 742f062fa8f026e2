/** The coding of tables: what is the same for all their rows, and what is remembered of those before. */

import { FirstLines } from '../first-lines.ts';
import { LineNumbers } from '../line-numbers.ts';
import type { KnownNames } from './known-names.ts';
import { KnownRows, type StoredRows } from './known-rows.ts';
import type { Mapping } from './mapping.ts';
import { Memberships } from './memberships.ts';
import { SourceTexts } from './source-texts.ts';
import { TableFaults } from './table-faults.ts';

export type TableSessionOptions = {
  /** Make experts, questions and sources that are not stored. */
  readonly create: boolean;
  /** Retract what is published on the questions and from the sources of the tables, and is none of their rows. */
  readonly retractMissing: boolean;
  /** The scale of questions that are made; null for the default one. */
  readonly scale: string | null;
  readonly mapping: Mapping | null;
  /** The names that are known, near which none is made; null where every name may be made. */
  readonly near: KnownNames | null;
  readonly stored: StoredRows;
};

/** The places in the mapping and the scale, in front of JSON pointers into them. */
export const MAPPING_AT = '/mapping';
export const SCALE_AT = '/scale';

/** How many rows were left out, by a column of ours or of theirs and what stood there. */
export type LeftOutCount = { readonly column: string; readonly spelling: string; readonly rows: number };

export class TableSession {
  readonly options: TableSessionOptions;
  readonly faults = new TableFaults();
  readonly seen = new FirstLines();
  /** Which stored positions the rows are. */
  readonly known: KnownRows;
  readonly memberships = new Memberships();
  readonly texts: SourceTexts;
  readonly #leftOut = new Map<string, number>();
  readonly lines = new LineNumbers();
  rows = 0;

  constructor(options: TableSessionOptions) {
    this.options = options;
    this.known = new KnownRows(options.stored, this.seen);
    this.texts = new SourceTexts(options.mapping?.texts ?? null);
  }

  /** Begins a file: what its lines are counted from among all lines of all files. */
  begin(name: string | null): number {
    this.faults.begin(name);
    return this.lines.begin(name);
  }

  leaveOut(column: string, spelling: string): void {
    const key = JSON.stringify([column, spelling]);
    this.#leftOut.set(key, (this.#leftOut.get(key) ?? 0) + 1);
  }

  /** The most first. */
  get leftOut(): readonly LeftOutCount[] {
    return [...this.#leftOut]
      .map(([key, rows]) => {
        const [column = '', spelling = ''] = JSON.parse(key) as string[];
        return { column, spelling, rows };
      })
      .sort((a, b) => b.rows - a.rows || (a.spelling < b.spelling ? -1 : 1));
  }
}

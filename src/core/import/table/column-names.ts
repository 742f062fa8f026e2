/** The columns of a table, by what they are called. */
import { INPUT_LIMITS } from '../../values/input-limits.ts';
import { fold } from '../../values/sort-key.ts';
import { suggest } from '../../values/validation.ts';
import type { FileColumn } from './file-table.ts';

/** Heads are the same whatever their case, and with blanks, "_" or "-" between their words or nothing. */
export const foldedName = (name: string): string => fold(name).replaceAll(/[\s_-]+/g, '');

/** `Answer#2` is the second column of that name, `#4` the fourth of all. */
const NUMBERED = /^(.*)#(\d{1,4})$/su;

export class ColumnNames {
  readonly #columns: readonly FileColumn[];
  readonly #addresses: readonly string[];
  #compared = 0;
  readonly #exact = new Map<string, number[]>();
  readonly #folded = new Map<string, number[]>();

  constructor(columns: readonly FileColumn[]) {
    this.#columns = columns;
    this.#addresses = columns.map(({ name }, index) => {
      const place = note(this.#exact, name, index);
      if (foldedName(name) !== '') note(this.#folded, foldedName(name), index);
      if (name === '') return `#${index + 1}`;
      return place === 1 ? name : `${name}#${place}`;
    });
  }

  /** What each is called, in their order. */
  get heads(): readonly string[] {
    return this.#columns.map(({ name }) => name);
  }

  get count(): number {
    return this.#columns.length;
  }

  /** Which column was meant by a name that none has, while there are not too many to compare. */
  suggest(name: string): string {
    this.#compared += this.count;
    return this.#compared > INPUT_LIMITS.comparedNames ? '' : suggest(name, this.#addresses);
  }

  /** The index of the column in the file itself where faults of that one are mended: of what is joined, its key's. */
  keyOf(index: number): number {
    return this.#columns[index]?.by ?? index;
  }

  /** The indices of all columns with that name: spelt so, or else with other case and signs between its words. */
  all(name: string): readonly number[] {
    return this.#exact.get(name) ?? this.alike(name);
  }

  /** The indices of all columns with that name, however it is spelt. */
  alike(name: string): readonly number[] {
    return this.#folded.get(foldedName(name)) ?? [];
  }

  /** The index of the first column with that name, or of the one with that number; undefined where there is none. */
  at(address: string): number | undefined {
    const [found] = this.all(address);
    const [, name = '', number] = found === undefined ? (NUMBERED.exec(address) ?? []) : [];
    if (number === undefined) return found;
    if (name !== '') return this.all(name)[Number(number) - 1];
    return Number(number) >= 1 && Number(number) <= this.count ? Number(number) - 1 : undefined;
  }

  /** What tells that column from all others. */
  addressOf(index: number): string {
    return this.#addresses[index] ?? `#${index + 1}`;
  }
}

/** Answers how many there are by then. */
function note(indices: Map<string, number[]>, name: string, index: number): number {
  const before = indices.get(name);
  if (before !== undefined) return before.push(index);
  indices.set(name, [index]);
  return 1;
}

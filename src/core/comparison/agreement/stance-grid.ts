/** Places: where experts stand on questions, small enough for a million of them and ready to be compared. */
import { type Scale, scaleRange } from '../../records/scale.ts';

/** The places there are on a scale, from its lower end to its upper. */
export type Levels = { readonly values: readonly number[]; readonly range: number };

/** Those of a question whose scale is not known. */
export const NO_LEVELS: Levels = { values: [], range: 0 };

/** No place: nothing on record, or no side taken. */
export const NO_PLACE = 0;
/** A place between those of the scale: the mean of a contradiction. */
export const OTHER_PLACE = 255;

/** Row by row: all questions of the first expert, then of the second. */
export class StanceGrid {
  readonly rows: number;
  /** For each column what its places are; columns with the same places share one object. */
  readonly columns: readonly Levels[];
  /** NO_PLACE, OTHER_PLACE, or one more than the index of the place in the levels of its column. */
  readonly codes: Uint8Array;
  readonly #others = new Map<number, number>();

  constructor(rows: number, columns: readonly Levels[]) {
    this.rows = rows;
    this.columns = columns;
    this.codes = new Uint8Array(rows * columns.length);
  }

  put(row: number, column: number, value: number): void {
    const at = row * this.columns.length + column;
    const level = this.columns[column]?.values.indexOf(value) ?? -1;
    this.codes[at] = level === -1 ? OTHER_PLACE : level + 1;
    if (level === -1) this.#others.set(at, value);
  }

  /** NaN where there is no place. */
  value(row: number, column: number): number {
    const at = row * this.columns.length + column;
    const code = this.codes[at] ?? NO_PLACE;
    if (code === OTHER_PLACE) return this.#others.get(at) ?? Number.NaN;
    return code === NO_PLACE ? Number.NaN : (this.columns[column]?.values[code - 1] ?? Number.NaN);
  }

  /** Some of the columns, in that order. */
  pick(columns: readonly number[]): StanceGrid {
    const picked = new StanceGrid(
      this.rows,
      columns.map((column) => this.columns[column] ?? NO_LEVELS),
    );
    for (let row = 0; row < this.rows; row += 1)
      columns.forEach((column, index) => {
        const value = this.value(row, column);
        if (!Number.isNaN(value)) picked.put(row, index, value);
      });
    return picked;
  }

  /** True where some place is between those of its scale. */
  get hasOthers(): boolean {
    return this.#others.size > 0;
  }
}

/** The levels of each scale by its id; scales with the same places have the same object. */
export function levelsOf(scales: readonly Scale[]): ReadonlyMap<string, Levels> {
  const known = new Map<string, Levels>();
  return new Map(
    scales.map((scale) => {
      const distinct = new Set(scale.options.flatMap(({ value }) => value ?? []));
      const values = [...distinct].sort((a, b) => a - b);
      const key = values.join(' ');
      const levels = known.get(key) ?? { values, range: scaleRange(scale) };
      known.set(key, levels);
      return [scale.id, levels];
    }),
  );
}

/** Places: where experts stand on questions, small enough for a million of them and ready to be compared. */
import { type Scale, scaleRange } from '../../records/scale.ts';

/** The places there are on a scale, one for each option with a value, from its lower end to its upper. */
export type Levels = { readonly values: readonly number[]; readonly range: number };

/** The levels of a scale, and the code of each of its options that has a value: one more than the index of its level. */
export type ScaleLevels = { readonly levels: Levels; readonly codes: ReadonlyMap<string, number> };

/** Those of a question whose scale is not known. */
export const NO_LEVELS: ScaleLevels = { levels: { values: [], range: 0 }, codes: new Map() };

/** No place: nothing on record, or no side taken. */
export const NO_PLACE = 0;
/** A place that is no option's: that of a contradiction, which stands at the mean of its positions. */
export const OTHER_PLACE = 255;

/** Row by row: all questions of the first expert, then of the second. */
export class StanceGrid {
  readonly rows: number;
  /** For each column what its places are; columns with the same places share the levels. */
  readonly columns: readonly ScaleLevels[];
  /** NO_PLACE, OTHER_PLACE, or the code of an option. */
  readonly codes: Uint8Array;
  readonly #others = new Map<number, number>();

  constructor(rows: number, columns: readonly ScaleLevels[]) {
    this.rows = rows;
    this.columns = columns;
    this.codes = new Uint8Array(rows * columns.length);
  }

  /** Takes in a cell: `held` as `heldIn` gives it, `place` as `placeOf`; without a place there is nothing to take in. */
  put(row: number, column: number, held: string, place: number | null): void {
    if (place === null) return;
    const at = row * this.columns.length + column;
    const code = this.columns[column]?.codes.get(held) ?? OTHER_PLACE;
    this.codes[at] = code;
    if (code === OTHER_PLACE) this.#others.set(at, place);
  }

  /** NaN where there is no place. */
  value(row: number, column: number): number {
    const at = row * this.columns.length + column;
    const code = this.codes[at] ?? NO_PLACE;
    if (code === OTHER_PLACE) return this.#others.get(at) ?? Number.NaN;
    return code === NO_PLACE ? Number.NaN : (this.columns[column]?.levels.values[code - 1] ?? Number.NaN);
  }

  /** Some of the columns, in that order. */
  pick(columns: readonly number[]): StanceGrid {
    const picked = new StanceGrid(
      this.rows,
      columns.map((column) => this.columns[column] ?? NO_LEVELS),
    );
    for (let row = 0; row < this.rows; row += 1)
      columns.forEach((column, index) => {
        const [from, to] = [row * this.columns.length + column, row * columns.length + index];
        picked.codes[to] = this.codes[from] ?? NO_PLACE;
        const other = this.#others.get(from);
        if (other !== undefined) picked.#others.set(to, other);
      });
    return picked;
  }

  /** True where some place is no option's. */
  get hasOthers(): boolean {
    return this.#others.size > 0;
  }
}

/** The levels of each scale by its id; scales with the same places have the same levels. */
export function levelsOf(scales: readonly Scale[]): ReadonlyMap<string, ScaleLevels> {
  const known = new Map<string, Levels>();
  return new Map(
    scales.map((scale) => {
      const valued = scale.options.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]));
      const rising = valued.sort((a, b) => a.value - b.value);
      const values = rising.map(({ value }) => value);
      const key = values.join(' ');
      const levels = known.get(key) ?? { values, range: scaleRange(scale) };
      known.set(key, levels);
      return [scale.id, { levels, codes: new Map(rising.map(({ id }, index) => [id, index + 1])) }];
    }),
  );
}

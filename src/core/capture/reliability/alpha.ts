/** Krippendorff's alpha: how far coders agree beyond chance, also where some of them left units out. */

/** The difference between two values: whether they are the same, how many lie between them, or how far apart they are. */
export const METRICS = ['nominal', 'ordinal', 'interval'] as const;
export type Metric = (typeof METRICS)[number];

/** Why there is no alpha: fewer than two coders, no unit with two values, or one value everywhere. */
export const NO_ALPHA = ['one-coder', 'nothing-pairable', 'no-variation'] as const;
export type NoAlpha = (typeof NO_ALPHA)[number];

/** What each coder said of one unit, in the order of the coders; null where they left it out. */
export type Ratings<V extends string | number> = readonly (V | null)[];

/** The coincidences of one unit: how often value `a` stands beside value `b`, by the places of the values. */
type Pair = { readonly a: number; readonly b: number; readonly weight: number };

/** Units whose values can be paired, ready to be counted any number of times. */
export type Coincidences = {
  /** The values in use, in order. */
  readonly values: readonly (string | number)[];
  /** What units are like: those in which the same values were given are one kind. */
  readonly kinds: readonly (readonly Pair[])[];
  /** The kind of each unit, by its place. */
  readonly units: readonly number[];
  /** Values in units that have two or more. */
  readonly pairable: number;
  readonly coders: number;
};

export function coincidencesOf<V extends string | number>(ratings: readonly Ratings<V>[]): Coincidences {
  const coders = new Set(ratings.flatMap((unit) => unit.flatMap((value, coder) => (value === null ? [] : [coder]))));
  const given = ratings.map((unit) => unit.filter((value) => value !== null)).filter(({ length }) => length > 1);
  const values = [...new Set(given.flat())].sort((a, b) => (a < b ? -1 : 1));
  const place = new Map<string | number, number>(values.map((value, index) => [value, index]));
  const places = given.map((unit) => unit.map((value) => place.get(value) ?? 0).sort((a, b) => a - b));
  const alike = new Map(places.map((unit) => [unit.join(' '), unit]));
  const kindOf = new Map([...alike.keys()].map((key, kind) => [key, kind]));
  const units = places.map((unit) => kindOf.get(unit.join(' ')) ?? 0);
  return { values, kinds: [...alike.values()].map(pairsOf), units, pairable: given.flat().length, coders: coders.size };
}

/** Every ordered pair of two coders, each weighing so that a unit counts as many as it has values. */
function pairsOf(unit: readonly number[]): readonly Pair[] {
  const weights = new Map<string, Pair>();
  for (const [i, a] of unit.entries())
    for (const [j, b] of unit.entries()) {
      if (i === j) continue;
      const key = `${a} ${b}`;
      weights.set(key, { a, b, weight: (weights.get(key)?.weight ?? 0) + 1 / (unit.length - 1) });
    }
  return [...weights.values()];
}

/** Alpha of the units, or of so many of each kind as `counts` says; a string says why there is none. */
export function alphaOf(coincidences: Coincidences, metric: Metric, counts?: Float64Array): number | NoAlpha {
  const { values, kinds, units, coders } = coincidences;
  if (coders < 2) return 'one-coder';
  if (units.length === 0) return 'nothing-pairable';
  const size = values.length;
  const observed = new Float64Array(size * size);
  const many = counts ?? countsOf(kinds.length, units);
  for (const [kind, pairs] of kinds.entries())
    for (const { a, b, weight } of pairs) {
      const at = a * size + b;
      observed[at] = (observed[at] ?? 0) + weight * (many[kind] ?? 0);
    }
  return fromCounts(observed, values, metric);
}

/** How many of the units are of each kind. */
function countsOf(kinds: number, units: readonly number[]): Float64Array {
  const counts = new Float64Array(kinds);
  for (const kind of units) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function fromCounts(observed: Float64Array, values: readonly (string | number)[], metric: Metric): number | NoAlpha {
  const size = values.length;
  const of = (a: number, b: number): number => observed[a * size + b] ?? 0;
  const totals = values.map((_, a) => values.reduce((sum: number, __, b) => sum + of(a, b), 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  let [disagreed, expected] = [0, 0];
  for (let a = 0; a < size; a += 1)
    for (let b = a + 1; b < size; b += 1) {
      const apart = DIFFERENCE[metric](a, b, values, totals);
      disagreed += of(a, b) * apart;
      expected += (totals[a] ?? 0) * (totals[b] ?? 0) * apart;
    }
  return expected === 0 ? 'no-variation' : 1 - ((all - 1) * disagreed) / expected;
}

type Difference = (a: number, b: number, values: readonly (string | number)[], totals: readonly number[]) => number;

const DIFFERENCE: { readonly [M in Metric]: Difference } = {
  nominal: () => 1,
  /** Half of either value, and all that lies between them. */
  ordinal: (a, b, _, totals) => {
    const between = totals.slice(a, b + 1).reduce((sum, total) => sum + total, 0);
    return (between - ((totals[a] ?? 0) + (totals[b] ?? 0)) / 2) ** 2;
  },
  interval: (a, b, values) => (Number(values[a]) - Number(values[b])) ** 2,
};

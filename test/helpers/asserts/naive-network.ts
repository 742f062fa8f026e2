/** The measures of a discourse network once more, straight from their formulas and as slow as they come. */

export type Said = { readonly actor: string; readonly question: string; readonly side: 0 | 1; readonly unit: string };

type Measure = { readonly mode: string; readonly aggregation: string; readonly normalisation: string };

/** The weight of an actor and a question, or of two actors; `once` where a position counts once in its unit. */
export function naiveWeight(
  all: readonly Said[],
  { mode, aggregation, normalisation }: Measure,
  once: boolean,
  row: string,
  column: string,
): number {
  const keyOf = ({ actor, question, side, unit }: Said) =>
    JSON.stringify([actor, question, aggregation === 'ignore' ? '' : side, unit]);
  const said = once ? all.filter((it, index) => all.findIndex((other) => keyOf(other) === keyOf(it)) === index) : all;
  const A = (actor: string, question: string, side: number): number =>
    said.filter((it) => it.actor === actor && it.question === question && it.side === side).length;
  const n = (actor: string): number => said.filter((it) => it.actor === actor).length;
  const over = (value: number, by: number): number => (value === 0 ? 0 : value / by);

  if (mode === 'two-mode') {
    const [agreed, disagreed] = [A(row, column, 1), A(row, column, 0)];
    const values: { [name: string]: number } = {
      ignore: agreed + disagreed,
      subtract: agreed - disagreed,
      combine: Math.min(1, agreed) + 2 * Math.min(1, disagreed),
    };
    const by: { [name: string]: number } = {
      none: 1,
      activity: n(row),
      prominence: said.filter(({ question }) => question === column).length,
    };
    return over(values[aggregation] ?? Number.NaN, by[normalisation] ?? Number.NaN);
  }
  if (row === column) return 0;
  const questions = [...new Set(said.map(({ question }) => question))];
  const total = (f: (question: string, side: 0 | 1) => number): number =>
    questions.reduce((sum, question) => sum + f(question, 0) + f(question, 1), 0);
  const union = total((c, s) => {
    const [x, y] = [A(row, c, s), A(column, c, s)];
    return x > 0 && y > 0 ? x * y : Math.max(x, y);
  });
  const by: { [name: string]: number } = {
    none: 1,
    average: (n(row) + n(column)) / 2,
    jaccard: union,
    cosine: n(row) * n(column),
  };
  const divisor = by[normalisation] ?? Number.NaN;
  const congruence = over(
    total((c, s) => A(row, c, s) * A(column, c, s)),
    divisor,
  );
  const conflict = over(
    total((c, s) => A(row, c, s) * A(column, c, 1 - s)),
    divisor,
  );
  const values: { [name: string]: number } = {
    congruence,
    conflict,
    ignore: congruence + conflict,
    subtract: congruence - conflict,
  };
  return values[aggregation] ?? Number.NaN;
}

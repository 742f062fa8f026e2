/** The measures of agreement and consensus once more, straight from their definitions: every two experts, one question at a time. */
import type { JudgedCell } from '../../../src/core/matrix/cell.ts';
import type { MatrixMaterial } from '../../../src/core/matrix/material.ts';
import { buildMatrix } from '../../../src/core/matrix/matrix.ts';
import type { Expert } from '../../../src/core/records/expert.ts';
import { dayOf, lastDay } from '../../../src/core/values/date.ts';

type Moment = { readonly rule: 'latest' | 'all'; readonly asOf: string | null };

/** What one expert holds on one question, or what of it was said while they belonged to the same. */
export type NaiveCell = {
  readonly expert: Expert;
  /** What of it: as `partOf` named it. */
  readonly part: string;
  readonly question: string;
  readonly range: number;
  /** Null where the cell is contested. */
  readonly option: string | null;
  readonly place: number | null;
};

/** The cells in which anything is on record: one for each part of what counts, by the last day on which it can have been said. */
export function naiveCells(
  material: MatrixMaterial,
  { rule, asOf }: Moment,
  partOf: (expert: Expert, day: string) => string | null = () => '',
): NaiveCell[] {
  const { judged } = buildMatrix(material, { rule, asOf, knownAt: null, evidence: false });
  return judged.flatMap(({ cell, current }: JudgedCell) => {
    const expert = material.experts.find(({ id }) => id === cell.expert);
    const question = material.questions.find(({ id }) => id === cell.question);
    const options = material.scales.find(({ id }) => id === question?.scale)?.options ?? [];
    const values = options.flatMap(({ value }) => (value === null ? [] : [value]));
    if (expert === undefined) return [];
    const parts = Map.groupBy(current, ({ position }) => partOf(expert, dayOf(position.saidOn)));
    return [...parts].flatMap(([part, stances]): NaiveCell[] => {
      const [latest] = stances;
      if (part === null || latest === undefined) return [];
      const held = stances.flatMap(({ value }) => (value === null ? [] : [value]));
      const isContested = held.some((value) => value > 0) && held.some((value) => value < 0);
      const mean = held.reduce((sum, value) => sum + value, 0) / held.length;
      return [
        {
          ...{ expert, part, question: cell.question, range: Math.max(...values) - Math.min(...values) },
          option: isContested ? null : latest.position.option,
          place: isContested ? mean : latest.value,
        },
      ];
    });
  });
}

/** True where the expert belonged to the organization on that day, or does so without an end. */
export const belongs = ({ affiliations }: Expert, name: string, day: string | null): boolean =>
  affiliations.some(
    ({ organization, from, to }) =>
      organization === name &&
      (day === null ? to === null : (from ?? '') <= day && day <= (to === null ? '9999' : (lastDay(to) ?? ''))),
  );

/** What those of the first have in common with those of the second, each two different experts once, in the cells that count. */
export function naiveAgreement(
  cells: readonly NaiveCell[],
  first: readonly string[],
  second: readonly string[],
  counts: (mine: NaiveCell, theirs: NaiveCell) => boolean = () => true,
) {
  const pairs = new Map(
    first.flatMap((one) =>
      second.flatMap((other) => (one === other ? [] : [[[one, other].sort().join(' '), [one, other]] as const])),
    ),
  );
  const both = [...pairs.values()].flatMap(([one, other]) =>
    cells
      .filter(({ expert }) => expert.id === one)
      .flatMap((mine) => {
        const there = cells.filter(({ expert, question }) => expert.id === other && question === mine.question);
        return there.flatMap((theirs) =>
          !counts(mine, theirs) || mine.place === null || theirs.place === null
            ? []
            : [
                {
                  range: mine.range,
                  options: [mine.option, theirs.option],
                  places: [mine.place, theirs.place] as const,
                },
              ],
        );
      }),
  );
  const held = both.filter(({ options }) => !options.includes(null));
  const apart = both.map(({ range, places: [a, b] }) => (range === 0 ? 0 : Math.abs(a - b) / range));
  return {
    shared: both.length,
    same: held.filter(({ options: [one, other] }) => one === other).length,
    opposite: held.filter(({ places: [a, b] }) => (a > 0 && b < 0) || (a < 0 && b > 0)).length,
    score: both.length === 0 ? null : 1 - apart.reduce((sum, it) => sum + it, 0) / both.length,
  };
}

/** The share of the smaller side; null where nobody is on one. */
export function naiveMinority(cells: readonly NaiveCell[]): number | null {
  const sided = cells.filter(({ option, place }) => option !== null && place !== null && place !== 0);
  const support = sided.filter(({ place }) => (place ?? 0) > 0).length;
  return sided.length === 0 ? null : Math.min(support, sided.length - support) / sided.length;
}

/** The mean, and the polarisation of Esteban and Ray with α = 1, over every two of them. */
export function naiveSpread(cells: readonly NaiveCell[]): { mean: number | null; polarisation: number | null } {
  const placed = cells.flatMap(({ place, range }) => (place === null ? [] : [{ place, range }]));
  const n = placed.length;
  if (n === 0) return { mean: null, polarisation: null };
  const share = (place: number) => placed.filter((it) => it.place === place).length / n;
  let sum = 0;
  for (const one of placed)
    for (const other of placed)
      if (one.range > 0) sum += (share(one.place) * (Math.abs(one.place - other.place) / one.range)) / n ** 2;
  return { mean: placed.reduce((total, { place }) => total + place, 0) / n, polarisation: 4 * sum };
}

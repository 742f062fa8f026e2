/** What all the benchmarks do with their measurements. */

/** The value below which that share of the others lies. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The same numbers on every run, from 0 up to but not with 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** One line of the result: what was measured, ours and the floor's figure, their ratio, and the goal. */
export const row = (what: string, ours: string, floor: string, ratio: string, goal: string): string =>
  `| ${what} | ${ours} | ${floor} | ${ratio} | ${goal} |`;

export const HEADER = [row('what', 'ours', 'floor', 'ratio', 'goal'), row('---', '---', '---', '---', '---')].join(
  '\n',
);

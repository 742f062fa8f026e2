/** What all the benchmarks do with their measurements. */

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

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

/** How the answers to a question stand around the middle: against to the left, for to the right, between upon it. */
import type { MatrixQuestion } from '../core/matrix/matrix.ts';
import type { Scale } from '../core/records/scale.ts';
import { type Tone, toneOfValue } from './palette.ts';

/** So many experts at one place. */
export type Share = { readonly tone: Tone; readonly count: number };

/** What stands on each half of the bar, from the middle outwards. */
export type Halves = {
  readonly left: readonly Share[];
  readonly middle: readonly Share[];
  readonly right: readonly Share[];
};

export type Tallied = Pick<MatrixQuestion, 'distribution'>;

export function halvesOf({ distribution }: Tallied, { options }: Pick<Scale, 'options'>): Halves {
  const shares = options
    .map(({ id, value }) => ({ value, tone: toneOfValue(value), count: distribution[id] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => Math.abs(a.value ?? 0) - Math.abs(b.value ?? 0));
  return {
    left: shares.filter(({ value }) => value !== null && value < 0),
    // A contradiction is on both sides, so it stands on both.
    middle: [
      ...shares.filter(({ value }) => value === 0),
      ...(distribution.contested ? [{ tone: 'contested', count: distribution.contested } as const] : []),
    ],
    right: shares.filter(({ value }) => value !== null && value > 0),
  };
}

/** The experts in them. */
export const sizeOf = (shares: readonly Share[]): number => shares.reduce((total, { count }) => total + count, 0);

/** How many experts the longer half holds: bars that are to be compared are drawn for the greatest of these. */
export function reachOf(question: Tallied, scale: Pick<Scale, 'options'>): number {
  const { left, middle, right } = halvesOf(question, scale);
  return Math.max(sizeOf(left), sizeOf(right)) + sizeOf(middle) / 2;
}

/** Which pairs of an agreement are wanted. */
import type { AgreementPair } from './agreement.ts';

export type PairChoice = {
  /** Pairs that share fewer questions are left out. */
  readonly minShared: number;
  /** Only so many of the pairs that have a score: those with the highest, or the lowest. */
  readonly only: { readonly end: 'nearest' | 'farthest'; readonly count: number } | null;
};

/** The pairs that are wanted, and how many are not. */
export function choosePairs(
  pairs: readonly AgreementPair[],
  { minShared, only }: PairChoice,
): { kept: AgreementPair[]; omitted: number } {
  const enough = pairs.filter(({ shared }) => shared >= minShared);
  const kept = only === null ? enough : extreme(enough, only);
  return { kept, omitted: pairs.length - kept.length };
}

/** Equal scores: the one that rests on more questions first, then in order. */
function extreme(pairs: readonly AgreementPair[], { end, count }: NonNullable<PairChoice['only']>) {
  const sign = end === 'nearest' ? -1 : 1;
  return pairs
    .filter(({ score }) => score !== null)
    .sort((x, y) => sign * ((x.score ?? 0) - (y.score ?? 0)) || y.shared - x.shared)
    .slice(0, count);
}

/** Those of the pairs of a part that are kept, in the same order, and share something in it. */
export function pairsWithin(
  pairs: readonly AgreementPair[],
  kept: readonly AgreementPair[],
  { minShared }: PairChoice,
): AgreementPair[] {
  const keyOf = ({ a, b }: AgreementPair) => `${a}\n${b}`;
  const found = new Map(
    pairs.filter(({ shared }) => shared >= Math.max(1, minShared)).map((pair) => [keyOf(pair), pair]),
  );
  return kept.flatMap((pair) => found.get(keyOf(pair)) ?? []);
}

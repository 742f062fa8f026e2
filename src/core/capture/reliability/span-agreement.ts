/** Span agreement: how far two lists of statements mark the same words of a text. */
import type { TextSpan } from '../candidate.ts';

/** The words that one statement is made of. */
export type MarkedWords = readonly TextSpan[];

export type SpanAgreement = {
  /** Statements of each list, and pairs that mark the same words, each in one pair at most. */
  readonly first: number;
  readonly second: number;
  readonly matched: number;
  /** 2 × matched / (first + second); null where neither has any. */
  readonly f1: number | null;
};

/** Two mark the same words where those they share are half or more of those that either marks. */
export const SAME_WORDS = 0.5;

/** Pairs the likest first, so that no order of the lists decides. */
export function spanAgreement(first: readonly MarkedWords[], second: readonly MarkedWords[]): SpanAgreement {
  const others = second.map(flat);
  const pairs = first
    .map(flat)
    .flatMap((a, i) =>
      others.flatMap((b, j) => {
        const overlap = sharedOf(a, b);
        return overlap >= SAME_WORDS ? [{ i, j, overlap }] : [];
      }),
    )
    .sort((a, b) => b.overlap - a.overlap || a.i - b.i || a.j - b.j);
  const [left, right] = [new Set<number>(), new Set<number>()];
  for (const { i, j } of pairs) {
    if (left.has(i) || right.has(j)) continue;
    left.add(i);
    right.add(j);
  }
  const all = first.length + second.length;
  return {
    first: first.length,
    second: second.length,
    matched: left.size,
    f1: all === 0 ? null : (2 * left.size) / all,
  };
}

/** Intersection over union, in UTF-16 units; 0 where neither marks anything. */
export const overlapOf = (first: MarkedWords, second: MarkedWords): number => sharedOf(flat(first), flat(second));

/** The same of spans that do not overlap, in order. */
function sharedOf(a: readonly TextSpan[], b: readonly TextSpan[]): number {
  if ((a.at(-1)?.end ?? 0) <= (b[0]?.start ?? 0) || (b.at(-1)?.end ?? 0) <= (a[0]?.start ?? 0)) return 0;
  const shared = a.reduce(
    (sum, { start, end }) =>
      sum + b.reduce((inner, it) => inner + Math.max(0, Math.min(end, it.end) - Math.max(start, it.start)), 0),
    0,
  );
  const either = lengthOf(a) + lengthOf(b) - shared;
  return either === 0 ? 0 : shared / either;
}

const lengthOf = (spans: readonly TextSpan[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);

/** Spans that do not overlap, in order. */
function flat(spans: MarkedWords): readonly TextSpan[] {
  const ordered = spans.toSorted((a, b) => a.start - b.start);
  const apart: TextSpan[] = [];
  for (const { start, end } of ordered) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) apart[apart.length - 1] = { ...last, end: Math.max(last.end, end) };
    else apart.push({ start, end });
  }
  return apart;
}

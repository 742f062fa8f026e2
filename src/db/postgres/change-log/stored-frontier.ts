/** The frontier of the tree over the log, as the head has it: whoever writes goes on from there without reading leaves. */
import type { Digest } from '../../../core/change-log/tree/digest.ts';
import { Frontier } from '../../../core/change-log/tree/frontier.ts';
import { sha256 } from '../../shared/change-log/sha256.ts';
import { unusable } from '../failures.ts';
import type { WholeHead } from './head.ts';

/** Over how many entries the tree is, and the roots of its complete trees, the largest first. */
export type StoredFrontier = { readonly size: number; readonly roots: readonly Digest[] };

export const frontierText = ({ size, roots }: StoredFrontier): string => JSON.stringify({ size, roots });

export const storedFrontier = ({ frontier }: WholeHead): StoredFrontier => JSON.parse(frontier) as StoredFrontier;

/** Fails with `unusable-database` where the tree is over another number of entries than the log has. */
export function frontierOf(head: WholeHead): Frontier {
  const { size, roots } = storedFrontier(head);
  if (size !== head.seq)
    throw unusable(
      `has a log of ${head.seq} entries and a tree over ${size}: entries were lost; restore it from a backup`,
    );
  return new Frontier(sha256, size, roots);
}

/** A tree that grew leaf by leaf, with what is kept of it, for tests. */
import { createHash } from 'node:crypto';
import type { Digest, TreeHash } from '../../../src/core/change-log/tree/digest.ts';
import { Frontier } from '../../../src/core/change-log/tree/frontier.ts';
import { TreeProofs } from '../../../src/core/change-log/tree/proofs.ts';

/** Written apart from that of the store. */
export const plainSha256: TreeHash = {
  text: (text) => createHash('sha256').update(text, 'utf8').digest('base64'),
  node: (left, right) =>
    createHash('sha256')
      .update(Uint8Array.of(1))
      .update(Buffer.from(left, 'base64'))
      .update(Buffer.from(right, 'base64'))
      .digest('base64'),
};

export type GrownTree = {
  readonly frontier: Frontier;
  readonly proofs: TreeProofs;
  /** The root at every size, from 0. */
  readonly roots: readonly Digest[];
};

export function grow(leaves: readonly Digest[]): GrownTree {
  const rows = new Map<number, Digest[]>([[0, [...leaves]]]);
  const frontier = new Frontier(plainSha256);
  const roots = [frontier.root()];
  for (const leaf of leaves) {
    for (const { height, index, digest } of frontier.append(leaf)) {
      const row = rows.get(height) ?? [];
      rows.set(height, row);
      if (row.length !== index) throw new RangeError(`node ${index} of height ${height} comes after ${row.length}`);
      row.push(digest);
    }
    roots.push(frontier.root());
  }
  const proofs = new TreeProofs(plainSha256, (height, from, to) => (rows.get(height) ?? []).slice(from, to));
  return { frontier, proofs, roots };
}

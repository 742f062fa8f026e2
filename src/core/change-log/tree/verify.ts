/** Verification of proofs by whoever has no more than a leaf and two heads (RFC 9162, sections 2.1.3.2 and 2.1.4.2). */
import type { Digest, TreeHash } from './digest.ts';

/** A tree by its size and root. */
export type TreeHead = { readonly size: number; readonly rootHash: Digest };

/** Does the path prove that the leaf is the one of that index in the tree of that head? */
export function provesInclusion(
  hash: TreeHash,
  { leafIndex, leafHash }: { readonly leafIndex: number; readonly leafHash: Digest },
  path: readonly Digest[],
  { size, rootHash }: TreeHead,
): boolean {
  if (leafIndex < 0 || leafIndex >= size) return false;
  let [node, last, root] = [leafIndex, size - 1, leafHash];
  for (const digest of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      root = hash.node(digest, root);
      [node, last] = toOdd(node, last);
    } else root = hash.node(root, digest);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && root === rootHash;
}

/** Does the path prove that the second tree begins with the first? */
export function provesConsistency(hash: TreeHash, first: TreeHead, second: TreeHead, path: readonly Digest[]): boolean {
  if (first.size > second.size) return false;
  if (first.size === 0) return first.rootHash === hash.text('') && path.length === 0;
  if (first.size === second.size) return first.rootHash === second.rootHash && path.length === 0;
  const [begin, ...rest] = isPowerOfTwo(first.size) ? [first.rootHash, ...path] : path;
  if (begin === undefined) return false;
  let [node, last] = [first.size - 1, second.size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [earlier, later] = [begin, begin];
  for (const digest of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      earlier = hash.node(digest, earlier);
      later = hash.node(digest, later);
      [node, last] = toOdd(node, last);
    } else later = hash.node(later, digest);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && earlier === first.rootHash && later === second.rootHash;
}

const half = (of: number): number => Math.floor(of / 2);

/** Levels at which the node has no sibling to its right are passed over. */
function toOdd(from: number, to: number): [node: number, last: number] {
  let [node, last] = [from, to];
  while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
  return [node, last];
}

function isPowerOfTwo(of: number): boolean {
  let rest = of;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

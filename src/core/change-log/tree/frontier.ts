/**
 * Frontier of a growing tree: the roots of the complete trees of 2ᵏ leaves that it is made of, the largest first. It is
 * all that must be known to add leaves and to tell the root.
 */
import type { Digest, TreeHash } from './digest.ts';
import { isKeptHeight } from './heights.ts';

/** The root of the complete tree of 2^height leaves, the `index`-th of its height from 0. */
export type TreeNode = { readonly height: number; readonly index: number; readonly digest: Digest };

export class Frontier {
  readonly #hash: TreeHash;
  readonly #roots: Digest[];
  #size: number;

  /** Goes on with a tree of `size` leaves, whose complete trees have these roots. Throws where the two do not fit. */
  constructor(hash: TreeHash, size = 0, roots: readonly Digest[] = []) {
    if (completeTrees(size) !== roots.length)
      throw new RangeError(`a tree of ${size} leaves has no frontier of ${roots.length}`);
    this.#hash = hash;
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  get roots(): readonly Digest[] {
    return this.#roots;
  }

  /** Adds a leaf, and answers with the nodes that are complete with it and of a height that is kept. */
  append(leaf: Digest): readonly TreeNode[] {
    const kept: TreeNode[] = [];
    let digest = leaf;
    let height = 0;
    // As many complete trees grow together as the number of leaves has ones at its end.
    let index = this.#size;
    for (; index % 2 === 1; index = (index - 1) / 2) {
      digest = this.#hash.node(this.#roots.pop() ?? '', digest);
      height += 1;
      if (isKeptHeight(height)) kept.push({ height, index: (index - 1) / 2, digest });
    }
    this.#roots.push(digest);
    this.#size += 1;
    return kept;
  }

  /** The root of the tree as it is: MTH(D[n]) of RFC 9162. */
  root(): Digest {
    const last = this.#roots.at(-1);
    if (last === undefined) return this.#hash.text('');
    return this.#roots.slice(0, -1).reduceRight((right, left) => this.#hash.node(left, right), last);
  }
}

/** How many complete trees make up one of `size` leaves: the ones in its binary form. */
function completeTrees(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

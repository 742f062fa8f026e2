/**
 * Proofs from a tree of leaves (RFC 9162, section 2.1): its root, the path that proves a leaf to be in it, and what
 * proves it to begin with an earlier one.
 */
import type { Digest, TreeHash } from './digest.ts';
import { KEPT_EVERY } from './heights.ts';

/**
 * The digests of the nodes `from` up to but without `to`, of that height: 0 for the leaves, else one of those that are
 * kept. All must be complete.
 */
export type ReadNodes = (height: number, from: number, to: number) => readonly Digest[];

export class TreeProofs {
  readonly #hash: TreeHash;
  readonly #read: ReadNodes;

  constructor(hash: TreeHash, read: ReadNodes) {
    this.#hash = hash;
    this.#read = read;
  }

  /** MTH(D[size]). */
  root(size: number): Digest {
    return size === 0 ? this.#hash.text('') : this.#rootOf(0, size);
  }

  /** The roots of the complete trees that the one of that size is made of, the largest first: its frontier. */
  roots(size: number): Digest[] {
    const roots: Digest[] = [];
    for (let from = 0; from < size; ) {
      const count = splitOf(size - from + 1);
      roots.push(this.#complete(from, count));
      from += count;
    }
    return roots;
  }

  /** PATH(index, D[size]), from the leaf upwards. Throws where the tree of that size has no such leaf. */
  inclusion(index: number, size: number): Digest[] {
    if (index < 0 || index >= size) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
    const path: Digest[] = [];
    let [from, to] = [0, size];
    while (to - from > 1) {
      const middle = from + splitOf(to - from);
      path.push(index < middle ? this.#rootOf(middle, to) : this.#rootOf(from, middle));
      if (index < middle) to = middle;
      else from = middle;
    }
    return path.reverse();
  }

  /** PROOF(first, D[second]), empty where the two are the same or the first is empty. Throws where it is the larger. */
  consistency(first: number, second: number): Digest[] {
    if (first < 0 || first > second) throw new RangeError(`a tree of ${second} leaves had never ${first}`);
    if (first === 0) return [];
    const path: Digest[] = [];
    let [from, to] = [0, second];
    // Until what is left of the later tree is a complete tree of the earlier one.
    while (first < to) {
      const middle = from + splitOf(to - from);
      path.push(first <= middle ? this.#rootOf(middle, to) : this.#rootOf(from, middle));
      if (first <= middle) to = middle;
      else from = middle;
    }
    // One that begins with the log itself is the earlier tree, whose root everybody has.
    if (from > 0) path.push(this.#rootOf(from, to));
    return path.reverse();
  }

  #rootOf(from: number, to: number): Digest {
    const count = to - from;
    const half = splitOf(count);
    return count === half * 2 || count === 1
      ? this.#complete(from, count)
      : this.#hash.node(this.#rootOf(from, from + half), this.#rootOf(from + half, to));
  }

  /** The root of a complete tree of `count` leaves, a power of two that `from` is a multiple of. */
  #complete(from: number, count: number): Digest {
    const height = Math.log2(count);
    const kept = height - (height % KEPT_EVERY);
    const leaves = 2 ** kept;
    let row = this.#read(kept, from / leaves, (from + count) / leaves);
    if (row.length !== count / leaves)
      throw new RangeError(`the tree has not all leaves from ${from} to ${from + count}`);
    while (row.length > 1) row = this.#paired(row);
    return row[0] ?? '';
  }

  #paired(row: readonly Digest[]): Digest[] {
    return Array.from({ length: row.length / 2 }, (_, at) => this.#hash.node(row[2 * at] ?? '', row[2 * at + 1] ?? ''));
  }
}

/** The largest power of two smaller than `count`; 1 for 1. */
function splitOf(count: number): number {
  let half = 1;
  while (half * 2 < count) half *= 2;
  return half;
}

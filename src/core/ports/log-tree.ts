/** The tree over the change log as a store answers for it. */
import type { Digest } from '../change-log/tree/digest.ts';
import type { TreeHead } from '../change-log/tree/verify.ts';
import type { Finding } from './store.ts';

/** A tree with the instant of its last entry; null where it has none. */
export type DatedHead = TreeHead & { readonly at: string | null };

/** A leaf, and what shows that it holds its entry. */
export type OpenedLeaf = {
  readonly leafHash: Digest;
  /** Null where the entry was redacted. */
  readonly opening: {
    readonly salt: string;
    readonly content: string;
    /** The record before the entry, hidden in the content behind a digest; null where there was none. */
    readonly before: { readonly salt: string; readonly text: string } | null;
  } | null;
};

/** What a look at every leaf found. */
export type VerifiedLog = {
  readonly head: TreeHead;
  /** How many entries can no longer be shown to be what their leaves hold. */
  readonly redacted: number;
  readonly findings: readonly Finding[];
};

export interface LogTree {
  /** The tree over the whole log, or over its first `size` entries. Fails with `not-found` where it never had so many. */
  head(size?: number): Promise<DatedHead>;
  /** The leaves of these entries by their numbers, without those that have none yet. */
  leafHashes(seqs: readonly number[]): Promise<ReadonlyMap<number, Digest>>;
  /** The leaf of an entry, opened. Null where the tree has none of that number. */
  leaf(seq: number): Promise<OpenedLeaf | null>;
  /** What proves the leaf of that index to be in the tree of that size, from the leaf upwards. Throws on those there are not. */
  inclusionPath(leafIndex: number, size: number): Promise<readonly Digest[]>;
  /** What proves that the tree of the second size begins with that of the first. Throws on those there are not. */
  consistencyPath(first: number, second: number): Promise<readonly Digest[]>;
  /** Makes every leaf anew from the log, and the tree from them; `since` is a head that it must begin with. */
  verify(since: TreeHead | null): Promise<VerifiedLog>;
}

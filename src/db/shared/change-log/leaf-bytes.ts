/** Leaves as they are stored: those that are written together share a row, 64 bytes each. */
import type { Digest } from '../../../core/change-log/tree/digest.ts';
import type { LeafSalts } from '../../../core/change-log/tree/leaf.ts';

const SALT_BYTES = 16;
export const SALTS_BYTES = 2 * SALT_BYTES;
export const LEAF_BYTES = 64;

/** As many as fit into a page of the file. */
export const LEAVES_IN_ROW = 62;

/** A leaf with its salts; null where they were forgotten. */
export type StoredLeaf = { readonly salts: LeafSalts | null; readonly digest: Digest };

export const leafAt = (leaves: Buffer, at: number): StoredLeaf => {
  const begin = at * LEAF_BYTES;
  const isForgotten = leaves.subarray(begin, begin + SALTS_BYTES).every((byte) => byte === 0);
  const digest = leaves.toString('base64', begin + SALTS_BYTES, begin + LEAF_BYTES);
  return { salts: isForgotten ? null : saltsAt(leaves, at), digest };
};

export const saltsAt = (leaves: Buffer, at: number): LeafSalts => {
  const begin = at * LEAF_BYTES;
  return {
    salt: leaves.toString('base64', begin, begin + SALT_BYTES),
    beforeSalt: leaves.toString('base64', begin + SALT_BYTES, begin + SALTS_BYTES),
  };
};

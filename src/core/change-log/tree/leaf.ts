/**
 * Leaf of the tree over the log: a digest that holds an entry fast and tells nothing of it. What the public does not see
 * of an entry is hashed with a salt of its own, which whoever may not see it is never given.
 */
import type { Digest, TreeHash } from './digest.ts';

/** An entry as it stands in the log; the record before and after it as texts of JSON, null where there was none. */
export type LoggedEntry = {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  readonly id: string;
  readonly reason: string | null;
  readonly before: string | null;
  readonly after: string | null;
};

/** 128 random bits each, in base64; that for the record before is of use only where there was one. */
export type LeafSalts = { readonly salt: string; readonly beforeSalt: string };

/** The number of the leaf, from 0, of the entry with that number, from 1. */
export const leafIndexOf = (seq: number): number => seq - 1;

/** HASH(0x00 || salt || content), the salt as it is written, in base64. */
export const leafHash = (hash: TreeHash, salt: string, content: string): Digest => hash.text(`\0${salt}${content}`);

/** HASH(salt || text), the salt as it is written: holds the record before an entry fast, and tells nothing of it. */
export const beforeHash = (hash: TreeHash, salt: string, text: string): Digest => hash.text(`${salt}${text}`);

/**
 * What an entry says, as a text of JSON: its fields, the record before it by its digest, and the record after it as it
 * stands in the log, character for character.
 */
export function contentOf(hash: TreeHash, entry: LoggedEntry, beforeSalt: string): string {
  const { seq, at, actor, action, entity, id, reason, before, after } = entry;
  const held = before === null ? null : beforeHash(hash, beforeSalt, before);
  // As JSON.stringify writes it, in half the time: numbers, instants and words of ours need no escapes.
  return `{"seq":${seq},"at":"${at}","actor":${JSON.stringify(actor)},"action":"${action}","entity":"${entity}","id":${JSON.stringify(id)},"reason":${JSON.stringify(reason)},"before":${JSON.stringify(held)},"after":${after}}`;
}

/** The leaf of an entry with these salts. */
export const leafOf = (hash: TreeHash, entry: LoggedEntry, { salt, beforeSalt }: LeafSalts): Digest =>
  leafHash(hash, salt, contentOf(hash, entry, beforeSalt));

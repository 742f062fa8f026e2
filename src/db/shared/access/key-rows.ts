/** Keys as rows: made of random bits, found by their public part, known by a hash. */
import { createHash, randomBytes } from 'node:crypto';
import { type StoredKey, tokenOf } from '../../../core/access/api-key.ts';
import type { KeyRow } from '../tables.ts';

const SECRET_BYTES = 32;
const ID_CHARACTERS = 8;
/** 32 of them, so that five random bits choose one evenly; none looks like another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz023456789';

/** What a hash is compared with where there is no key: no token has it. */
export const NO_HASH = Buffer.alloc(SECRET_BYTES);

/** How often the use of a key is noted, in milliseconds. */
export const NOTE_EVERY = 60_000;

/** SHA-256 of a whole token. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A token that nobody can guess, of the key with that id. */
export const newToken = (id: string): string => tokenOf(id, randomBytes(SECRET_BYTES).toString('base64url'));

/** A token of a session that nobody can guess. */
export const newSessionToken = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** An id for a new key; it may be taken. */
export const newKeyId = (): string =>
  [...randomBytes(ID_CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

export const keyFromRow = (row: KeyRow): StoredKey => ({
  id: row.id,
  name: row.name,
  scopes: JSON.parse(row.scopes),
  createdAt: row.created_at,
  createdBy: row.created_by,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  revokedBy: row.revoked_by,
  lastUsedAt: row.last_used_at,
});

/** API keys: made of random bits, found by their public part, known by a hash. Always those of the primary. */
import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { keyIdOf, type StoredKey } from '../../../core/access/api-key.ts';
import type { KeyStore } from '../../../core/ports/key-store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { hashOf, keyFromRow, NO_HASH, NOTE_EVERY, newKeyId, newToken } from '../../shared/access/key-rows.ts';
import type { KeyRow } from '../../shared/tables.ts';
import type { Read } from '../reading.ts';
import type { Session } from '../statements.ts';

const COLUMNS = sql.raw(
  `id, name, hash, scopes, created_at, created_by, expires_at, revoked_at, revoked_by, last_used_at`,
);

const rowOf = (session: Session, id: string): Promise<KeyRow | undefined> =>
  session.first(sql<KeyRow>`SELECT ${COLUMNS} FROM api_keys WHERE id = ${id}`);

const keyOf = async (session: Session, id: string): Promise<StoredKey | null> => {
  const row = await rowOf(session, id);
  return row === undefined ? null : keyFromRow(row);
};

export const createKeyStore = (read: Read, write: Read, now: () => Date): KeyStore => ({
  create: ({ name, scopes, createdBy, expiresAt }) =>
    write(async (session) => {
      let id = newKeyId();
      while ((await rowOf(session, id)) !== undefined) id = newKeyId();
      const token = newToken(id);
      const row = {
        ...{ id, name, hash: hashOf(token), scopes: JSON.stringify(scopes) },
        ...{ created_at: now().toISOString(), created_by: createdBy, expires_at: expiresAt },
      };
      await session.all(sql`INSERT INTO api_keys (id, name, hash, scopes, created_at, created_by, expires_at)
        VALUES (${row.id}, ${row.name}, ${row.hash}, ${row.scopes}, ${row.created_at}, ${row.created_by}, ${row.expires_at})`);
      return { key: keyFromRow({ ...row, revoked_at: null, revoked_by: null, last_used_at: null }), token };
    }),
  list: ({ limit, after }) =>
    read(async (session) => {
      const [createdAt, id] = after ?? [];
      const rest = after === undefined ? sql`TRUE` : sql`(created_at, id) > (${createdAt}, ${id})`;
      const rows = await session.all(
        sql<KeyRow>`SELECT ${COLUMNS} FROM api_keys WHERE ${rest} ORDER BY created_at, id LIMIT ${limit + 1}`,
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(keyFromRow),
        next: last === undefined ? null : [last.created_at, last.id],
      };
    }),
  get: (id) => read((session) => keyOf(session, id)),
  revoke: (id, by) =>
    write(async (session) => {
      await session.all(sql`UPDATE api_keys SET revoked_at = ${now().toISOString()}, revoked_by = ${by}
        WHERE id = ${id} AND revoked_at IS NULL`);
      return keyOf(session, id);
    }),
  find: (token) =>
    read(async (session) => {
      const row = await rowOf(session, keyIdOf(token) ?? '');
      const isRight = timingSafeEqual(row?.hash ?? NO_HASH, hashOf(token));
      return row !== undefined && isRight ? keyFromRow(row) : null;
    }),
  noteUse: async (id) => {
    const at = now();
    const before = new Date(at.getTime() - NOTE_EVERY).toISOString();
    const note = read(async (session) => {
      await session.all(sql`UPDATE api_keys SET last_used_at = ${at.toISOString()}
        WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < ${before})`);
    });
    // It may as well be noted another time: reading must go on.
    await note.catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
    });
  },
});

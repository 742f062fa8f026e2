/** API keys on an SQLite file: made of random bits, found by their public part, known by a hash. */
import { timingSafeEqual } from 'node:crypto';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { keyIdOf, type StoredKey } from '../../../core/access/api-key.ts';
import type { KeyStore } from '../../../core/ports/key-store.ts';
import { hashOf, keyFromRow, NO_HASH, NOTE_EVERY, newKeyId, newToken } from '../../shared/access/key-rows.ts';
import type { KeyRow } from '../../shared/tables.ts';
import type { Connection } from '../connection.ts';
import { param, type Statements, sqlBuilder } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';

type Clock = () => Date;
export function createKeyStore(connection: Connection, statements: Statements, now: Clock, write: RunWrite): KeyStore {
  const byId = statements.define(sqlBuilder.selectFrom('api_keys').selectAll().where('id', '=', param<string>('id')));
  const insert = statements.define(
    sql`INSERT INTO api_keys (id, name, hash, scopes, created_at, created_by, expires_at) VALUES (${param('id')},
      ${param('name')}, ${param('hash')}, ${param('scopes')}, ${param('created_at')}, ${param('created_by')},
      ${param('expires_at')})`,
  );
  const end = statements.define(
    sql`UPDATE api_keys SET revoked_at = ${param('at')}, revoked_by = ${param('by')}
      WHERE id = ${param('id')} AND revoked_at IS NULL`,
  );
  const use = statements.define(
    sql`UPDATE api_keys SET last_used_at = ${param('at')}
      WHERE id = ${param('id')} AND (last_used_at IS NULL OR last_used_at < ${param('before')})`,
  );
  const get = (id: string): StoredKey | null => {
    const row = byId.get({ id });
    return row === undefined ? null : keyFromRow(row);
  };

  return {
    create: ({ name, scopes, createdBy, expiresAt }) =>
      write(() => {
        let id = newKeyId();
        while (byId.get({ id }) !== undefined) id = newKeyId();
        const token = newToken(id);
        const row = {
          ...{ id, name, hash: hashOf(token), scopes: JSON.stringify(scopes) },
          ...{ created_at: now().toISOString(), created_by: createdBy, expires_at: expiresAt },
        };
        insert.run(row);
        return { key: keyFromRow({ ...row, revoked_at: null, revoked_by: null, last_used_at: null }), token };
      }),
    list: async ({ limit, after }) => {
      const [createdAt, id] = after ?? [];
      const rest = after === undefined ? sql`TRUE` : sql`(created_at, id) > (${createdAt}, ${id})`;
      const rows = statements.all(
        sql<KeyRow>`SELECT * FROM api_keys WHERE ${rest} ORDER BY created_at, id LIMIT ${limit + 1}`,
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(keyFromRow),
        next: last === undefined ? null : [last.created_at, last.id],
      };
    },
    get: async (id) => get(id),
    revoke: (id, by) =>
      write(() => {
        end.run({ id, by, at: now().toISOString() });
        return get(id);
      }),
    find: async (token) => {
      const row = byId.get({ id: keyIdOf(token) ?? '' });
      const isRight = timingSafeEqual(row?.hash ?? NO_HASH, hashOf(token));
      return row !== undefined && isRight ? keyFromRow(row) : null;
    },
    noteUse: async (id) => {
      const at = now();
      const before = new Date(at.getTime() - NOTE_EVERY).toISOString();
      const last = byId.get({ id })?.last_used_at ?? null;
      if (last === null || last < before)
        withoutWaiting(connection, () => use.run({ id, at: at.toISOString(), before }));
    },
  };
}

/** Writes what may as well be written another time: gives up at once where another writes, or nothing can be written. */
function withoutWaiting(connection: Connection, write: () => unknown): void {
  const wait = connection.pragma('busy_timeout', { simple: true });
  connection.pragma('busy_timeout = 0');
  try {
    write();
  } catch (error) {
    if (!(error instanceof Database.SqliteError && /^SQLITE_(BUSY|FULL|IOERR|READONLY)/.test(error.code))) throw error;
  } finally {
    connection.pragma(`busy_timeout = ${wait}`);
  }
}

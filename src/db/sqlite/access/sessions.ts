/** Sessions of the desk on an SQLite file: known by the hash of their token. */
import { sql } from 'kysely';
import type { SessionStore } from '../../../core/ports/session-store.ts';
import { hashOf, newSessionToken } from '../../shared/access/key-rows.ts';
import { param, type Statements, sqlBuilder } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';

export function createSessionStore(statements: Statements, write: RunWrite): SessionStore {
  const byHash = statements.define(
    sqlBuilder.selectFrom('desk_sessions').select(['key', 'ends_at']).where('hash', '=', param<Buffer>('hash')),
  );
  const insert = statements.define(
    sql`INSERT INTO desk_sessions (hash, key, ends_at) VALUES (${param('hash')}, ${param('key')}, ${param('ends_at')})`,
  );
  const forget = statements.define(sql`DELETE FROM desk_sessions WHERE ends_at <= ${param('now')}`);
  const end = statements.define(sql`DELETE FROM desk_sessions WHERE hash = ${param('hash')}`);
  return {
    begin: ({ key, endsAt }, now) =>
      write(() => {
        forget.run({ now: now.toISOString() });
        const token = newSessionToken();
        insert.run({ hash: hashOf(token), key, ends_at: endsAt });
        return token;
      }),
    find: async (token) => {
      const row = byHash.get({ hash: hashOf(token) });
      return row === undefined ? null : { key: row.key, endsAt: row.ends_at };
    },
    end: (token) =>
      write(() => {
        end.run({ hash: hashOf(token) });
      }),
  };
}

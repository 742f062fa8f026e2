/** Sessions of the desk: known by the hash of their token, in whichever service. */
import { sql } from 'kysely';
import type { SessionStore } from '../../../core/ports/session-store.ts';
import { hashOf, newSessionToken } from '../../shared/access/key-rows.ts';
import type { Read } from '../reading.ts';

export const createSessionStore = (read: Read, write: Read): SessionStore => ({
  begin: ({ key, endsAt }, now) =>
    write(async (session) => {
      const token = newSessionToken();
      await session.all(sql`DELETE FROM desk_sessions WHERE ends_at <= ${now.toISOString()}`);
      await session.all(
        sql`INSERT INTO desk_sessions (hash, key, ends_at) VALUES (${hashOf(token)}, ${key}, ${endsAt})`,
      );
      return token;
    }),
  find: (token) =>
    read(async (session) => {
      const found = sql<{
        key: string;
        ends_at: string;
      }>`SELECT key, ends_at FROM desk_sessions WHERE hash = ${hashOf(token)}`;
      const row = await session.first(found);
      return row === undefined ? null : { key: row.key, endsAt: row.ends_at };
    }),
  end: (token) =>
    write(async (session) => {
      await session.all(sql`DELETE FROM desk_sessions WHERE hash = ${hashOf(token)}`);
    }),
});

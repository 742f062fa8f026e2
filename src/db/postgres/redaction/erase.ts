/** Erasing from the files of the tables what their rows do not hold any more. */
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../connect.ts';
import { unusable } from '../failures.ts';
import type { Session } from '../statements.ts';

/** Fails with `unusable-database` where this user may not write the tables anew. */
export async function refuseUnlessOwner(session: Session): Promise<void> {
  const others = sql`SELECT 1 FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND NOT pg_has_role(relowner, 'USAGE') LIMIT 1`;
  if ((await session.first(others)) !== undefined)
    throw unusable('is not owned by this user, who cannot write its files anew: redact as whoever migrates it');
}

/** How long somebody who reads is waited for, and how often they are looked for. */
const WAITED_MS = 5_000;
const LOOKED_MS = 100;

/**
 * Writes every table and index anew, without the rows that were. Inside no transaction; takes as much room again as the
 * largest table has, and keeps everybody from a table meanwhile. False where somebody still reads what was before the
 * end of the transaction `until`, so that the files hold it.
 */
export async function erase(database: Database, until: string): Promise<boolean> {
  const { session, release } = await database.take();
  try {
    await session.run('SET statement_timeout = 0');
    const tables = await session.all(sql<{ name: string }>`SELECT oid::regclass::text AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname`);
    let isRead = await isReadStill(session, until);
    for (let waited = 0; isRead && waited < WAITED_MS; waited += LOOKED_MS) {
      await wait(LOOKED_MS);
      isRead = await isReadStill(session, until);
    }
    for (const { name } of tables) await session.run(`VACUUM (FULL) ${name}`);
    return !isRead;
  } finally {
    await session.run('RESET statement_timeout').catch(() => undefined);
    release();
  }
}

/** Whose sight is older than the end of that transaction keeps the rows that were in the files. */
async function isReadStill(session: Session, until: string): Promise<boolean> {
  const reading = sql`SELECT 1 FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND datname = current_database() AND backend_xmin IS NOT NULL
      AND age(backend_xmin) >= age(${until}::text::xid) LIMIT 1`;
  return (await session.first(reading)) !== undefined;
}

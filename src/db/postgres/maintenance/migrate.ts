/** Migrations: numbered SQL files, each applied once, all that are due in one transaction. */
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { frontierText } from '../change-log/stored-frontier.ts';
import type { Database } from '../connect.ts';
import { unusable } from '../failures.ts';
import type { Session } from '../statements.ts';

const FOLDER = new URL('../../../../db/postgres/', import.meta.url);

type Migration = { readonly number: number; readonly name: string };

/** The migrations there are, in order. */
export const migrations = (): Migration[] =>
  readdirSync(FOLDER)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name }));

/** The number of the newest migration that was applied; 0 where the schema is not there, or has nothing in it. */
async function versionOf(session: Session, schema: string): Promise<number> {
  const there = await session.first(
    sql`SELECT 1 FROM information_schema.tables WHERE table_schema = ${schema} AND table_name = 'migrations'`,
  );
  if (there === undefined) return 0;
  const last = sql<{ number: number }>`SELECT number FROM migrations ORDER BY number DESC LIMIT 1`;
  return (await session.first(last))?.number ?? 0;
}

/**
 * Applies what is due and names it; whoever may not make tables can do so where nothing is. Fails with
 * `unusable-database` where the schema is newer than this program.
 */
export async function migrate(database: Database): Promise<string[]> {
  const known = migrations();
  const newest = known.at(-1)?.number ?? 0;
  const { schema } = database;
  const version = await database.read((session) => versionOf(session, schema));
  if (version > newest)
    throw unusable(
      `has a schema of version ${version}, and this Standpoint knows versions up to ${newest}; start a newer Standpoint`,
    );
  if (version === newest) return [];
  return database.write(async (session) => {
    // Of several services that start at once one migrates, and the others find it done.
    await session.all(sql`SELECT pg_advisory_xact_lock(hashtext(${`standpoint ${schema}`}))`);
    const before = await versionOf(session, schema);
    const due = known.filter(({ number }) => number > before);
    if (before === 0) await makeSchema(session, schema);
    for (const { number, name } of due) {
      await session.run(readFileSync(new URL(name, FOLDER), 'utf8'));
      await session.all(sql`INSERT INTO migrations (number, name) VALUES (${number}, ${name})`);
    }
    await session.all(sql`INSERT INTO head (one, seq, public_seq, frontier, documents, tokens)
      VALUES (TRUE, 0, 0, ${frontierText({ size: 0, roots: [] })}, 0, 0) ON CONFLICT DO NOTHING`);
    return due.map(({ name }) => name);
  });
}

async function makeSchema(session: Session, schema: string): Promise<void> {
  const there = await session.first(sql`SELECT 1 FROM information_schema.schemata WHERE schema_name = ${schema}`);
  if (there === undefined) await session.all(sql`CREATE SCHEMA ${sql.id(schema)}`);
  await session.all(sql`CREATE TABLE migrations (number bigint NOT NULL PRIMARY KEY, name text NOT NULL)`);
}

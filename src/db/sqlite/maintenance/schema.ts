/** The schema of today, as `db/sqlite/schema.sql` has it, and what a database lacks of it. */
import { readFileSync } from 'node:fs';
import { type Connection, unusable } from '../connection.ts';

const FILE = new URL('../../../../db/sqlite/schema.sql', import.meta.url);

type Part = { readonly type: string; readonly name: string };

export const schemaText = (): string => readFileSync(FILE, 'utf8');

/** What the schema has that the database has not: tables, indexes and triggers, by name. */
function missingFrom(connection: Connection): Part[] {
  const there = new Set(connection.prepare('SELECT name FROM sqlite_schema').pluck().all());
  const parts = schemaText().matchAll(/^CREATE (?:UNIQUE |VIRTUAL )?(TABLE|INDEX|TRIGGER) "?(\w+)/gm);
  return [...parts].flatMap(([, type = '', name = '']) =>
    there.has(name) ? [] : [{ type: type.toLowerCase(), name }],
  );
}

/** Fails with `unusable-database` where a table is missing. */
export function refuseIncomplete(connection: Connection, path: string): void {
  const table = missingFrom(connection).find(({ type }) => type === 'table');
  if (table !== undefined) throw unusable(path, `lacks the table ${table.name}; restore it from a backup`);
}

/** What is missing, in words: without an index it is slow, without a trigger the record is not guarded. */
export const missingParts = (connection: Connection): string[] =>
  missingFrom(connection).map(({ type, name }) => `the database lacks the ${type} ${name}`);

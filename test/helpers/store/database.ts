/** SQLite files for tests that look beneath the store. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Test } from 'tap';
import { APPLICATION_ID } from '../../../src/db/sqlite/connection.ts';
import { migrations } from '../../../src/db/sqlite/maintenance/migrate.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { CLOCK } from '../fixtures/records.ts';
import type { Story } from '../fixtures/story.ts';
import { tell } from './tell.ts';

/** A path in a folder of its own, gone when the test ends. */
export function newPath(t: Test, name = 'standpoint.sqlite'): string {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

/** A file that knows the story, closed. */
export async function fileOf(t: Test, told: Story): Promise<string> {
  const path = newPath(t);
  const store = openSqliteStore(path, CLOCK);
  await tell(store, told);
  await store.close();
  return path;
}

/** Does something to the file by plain SQL, past the store. */
export function withRaw<T>(path: string, act: (raw: Database.Database) => T): T {
  const raw = new Database(path);
  const close = () => raw.close();
  const result = act(raw);
  if (result instanceof Promise) result.then(close, close);
  else close();
  return result;
}

/** Every row of every table, in an order that does not depend on where the rows lie. */
export const contentOf = (path: string): { readonly [table: string]: readonly string[] } =>
  withRaw(path, (raw) => {
    const tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
    return Object.fromEntries(
      tables.map((table) => [
        table,
        raw
          .prepare(`SELECT * FROM "${table}"`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    );
  });

/** A file as a Standpoint that knew only the first `count` migrations would have made it, with a story in it. */
export async function fileOfVersion(t: Test, count: number, told: Story): Promise<string> {
  const newest = await fileOf(t, told);
  const path = newPath(t);
  withRaw(path, (raw) => {
    for (const { name } of migrations().slice(0, count))
      raw.exec(readFileSync(new URL(`../../../db/sqlite/${name}`, import.meta.url), 'utf8'));
    raw.pragma(`application_id = ${APPLICATION_ID}`);
    raw.pragma(`user_version = ${count}`);
    raw.pragma('foreign_keys = OFF');
    raw.exec(`ATTACH '${newest}' AS newest`);
    // What a later migration drops was derived, and is made anew.
    const tables = raw
      .prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT GLOB 'search_index_*' AND name IN (SELECT name FROM newest.sqlite_schema) ORDER BY name",
      )
      .pluck()
      .all();
    for (const table of tables) {
      // Hidden and generated columns are not written.
      const columns = (raw.pragma(`main.table_xinfo(${table})`) as { name: string; hidden: number }[])
        .filter(({ hidden }) => hidden === 0)
        .map(({ name }) => name);
      const written = [...(table === 'search_index' ? ['rowid'] : []), ...columns].join(', ');
      const inOrder = table === 'changes' ? 'ORDER BY seq' : '';
      const selected = table === 'changes' ? columns.map(columnOfLog(count)).join(', ') : written;
      raw.exec(`INSERT INTO main.${table} (${written}) SELECT ${selected} FROM newest.${table} ${inOrder}`);
    }
  });
  return path;
}

/** Fields that records have since a migration; the log of a version before did not tell them. */
const FIELDS_SINCE = new Map([[11, ['saidAt', 'supersedes', 'recordedSeq']]]);

const columnOfLog = (version: number) => (column: string) => {
  const later = [...FIELDS_SINCE].flatMap(([since, fields]) => (since > version ? fields : []));
  if (later.length === 0 || !['before', 'after'].includes(column)) return column;
  return `json_remove(${column}, ${later.map((field) => `'$.${field}'`).join(', ')})`;
};

/** A file as the first version of Standpoint made it, with one expert in it. */
export function olderFile(t: Test): string {
  const path = newPath(t);
  withRaw(path, (raw) => {
    raw.exec(readFileSync(new URL('../../../db/sqlite/0001-initial.sql', import.meta.url), 'utf8'));
    raw.pragma(`application_id = ${APPLICATION_ID}`);
    raw.pragma('user_version = 1');
    const ada = {
      id: 'ada',
      name: 'Ada',
      sortName: 'Ada',
      description: null,
      aliases: [],
      affiliations: [],
      links: [],
    };
    raw.exec("INSERT INTO experts VALUES ('ada', 'Ada', 'Ada', 'ada', NULL, '[]', '[]', '[]', 1)");
    raw
      .prepare(
        "INSERT INTO changes VALUES (1, '2024-07-01T09:00:00.000Z', 'desk', 'create', 'expert', 'ada', NULL, NULL, ?)",
      )
      .run(JSON.stringify({ ...ada, revision: 1 }));
    raw.exec("INSERT INTO search_documents VALUES (1, 'expert', 'ada')");
    raw.exec("INSERT INTO search_index (rowid, title, body) VALUES (1, 'Ada', '')");
  });
  return path;
}

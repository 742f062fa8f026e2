/** SQLite files for tests that look beneath the store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Test } from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import type { Story } from './story.ts';
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
  const store = openSqliteStore(path);
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

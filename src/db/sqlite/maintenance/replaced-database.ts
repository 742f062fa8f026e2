/** The database that a backup is to replace: kept from every other process until it is replaced, or left alone after all. */
import { existsSync, linkSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { APPLICATION_ID, type Connection, isDamage, unusable } from '../connection.ts';
import { LOGS } from './files.ts';

const LOCK_TIMEOUT_MS = 1_000;

export type Outgoing = {
  /** True where nothing was ever written to it. */
  readonly isEmpty: boolean;
  /** False where it is too damaged to be locked, so that nobody can tell who has it open. */
  readonly exclusive: boolean;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Gives it, and its log where it still has one, another name beside the present one. */
  keepAs(name: string): string[];
  release(): void;
};

/**
 * Takes the database for this process alone. Who waits for it meanwhile has opened this very file: once that is no
 * longer at its path, SQLite lets nobody write to it. Fails with `unusable-database` where it is another program's, and
 * as SQLite does, with SQLITE_BUSY, where another process has it open.
 */
export function takeOut(path: string): Outgoing {
  const connection = new Database(path, { timeout: LOCK_TIMEOUT_MS });
  try {
    const { mode, uid, gid } = statSync(path);
    const keepAs = (name: string) =>
      ['', ...LOGS.filter((suffix) => existsSync(`${path}${suffix}`))].map((suffix) => {
        linkSync(`${path}${suffix}`, `${name}${suffix}`);
        return `${name}${suffix}`;
      });
    return { ...lock(connection, path), mode, uid, gid, keepAs, release: () => connection.close() };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Nobody can leave WAL while another connection has ever read; once it is left, the file alone is the database. No journal
 * is written for that beside it: a process that waits since an earlier restoration has that one's file open, and would take
 * the journal for its own, roll it back, and so damage what was kept. All that changes are the first hundred bytes, which
 * are written at once.
 */
function lock(connection: Connection, path: string): Pick<Outgoing, 'isEmpty' | 'exclusive'> {
  try {
    const tables = connection
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    if (tables.length > 0 && connection.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw unusable(path, 'is a database of another program; name another file in STANDPOINT_DB');
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
    if (connection.pragma('journal_mode', { simple: true }) !== 'memory')
      throw new Database.SqliteError('another process opened the database meanwhile', 'SQLITE_BUSY');
    return { isEmpty: tables.every((table) => hasNoRow(connection, table)), exclusive: true };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { isEmpty: false, exclusive: connection.inTransaction };
  }
}

/** The full-text index has rows of its own in any case. */
const hasNoRow = (connection: Connection, table: string): boolean =>
  table.startsWith('search_index') || connection.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() === undefined;

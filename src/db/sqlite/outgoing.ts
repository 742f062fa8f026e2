/** The database that a backup is to replace: kept from every other process until it is replaced, or left alone after all. */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { APPLICATION_ID, type Connection, isDamage, unusable } from './connection.ts';
import { LOGS, sync } from './files.ts';

const LOCK_TIMEOUT_MS = 1_000;
const COPY_BYTES = 1024 * 1024;
const HEADER_BYTES = 16;

export type Outgoing = {
  /** True where nothing was ever written to it. */
  readonly isEmpty: boolean;
  /** False where it is too damaged to be locked, so that nobody can tell who has it open. */
  readonly exclusive: boolean;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Copies it to `path`, and its log where it has one; returns where the copies are, once they are on the disk. */
  copyTo(path: string): string[];
  release(): void;
};

/**
 * Takes the database for this process alone. Fails with `unusable-database` where it is another program's; as SQLite
 * does, with SQLITE_BUSY, where another process has it open.
 */
export function takeOut(path: string): Outgoing {
  // Closing any handle of a file gives up all locks this process has on it: this one is opened first and closed last.
  const handle = openSync(path, 'r+');
  const connection = new Database(path, { timeout: LOCK_TIMEOUT_MS });
  const release = () => {
    spoil(handle);
    connection.close();
    closeSync(handle);
  };
  try {
    const { mode, uid, gid } = fstatSync(handle);
    return {
      ...lock(connection, path),
      mode,
      uid,
      gid,
      copyTo: (to) => [copyHandle(handle, to), ...copyLogs(path, to)],
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** SQLite lets nobody leave WAL, its log, while another connection has ever read; then the file alone is the database. */
function lock(connection: Connection, path: string): Pick<Outgoing, 'isEmpty' | 'exclusive'> {
  try {
    const tables = connection
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    if (tables.length > 0 && connection.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw unusable(path, 'is a database of another program; name another file in STANDPOINT_DB');
    connection.pragma('journal_mode = DELETE');
    connection.exec('BEGIN EXCLUSIVE');
    if (connection.pragma('journal_mode', { simple: true }) !== 'delete')
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

/** Reads from the handle, as opening the file once more and closing it would give up the lock. */
function copyHandle(handle: number, to: string): string {
  const copy = openSync(to, 'wx', fstatSync(handle).mode);
  try {
    const buffer = Buffer.alloc(COPY_BYTES);
    for (let at = 0, length = 1; length > 0; at += length) {
      length = readSync(handle, buffer, 0, COPY_BYTES, at);
      writeFileSync(copy, buffer.subarray(0, length));
    }
    fsyncSync(copy);
    return to;
  } finally {
    closeSync(copy);
  }
}

const copyLogs = (path: string, to: string): string[] =>
  LOGS.filter((suffix) => existsSync(`${path}${suffix}`)).map((suffix) => {
    copyFileSync(`${path}${suffix}`, `${to}${suffix}`, constants.COPYFILE_EXCL);
    sync(`${to}${suffix}`);
    return `${to}${suffix}`;
  });

/**
 * Makes the file unreadable once it has been replaced. Who waits for the lock has opened this very file: it would be
 * written under the name of the new database, whose log SQLite would take for its own.
 */
function spoil(handle: number): void {
  if (fstatSync(handle).nlink === 0) writeSync(handle, Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
}

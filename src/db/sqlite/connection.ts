/** Opens a database file, and refuses with a clear word what is not a usable Standpoint database. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../core/values/errors.ts';

export type Connection = Database.Database;

/** "STPT" in the file's header (PRAGMA application_id): a database of Standpoint's. */
export const APPLICATION_ID = 0x53545054;

/** Larger files are checked by `standpoint check`, not at every start: that would take some 20 ms for each MB. */
const QUICK_CHECK_LIMIT_BYTES = 2 * 1024 * 1024;

/** How long one writer waits for another. */
export const BUSY_TIMEOUT_MS = 5_000;

export const unusable = (path: string, why: string, cause?: unknown): Failure =>
  new Failure('unusable-database', `${path} ${why}`, [], cause === undefined ? {} : { cause });

/** For pages of the file, which the system keeps too: to read, more is no faster; to write much at once, it is. */
const CACHE_KIB = { reading: 2_000, writing: 16_000 } as const;

/** Opens (and makes, with its folder, where it is missing) the file; `:memory:` is a database of its own. */
export function connect(path: string): Connection {
  const connection = openFile(path);
  try {
    refuseForeign(connection, path);
    return asAlways(connection);
  } catch (error) {
    connection.close();
    throw error instanceof Failure ? error : unusable(path, explain(error), error);
  }
}

/** The settings of every connection that may write. */
export function asAlways(connection: Connection): Connection {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma(`cache_size = -${CACHE_KIB.reading}`);
  return connection;
}

/** Does work that may write much. */
export function withRoom<T>(connection: Connection, work: () => T): T {
  connection.pragma(`cache_size = -${CACHE_KIB.writing}`);
  try {
    return work();
  } finally {
    connection.pragma(`cache_size = -${CACHE_KIB.reading}`);
  }
}

/** A further connection to a file that is open already: to read, and to make temporary tables. */
export function connectReader(path: string): Connection {
  try {
    return new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw unusable(path, explain(error), error);
  }
}

function openFile(path: string): Connection {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    return new Database(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw unusable(path, `cannot be opened: ${error instanceof Error ? error.message : error}`, error);
  }
}

function refuseForeign(connection: Connection, path: string): void {
  const owner = connection.pragma('application_id', { simple: true });
  const tables = connection.prepare("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").pluck().get();
  if (owner !== APPLICATION_ID && tables !== 0)
    throw unusable(path, 'is a database of another program; name another file in STANDPOINT_DB');
  const bytes =
    Number(connection.pragma('page_count', { simple: true })) *
    Number(connection.pragma('page_size', { simple: true }));
  if (bytes > QUICK_CHECK_LIMIT_BYTES) return;
  const verdict = connection.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw unusable(path, `is damaged (${verdict}); restore it from a backup`);
}

/** The code of what the engine, or the system, could not do. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What is in the file is no database, or not the one that was written. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));

/** There is no room: the engine's words for it (in the file, in its shared memory) and the system's (disk, quota). */
export const isFull = (error: unknown): boolean =>
  ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].includes(codeOf(error));

export const noSpace = (path: string, cause: unknown): Failure =>
  new Failure(
    'no-space',
    `the disk of ${path} is full; nothing was written, and reading goes on: make room and try again`,
    [],
    { cause },
  );

export const REPLACED_MEANWHILE = 'was replaced while it was being opened; try again, or start again';

/** Why a database cannot be used, and what to do, as the end of a sentence that begins with its path. */
export function explain(error: unknown): string {
  const code = codeOf(error);
  if (isFull(error)) return 'cannot be used while its disk is full; make room and try again';
  if (code === 'SQLITE_NOTADB') return 'is not a database; name another file in STANDPOINT_DB';
  if (code.startsWith('SQLITE_CORRUPT')) return 'is damaged; restore it from a backup';
  if (code.startsWith('SQLITE_BUSY')) return 'is locked by another program; try again when that has finished';
  if (code === 'SQLITE_READONLY_DBMOVED') return REPLACED_MEANWHILE;
  if (code.startsWith('SQLITE_READONLY'))
    return 'cannot be written; give this user the right to write it and its folder';
  return `cannot be used: ${error instanceof Error ? error.message : error}`;
}

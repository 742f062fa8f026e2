/** A copy of the database in one file, of one state, while others go on reading and writing. */
import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Backup } from '../../../core/ports/backup.ts';
import { Failure } from '../../../core/values/errors.ts';
import { type Connection, connect, explain, isFull, noSpace, unusable } from '../connection.ts';
import { BESIDE, realPath, remove, sync, syncFolderOf } from './files.ts';
import { refuseNewer, schemaVersion } from './migrate.ts';

const PERMISSIONS = 0o777;

/**
 * Writes a copy of the database at `path` to `file`: the whole copy, or nothing. The database is left as it is, also
 * where migrations are due. Fails with `invalid`, `no-space` and `unusable-database`.
 */
export function backupSqlite(path: string, file: string, { force }: { readonly force: boolean }): Backup {
  const target = realPath(file);
  refuseItself(path, file, target);
  refuseTarget(file, target, force);
  const connection = openExisting(path);
  try {
    refuseNewer(connection, path);
    const partial = `${target}.partial-${process.pid}`;
    // A copy holds all that the database does, so it is for nobody else to read.
    writeFileSync(partial, '', { flag: 'wx', mode: statSync(path).mode & PERMISSIONS });
    try {
      const backup = copyTo(connection, partial);
      refuseExisting(file, force);
      renameSync(partial, target);
      syncFolderOf(target);
      return backup;
    } finally {
      remove(partial);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (isFull(error)) throw noSpace(file, error);
    if (error instanceof Database.SqliteError) throw unusable(path, explain(error), error);
    throw new Failure('invalid', `${file} cannot be written: ${error instanceof Error ? error.message : error}`, [], {
      cause: error,
    });
  } finally {
    connection.close();
  }
}

/** Reads and writes in one transaction: that of a reader, for which nobody has to wait. */
function copyTo(connection: Connection, partial: string): Backup {
  connection.prepare('VACUUM INTO ?').run(partial);
  sync(partial);
  const copy = new Database(partial, { readonly: true });
  try {
    const revision = Number(copy.prepare('SELECT coalesce(max(seq), 0) FROM changes').pluck().get());
    return { revision, bytes: statSync(partial).size };
  } finally {
    copy.close();
  }
}

/** The database, which must be there and have something in it: a backup of nothing is a mistake. */
function openExisting(path: string): Connection {
  if (path === ':memory:' || !existsSync(path))
    throw unusable(path, 'does not exist, so there is nothing to back up; name the database in STANDPOINT_DB');
  const connection = connect(path);
  if (schemaVersion(connection) > 0) return connection;
  connection.close();
  throw unusable(path, 'is an empty file, so there is nothing to back up; name the database in STANDPOINT_DB');
}

function refuseItself(path: string, file: string, target: string): void {
  const database = realPath(path);
  if (['', ...BESIDE].some((suffix) => target === realPath(`${database}${suffix}`)))
    throw new Failure('invalid', `${file} is the database itself; name another file`);
}

/** Fails with `invalid` where no copy can be made under that name; `target` is what it leads to. */
export function refuseTarget(file: string, target: string, force: boolean): void {
  if (!existsSync(dirname(target)))
    throw new Failure('invalid', `the folder of ${file} does not exist; make it, or mount what it is to be on`);
  if (existsSync(target) && !statSync(target).isFile())
    throw new Failure('invalid', `${file} is not a file; name the file that is to be the backup`);
  refuseExisting(file, force);
}

/** Fails with `invalid` where the file is there, and is not to be replaced. */
export function refuseExisting(file: string, force: boolean): void {
  if (!force && existsSync(file))
    throw new Failure('invalid', `${file} exists already; name another file, or replace it with --force`);
}

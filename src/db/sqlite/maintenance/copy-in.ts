/** A file that is made of all that another store holds: it appears under its name when it is whole and proven, or not at all. */
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import type { Backup } from '../../../core/ports/backup.ts';
import { Failure } from '../../../core/values/errors.ts';
import {
  digestOf,
  pour,
  refuseDiffering,
  refuseUnsound,
  type Whole,
  type WholeRow,
} from '../../shared/maintenance/whole.ts';
import { type Connection, connect, isFull, noSpace } from '../connection.ts';
import { withFunctions } from '../functions.ts';
import { migrateSqlite, openSqliteStore } from '../store.ts';
import { Bulk } from '../writing/indexes-aside.ts';
import { refuseExisting, refuseTarget } from './backup.ts';
import { realPath, remove, sync, syncFolderOf } from './files.ts';
import { columnsOf, wholeOf } from './read-whole.ts';

/** A copy holds drafts, and hashes of keys. */
const FOR_ITS_OWNER = 0o600;

/** Fails with `invalid`, where the file is there or what was read is not sound, and with `no-space`. */
export async function writeSqliteWhole(file: string, whole: Whole, { force }: { force: boolean }): Promise<Backup> {
  const target = realPath(file);
  refuseTarget(file, target, force);
  const partial = `${target}.partial-${process.pid}`;
  try {
    closeSync(openSync(partial, 'wx', FOR_ITS_OWNER));
    const revision = await fill(partial, whole);
    sync(partial);
    refuseExisting(file, force);
    const { size: bytes } = statSync(partial);
    renameSync(partial, target);
    syncFolderOf(target);
    return { revision, bytes };
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (isFull(error)) throw noSpace(file, error);
    throw new Failure('invalid', `${file} cannot be written: ${error instanceof Error ? error.message : error}`, [], {
      cause: error,
    });
  } finally {
    remove(partial);
  }
}

async function fill(path: string, whole: Whole): Promise<number> {
  migrateSqlite(path);
  const connection = withFunctions(connect(path));
  try {
    const read = await write(connection, whole);
    refuseDiffering(read, await digestOf(wholeOf(connection)));
  } finally {
    connection.close();
  }
  // What is derived of it is made as the store is opened: how questions divide those who hold a place on them.
  const store = openSqliteStore(path);
  try {
    refuseUnsound(await store.check());
    return await store.revision();
  } finally {
    await store.close();
  }
}

async function write(connection: Connection, whole: Whole) {
  // References are looked at when all is there; a file that is lost with the machine is made anew.
  connection.pragma('foreign_keys = OFF');
  connection.pragma('synchronous = OFF');
  connection.exec('BEGIN IMMEDIATE');
  const bulk = new Bulk(connection);
  bulk.begin();
  const writers = new Map<string, (row: WholeRow) => void>();
  const read = await pour(whole, (table, rows) => {
    const put = writers.get(table.name) ?? writerOf(connection, table.name, columnsOf(connection, table));
    writers.set(table.name, put);
    for (const row of rows) put(row);
  });
  bulk.end();
  const last = await whole.lastMapping();
  connection.exec("DELETE FROM sqlite_sequence WHERE name = 'mappings'");
  if (last > 0) connection.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('mappings', ?)").run(last);
  // The cells came with their positions.
  connection.exec('DELETE FROM cells_to_judge');
  connection.exec('COMMIT');
  return read;
}

function writerOf(connection: Connection, table: string, columns: readonly string[]): (row: WholeRow) => void {
  if (table === 'search_documents') {
    const document = connection.prepare('INSERT INTO search_documents (kind, id) VALUES (?, ?)');
    const text = connection.prepare('INSERT INTO search_index (rowid, title, body) VALUES (?, ?, ?)');
    return ({ kind, id, title, body }) => {
      text.run(document.run(kind, id).lastInsertRowid, title, body);
    };
  }
  const names = columns.map((name) => `"${name}"`).join(', ');
  const insertion = connection.prepare(`INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
  return (row) => {
    insertion.run(columns.map((name) => row[name]));
  };
}

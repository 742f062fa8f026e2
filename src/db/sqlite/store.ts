/** The store port on an SQLite file. */
import Database from 'better-sqlite3';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { fold } from '../../core/values/sort-key.ts';
import { createKeyStore } from './access/keys.ts';
import { type Connection, connect, connectReader, explain, isFull, noSpace, unusable, withRoom } from './connection.ts';
import { KnownAtPool } from './known-at/known-at-pool.ts';
import { check } from './maintenance/check.ts';
import { migrate } from './maintenance/migrate.ts';
import { StoredCells } from './matrix/stored-cells.ts';
import { createReading } from './reading.ts';
import { createReaders } from './records/read.ts';
import { search } from './records/search.ts';
import { Snapshots } from './snapshots.ts';
import { Statements } from './statements.ts';
import { createWebhookStore } from './webhooks/webhooks.ts';
import { patiently, WriteLock } from './write-lock.ts';
import { Commits } from './writing/commits.ts';
import { WriteTools } from './writing/unit-of-work.ts';

type Clock = { readonly now?: () => Date };

/** Opens the store at `path`, migrated; the clock dates the entries of the log. Fails with `unusable-database`. */
export function openSqliteStore(path: string, { now = () => new Date() }: Clock = {}): Store {
  const connection = connect(path);
  try {
    migrate(connection, path);
    settleCells(connection);
    return createStore(withFold(connection), path, now);
  } catch (error) {
    connection.close();
    throw error instanceof Failure ? error : unusable(path, explain(error), error);
  }
}

/** Applies the migrations that are due to the file and names them. Fails with `unusable-database`. */
export function migrateSqlite(path: string): string[] {
  const connection = connect(path);
  try {
    const applied = migrate(connection, path).map(({ name }) => name);
    settleCells(connection);
    return applied;
  } finally {
    connection.close();
  }
}

/** After a migration, or where an older Standpoint has written, there may be cells to judge. */
function settleCells(connection: Connection): void {
  const statements = new Statements(connection);
  const cells = new StoredCells(statements, createReaders(statements));
  if (cells.isStale) connection.transaction(() => cells.refresh()).immediate();
}

const withFold = (connection: Connection): Connection =>
  connection.function('fold', { deterministic: true }, (text: unknown) => fold(String(text)));

/** The store on a connection that is open and migrated. */
export function createStore(connection: Connection, path: string, now: () => Date): Store {
  const statements = new Statements(connection);
  const readers = createReaders(statements);
  const tools = new WriteTools(connection, now, statements, readers);
  /** A database in memory has no second connection: a copy will do, which holds what was as well. */
  const openAnother = () => withFold(path === ':memory:' ? new Database(connection.serialize()) : connectReader(path));
  /** To write on, for as long as it takes. */
  const openWriter = () => withFold(connect(path));
  const lock = new WriteLock();
  /** One unit of work: all of it or nothing. */
  const write = <T>(work: () => T): Promise<T> =>
    lock.take(async () => {
      try {
        const transaction = connection.transaction(work).immediate;
        return await patiently(connection, () => withRoom(connection, transaction));
      } catch (error) {
        throw failureOf(error, path);
      }
    });
  const snapshots = new Snapshots(openAnother);
  const commits = new Commits({ tools, path, openWriter, now, lock });
  const pasts = new KnownAtPool({
    statements,
    openAnother,
    now,
    alone: write,
    settledBefore: () => commits.runningSince,
  });
  const inOneState = connection.transaction((read: () => unknown) => read()).deferred;
  const together = <T>(read: () => T): T => inOneState(read) as T;
  const reading = createReading({ statements, readers, single: (read) => read(), together });

  return {
    ...reading,
    keys: createKeyStore(connection, statements, now, write),
    webhooks: createWebhookStore(statements, write),
    readStoredCells: async (selection, begin) => together(() => tools.cells.read(selection, begin)),
    asKnownAt: (instant) => pasts.readingAt(instant),
    snapshot: async (knownAt) => snapshots.take(knownAt === null ? null : await pasts.lastAt(knownAt)),
    write: (commit, parts) =>
      commits.write(commit, parts).catch((error: unknown) => {
        throw failureOf(error, path);
      }),
    appliedFor: async (request) => tools.idempotency.find(request),
    search: async (words, options) => search(statements, words, options),
    isEmpty: async () => (await reading.revision()) === 0,
    ready: async () => {
      try {
        connection.prepare('SELECT 1 FROM positions LIMIT 1').get();
      } catch (error) {
        throw unusable(path, explain(error), error);
      }
    },
    check: async () => connection.transaction(() => check(connection, statements, readers)).deferred(),
    close: async () => {
      pasts.close();
      snapshots.close();
      connection.close();
    },
  };
}

/** What an error of the engine means to a writer. */
function failureOf(error: unknown, path: string): unknown {
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE')
    return new Failure('stale', 'what this refers to was changed meanwhile; nothing was written, try again', [], {
      cause: error,
    });
  if (isFull(error)) return noSpace(path, error);
  return /^SQLITE_(BUSY|CORRUPT|IOERR|NOTADB|READONLY)/.test(code) ? unusable(path, explain(error), error) : error;
}

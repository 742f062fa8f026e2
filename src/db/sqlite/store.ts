/** The store port on an SQLite file. */
import Database from 'better-sqlite3';
import type { Store, StoreReading } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { type ClockOptions, LogClock } from '../shared/change-log/clock.ts';
import { neverMade } from '../shared/change-log/never-made.ts';
import type { Sight } from '../shared/sights.ts';
import { inBothSights } from '../shared/sights.ts';
import { createKeyStore } from './access/keys.ts';
import { createSessionStore } from './access/sessions.ts';
import { createCodingStore } from './capture/coding-store.ts';
import { createDocumentStore } from './capture/documents.ts';
import { ChangeLog } from './change-log/log.ts';
import { createLogTree } from './change-log/tree/log-tree.ts';
import {
  type Connection,
  connect,
  connectReader,
  explain,
  isFull,
  noSpace,
  REPLACED_MEANWHILE,
  unusable,
  withRoom,
} from './connection.ts';
import { DatabaseFile, identityOf } from './database-file.ts';
import { withFunctions } from './functions.ts';
import { keyedPositions } from './import/keyed-positions.ts';
import { createMappingStore } from './import/mappings.ts';
import { createUploadStore } from './import/uploads.ts';
import { KnownAtPool } from './known-at/known-at-pool.ts';
import { check } from './maintenance/check.ts';
import { migrate, silent, type Tell, tellingOf } from './maintenance/migrate.ts';
import { refuseIncomplete } from './maintenance/schema.ts';
import { Stances } from './matrix/read-stances.ts';
import { StoredCellReader } from './matrix/read-stored-cells.ts';
import { StoredCells } from './matrix/stored-cells.ts';
import { isReadOnly, openReadOnly, type ReadOnlyDatabase, readOnly } from './read-only.ts';
import { createReading } from './reading.ts';
import { createReaders } from './records/read.ts';
import { search } from './records/search.ts';
import { erase } from './redaction/erase.ts';
import { redact } from './redaction/redact.ts';
import { Snapshots } from './snapshots.ts';
import { Statements } from './statements.ts';
import { createWebhookStore } from './webhooks/webhooks.ts';
import { patiently, WriteLock } from './write-lock.ts';
import { Commits } from './writing/commits.ts';
import { createProposalStore } from './writing/proposals.ts';
import { WriteTools } from './writing/unit-of-work.ts';

/** `tell` is told what a large file is brought up to date by. */
type OpenOptions = ClockOptions & { readonly tell?: Tell };

/**
 * Opens the store at `path`, migrated; the clock dates the entries of the log. What cannot be written is opened to be
 * read. Fails with `unusable-database`.
 */
export function openSqliteStore(path: string, { tell = silent, ...options }: OpenOptions = {}): Store {
  const clock = new LogClock(options);
  if (isReadOnly(path)) {
    const opened = openReadOnly(path);
    return orClosed(opened.connection, path, opened.dispose, () => {
      if (opened.path !== path) bringUpToDate(opened.connection, opened.path, tell);
      return createStore(withFunctions(opened.connection), path, clock, opened);
    });
  }
  const before = identityOf(path);
  const connection = connect(path);
  return orClosed(
    connection,
    path,
    () => undefined,
    () => {
      bringUpToDate(connection, path, tell);
      if (before !== 'none' && before !== identityOf(path)) throw unusable(path, REPLACED_MEANWHILE);
      return createStore(withFunctions(connection), path, clock);
    },
  );
}

/**
 * Opens what another thread of this process serves from, to be read: `identity` is that of its file. Nothing is migrated.
 * Fails with `unusable-database`, also where there is another file by now.
 */
export function openSqliteReader(path: string, identity: string): Store {
  if (isReadOnly(path)) return openSqliteStore(path);
  const connection = connectReader(path);
  return orClosed(
    connection,
    path,
    () => undefined,
    () => {
      if (identityOf(path) !== identity) throw unusable(path, REPLACED_MEANWHILE);
      const readFrom = { connection, path, dispose: () => undefined };
      return createStore(withFunctions(connection), path, new LogClock(), readFrom);
    },
  );
}

/** What an open database is used for; where that fails it is closed. Fails with `unusable-database`. */
function orClosed<T>(connection: Connection, path: string, dispose: () => void, use: () => T): T {
  try {
    return use();
  } catch (error) {
    connection.close();
    dispose();
    throw error instanceof Failure ? error : unusable(path, explain(error), error);
  }
}

function bringUpToDate(connection: Connection, path: string, listener: Tell): string[] {
  const tell = tellingOf(connection, path, listener);
  const applied = migrate(connection, path, tell).map(({ name }) => name);
  refuseIncomplete(connection, path);
  settleCells(connection, tell);
  sealLog(connection, tell);
  return applied;
}

/** Applies the migrations that are due to the file and names them. Fails with `unusable-database`. */
export function migrateSqlite(path: string, tell: Tell = silent): string[] {
  const connection = connect(path);
  try {
    return bringUpToDate(connection, path, tell);
  } finally {
    connection.close();
  }
}

/** After a migration, or where an older Standpoint has written, there may be cells to judge. */
function settleCells(connection: Connection, tell: Tell): void {
  const statements = new Statements(connection);
  const cells = new StoredCells(statements, createReaders(statements));
  if (!cells.isStale && !cells.divisions.isStale) return;
  tell('judging the cells anew that it leaves open');
  connection.transaction(() => cells.refresh()).immediate();
}

/** Entries that an older Standpoint has written have no leaf in the tree over the log yet. */
function sealLog(connection: Connection, tell: Tell): void {
  const log = new ChangeLog(new Statements(connection), new LogClock());
  if (log.isSealed) return;
  tell('giving every entry of the log that has none its leaf in the tree');
  connection.transaction(() => log.seal()).immediate();
}

/** The store on a connection that is open and migrated. */
export function createStore(connection: Connection, path: string, clock: LogClock, readFrom?: ReadOnlyDatabase): Store {
  const { now } = clock;
  const statements = new Statements(connection);
  const readers = createReaders(statements);
  const tools = new WriteTools(connection, clock, statements, readers);
  const file = new DatabaseFile(path);
  const lastLook = () => file.refuseReplaced();
  /** A database in memory has no second connection: a copy will do, which holds what was as well. */
  const openAnother = () => {
    file.refuseReplaced();
    return withFunctions(
      path === ':memory:' ? new Database(connection.serialize()) : connectReader(readFrom?.path ?? path),
    );
  };
  /** To write on, for as long as it takes. */
  const openWriter = () => {
    file.refuseReplaced();
    return withFunctions(connect(path));
  };
  const lock = new WriteLock();
  /** One unit of work: all of it or nothing. */
  const write = <T>(work: () => T): Promise<T> =>
    lock.take(async () => {
      if (readFrom !== undefined) throw readOnly(path);
      try {
        const transaction = connection.transaction(() => {
          const done = work();
          lastLook();
          return done;
        }).immediate;
        return await patiently(connection, () => withRoom(connection, transaction));
      } catch (error) {
        throw failureOf(error, path);
      }
    });
  const snapshots = new Snapshots(openAnother);
  const commits = new Commits({ tools, path, openWriter, clock, lock, lastLook });
  const pasts = new KnownAtPool({
    statements,
    openAnother,
    now,
    alone: readFrom === undefined ? write : async (read) => read(),
    settledBefore: () => commits.runningSince,
  });
  const inOneState = connection.transaction((read: () => unknown) => read()).deferred;
  const together = <T>(read: () => T): T => inOneState(read) as T;
  const inSight = (sight: Sight): Omit<StoreReading, 'publicly'> => {
    const those = sight === 'all' ? readers : createReaders(statements, { past: false, sight });
    const seen = <R extends { readonly publicly: R }>(reading: R): R => (sight === 'all' ? reading : reading.publicly);
    const stances = new Stances(statements, those);
    const rows = new StoredCellReader(statements, those);
    return {
      ...createReading({ statements, readers: those, sight, single: (read) => read(), together }),
      readStoredCells: async (selection, begin) =>
        together(() => (tools.cells.isStale ? null : rows.read(selection, begin))),
      readStances: async (selection, begin) =>
        together(() => (tools.cells.isStale ? null : stances.read(selection, begin))),
      mostDivisive: async (selection) =>
        together(() => (tools.cells.isStale ? null : tools.cells.divisions.read(selection))),
      asKnownAt: async (instant) => seen(await pasts.readingAt(instant)),
      snapshot: async (knownAt) => seen(snapshots.take(knownAt === null ? null : await pasts.lastAt(knownAt))),
      search: (words, options) => search(statements, those, words, options),
    };
  };
  const reading = inBothSights(inSight);

  return Object.assign(reading, {
    log: createLogTree(statements, together),
    keys: createKeyStore(connection, statements, now, write),
    documents: createDocumentStore(statements, tools.candidates, now, write),
    codings: createCodingStore(tools.codings, write),
    sessions: createSessionStore(statements, write),
    mappings: createMappingStore(statements, write),
    uploads: createUploadStore(statements, write),
    webhooks: createWebhookStore(statements, write),
    proposals: createProposalStore(tools.proposals, statements, write),
    write: async (commit, parts) => {
      if (readFrom !== undefined) throw readOnly(path);
      return commits.write(commit, parts).catch((error: unknown) => {
        throw failureOf(error, path);
      });
    },
    redact: (commit, redaction) =>
      lock.take(async () => {
        if (readFrom !== undefined) throw readOnly(path);
        try {
          return await patiently(connection, () =>
            withRoom(connection, () => {
              const found = redact({ connection, statements, readers, tools, lastLook }, commit, redaction);
              return { ...found, isErased: commit.dryRun === true ? null : erase(connection) };
            }),
          );
        } catch (error) {
          throw failureOf(error, path);
        }
      }),
    keyedPositions: async (keys) => keyedPositions(statements, keys),
    appliedFor: async (request) => tools.idempotency.find(request),
    onChange: () => () => undefined,
    known: () => reading.revision(),
    atLeast: async (seq) => {
      if (seq !== 'latest' && seq > (await reading.revision())) throw neverMade(seq);
    },
    isEmpty: async () => (await reading.revision()) === 0,
    size: async () => file.size(),
    ready: async () => {
      try {
        connection.prepare('SELECT 1 FROM positions LIMIT 1').get();
      } catch (error) {
        throw unusable(path, explain(error), error);
      }
      file.refuseReplaced();
      return readFrom === undefined ? tools.log.refusal() : readOnly(path);
    },
    check: async () => connection.transaction(() => check(connection, statements, readers)).deferred(),
    close: async () => {
      pasts.close();
      snapshots.close();
      connection.close();
      readFrom?.dispose();
    },
  } satisfies Omit<Store, keyof StoreReading>);
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

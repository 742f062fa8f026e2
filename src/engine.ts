/** The engine that a database has, chosen by the scheme of STANDPOINT_DB: an SQLite file, or a schema of PostgreSQL. */
import type { CliContext } from './cli/context.ts';
import type { Config } from './config.ts';
import { Failure } from './core/values/errors.ts';
import type { Whole } from './db/shared/maintenance/whole.ts';
import type { StoreAddress } from './worker.ts';

/** Is told a line about what takes long. */
type Tell = (line: string) => void;

/** What the command line asks of an engine; either is loaded when it is needed. */
type Engine = Pick<CliContext, 'backup' | 'restore' | 'examine' | 'copy'> & {
  readonly openStore: (config: Config, tell: Tell) => ReturnType<CliContext['openStore']>;
  readonly migrate: (config: Config, tell: Tell) => ReturnType<CliContext['migrate']>;
};

const isPostgres = (database: string): boolean => /^postgres(ql)?:/.test(database);

export const engine: Engine = {
  openStore: async (config, tell) => {
    const options = { maxLeapMs: config.maxClockLeapMs };
    if (!isPostgres(config.database))
      return (await import('./db/sqlite/store.ts')).openSqliteStore(config.database, { ...options, tell });
    const { openPostgresStore } = await import('./db/postgres/store.ts');
    return openPostgresStore(await settingsOf(config), options);
  },
  migrate: async (config, tell) => {
    if (!isPostgres(config.database))
      return (await import('./db/sqlite/store.ts')).migrateSqlite(config.database, tell);
    const { migratePostgres } = await import('./db/postgres/store.ts');
    return migratePostgres(await settingsOf(config));
  },
  backup: async (config, file, options) => {
    const { database } = config;
    if (!isPostgres(database))
      return (await import('./db/sqlite/maintenance/backup.ts')).backupSqlite(database, file, options);
    const { readPostgresWhole } = await import('./db/postgres/maintenance/copy.ts');
    const { writeSqliteWhole } = await import('./db/sqlite/maintenance/copy-in.ts');
    return readPostgresWhole(await settingsOf(config), (whole) => writeSqliteWhole(file, whole, options));
  },
  restore: async (config, file, options) => {
    const { database } = config;
    if (!isPostgres(database))
      return (await import('./db/sqlite/maintenance/restore.ts')).restoreSqlite(file, database, options);
    const { writePostgresWhole } = await import('./db/postgres/maintenance/copy.ts');
    const { readBackup } = await import('./db/sqlite/maintenance/copy-out.ts');
    const settings = await settingsOf(config);
    const revision = await readBackup(file, (whole) => writePostgresWhole(settings, whole));
    return { revision, aside: [], exclusive: true };
  },
  copy: async (config, from, to, { move, at }) => {
    const [outOf, into] = [isPostgres(from), isPostgres(to)];
    if (outOf === into)
      throw new Failure(
        'invalid',
        outOf
          ? 'both are databases; copy the first to a file, and that to the second, whose schema STANDPOINT_DB_SCHEMA names'
          : 'both are files; "standpoint backup" copies one file to another',
      );
    const [{ readPostgresWhole, writePostgresWhole }, { readSqliteWhole }, { writeSqliteWhole }, { silenced }] =
      await Promise.all([
        import('./db/postgres/maintenance/copy.ts'),
        import('./db/sqlite/maintenance/copy-out.ts'),
        import('./db/sqlite/maintenance/copy-in.ts'),
        import('./db/shared/maintenance/whole.ts'),
      ]);
    const settings = await settingsOf({ ...config, database: outOf ? from : to });
    const arriving = (whole: Whole) => (move ? whole : silenced(whole, at));
    if (into) return readSqliteWhole(from, (whole) => writePostgresWhole(settings, arriving(whole)));
    const made = await readPostgresWhole(settings, (whole) => writeSqliteWhole(to, arriving(whole), { force: false }));
    return made.revision;
  },
  examine: async (file) => (await import('./db/sqlite/maintenance/examine.ts')).examineSqlite(file),
};

/** Where a worker thread finds the store; null where it is that of one thread. */
export async function storeAddress(config: Config): Promise<StoreAddress | null> {
  const { database } = config;
  if (database === ':memory:') return null;
  if (!isPostgres(database)) {
    const { identityOf } = await import('./db/sqlite/database-file.ts');
    return { engine: 'sqlite', path: database, identity: identityOf(database) };
  }
  // A thread makes one answer at a time.
  return { engine: 'postgres', settings: { ...(await settingsOf(config)), pool: THREAD_POOL } };
}

const THREAD_POOL = 3;

async function settingsOf(config: Config) {
  const { database, databasePasswordFile, databaseSchema, databasePool, databaseRead, databaseReadWaitMs } = config;
  const { readPassword } = await import('./db/postgres/address.ts');
  return {
    address: database,
    password: databasePasswordFile === null ? null : readPassword(databasePasswordFile),
    schema: databaseSchema,
    pool: databasePool,
    standbys: databaseRead,
    standbyWaitMs: databaseReadWaitMs,
  };
}

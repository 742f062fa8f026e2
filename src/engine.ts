/** The engine that a database has, chosen by the scheme of STANDPOINT_DB: an SQLite file, or a schema of PostgreSQL. */
import type { CliContext } from './cli/context.ts';
import type { Config } from './config.ts';
import { Failure } from './core/values/errors.ts';
import type { StoreAddress } from './worker.ts';

/** Is told a line about what takes long. */
type Tell = (line: string) => void;

/** What the command line asks of an engine; either is loaded when it is needed. */
type Engine = Pick<CliContext, 'backup' | 'restore' | 'examine'> & {
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
  backup: async (path, file, options) => {
    refusePostgres(path, 'backup', 'pg_dump');
    return (await import('./db/sqlite/maintenance/backup.ts')).backupSqlite(path, file, options);
  },
  restore: async (file, path, options) => {
    refusePostgres(path, 'restore', 'pg_restore');
    return (await import('./db/sqlite/maintenance/restore.ts')).restoreSqlite(file, path, options);
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

async function settingsOf({ database, databasePasswordFile, databaseSchema, databasePool }: Config) {
  const { readPassword } = await import('./db/postgres/address.ts');
  return {
    address: database,
    password: databasePasswordFile === null ? null : readPassword(databasePasswordFile),
    schema: databaseSchema,
    pool: databasePool,
  };
}

function refusePostgres(database: string, command: string, program: string): void {
  if (isPostgres(database))
    throw new Failure(
      'invalid',
      `"standpoint ${command}" is for SQLite files so far; use ${program} and what docs/run/postgres.md says of it`,
    );
}

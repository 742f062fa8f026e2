/** The wiring of a worker thread: a store that is only read, and what makes answers of it. Runs one job at a time. */
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { workerData } from 'node:worker_threads';
import type { Store } from './core/ports/store.ts';
import type { PostgresSettings } from './db/postgres/connect.ts';
import type { Job, Outcome } from './http/workers/job.ts';

/** Where the store is that the service has open: the SQLite file, and which file that was when it was opened; or a schema of PostgreSQL. */
export type StoreAddress =
  | { readonly engine: 'sqlite'; readonly path: string; readonly identity: string }
  | { readonly engine: 'postgres'; readonly settings: PostgresSettings };

/** What main.ts gives to every worker thread. */
export type WorkerSettings = {
  readonly database: StoreAddress;
  readonly site: Parameters<typeof import('./http/workers/answer-maker.ts').createAnswerMaker>[1];
};

const { database, site }: WorkerSettings = workerData;

// Each thread keeps compiled code for itself: without that it takes four times as long until it can begin.
enableCompileCache();
const openStore = await storeOpener();
const { createAnswerMaker } = await import('./http/workers/answer-maker.ts');
const { toThrown } = await import('./http/workers/job.ts');

// What a picture was drawn on, up to a hundred megabytes, is given back when its object is collected, and V8 knows of a small one.
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

let maker: ReturnType<typeof createAnswerMaker> | undefined;

const makerOfThisThread = async (): ReturnType<typeof createAnswerMaker> => {
  maker ??= createAnswerMaker(await openStore(), site);
  return maker;
};

/** What opens the store, its engine loaded before the first job comes. */
async function storeOpener(): Promise<() => Promise<Store>> {
  if (database.engine === 'postgres') {
    const { openPostgresStore } = await import('./db/postgres/store.ts');
    return () => openPostgresStore(database.settings);
  }
  const { openSqliteReader } = await import('./db/sqlite/store.ts');
  return async () => openSqliteReader(database.path, database.identity);
}

/** Does ahead of the first job what it would have to wait for; what fails here fails there again, and is told. */
export async function prepare(): Promise<void> {
  await makerOfThisThread().catch(() => undefined);
}

/** What is wrong with the database is an answer, too: a thread that fails before it has a job fails nobody's. */
export async function makeAnswer(job: Job): Promise<Outcome> {
  try {
    const make = await makerOfThisThread();
    return await make(job);
  } catch (error) {
    return { thrown: toThrown(error) };
  } finally {
    if (job.lane === 'slow') collect();
  }
}

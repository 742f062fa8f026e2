/** The wiring of a worker thread: a store that is only read, and what makes answers of it. Runs one job at a time. */
import { enableCompileCache } from 'node:module';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMarkedAsUntransferable, workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
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

/** Bytes of JavaScript's own, garbage among them, that a thread may have when a quick job is done. */
const MOST_KEPT = 64 * 1_024 * 1_024;

const { database, site }: WorkerSettings = workerData;

// Each thread keeps compiled code for itself: without that it takes four times as long until it can begin.
enableCompileCache();
const loaded = load();

// What a picture was drawn on, up to a hundred megabytes, is given back when its object is collected, and V8 knows of a small
// one; and V8 keeps the pages of what it collected for itself, which after a workbook are as much, unless memory is short.
setFlagsFromString('--expose-gc');
const collect: (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void = runInNewContext('gc');
const giveBack = (): void => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });

/** All that jobs need, before the first comes. */
async function load() {
  const openStore = await storeOpener();
  const { createAnswerMaker } = await import('./http/workers/answer-maker.ts');
  const { toThrown } = await import('./http/workers/job.ts');
  return { openStore, createAnswerMaker, toThrown };
}

type Maker = ReturnType<Awaited<typeof loaded>['createAnswerMaker']>;
let maker: Maker | undefined;

async function makerOfThisThread(): Maker {
  const { openStore, createAnswerMaker } = await loaded;
  maker ??= createAnswerMaker(await openStore(), site);
  return maker;
}

/** What opens the store, with its engine. */
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

/**
 * What is wrong with the database is an answer, too: a thread that fails before it has a job fails nobody's. The memory of
 * the bytes goes to the thread that asks for them, where it is theirs alone.
 */
export async function makeAnswer(job: Job): Promise<ReturnType<typeof move> | Outcome> {
  try {
    const make = await makerOfThisThread();
    const outcome = await make(job);
    if (!('made' in outcome)) return outcome;
    const { buffer, byteLength } = outcome.made.body;
    if (buffer.byteLength > byteLength || isMarkedAsUntransferable(buffer)) return outcome;
    return move({ [transferableSymbol]: [buffer], [valueSymbol]: outcome });
  } catch (error) {
    return { thrown: (await loaded).toThrown(error) };
  } finally {
    if (job.lane === 'slow' || getHeapStatistics().used_heap_size > MOST_KEPT) giveBack();
  }
}

/** The service as it is run: the routes over a store, the threads that work for them, and whoever sends webhooks. */
import type { Config } from './config.ts';
import type { Drafter } from './core/ports/drafter.ts';
import type { Store } from './core/ports/store.ts';
import { storeAddress } from './engine.ts';
import { createApp } from './http/app.ts';
import type { App } from './http/fastify-app.ts';
import { captureWork } from './http/workers/capture-work.ts';
import { PLAIN_SITE } from './pages/own/own-site.ts';
import { readOwnSite } from './pages/own/read-own-site.ts';
import { Dispatcher } from './webhooks/dispatcher.ts';
import { createSender } from './webhooks/sender.ts';
import { createTargetRule } from './webhooks/target.ts';
import { CapturePool, WorkerPool } from './worker-pool.ts';

/** What takes less to make is not worth the way to another thread. */
const HEAVY_MS = 20;
/** Answers that may wait for a worker thread. */
const IN_LINE = 64;

type Surroundings = {
  readonly version: string;
  readonly stderr: { write(text: string): unknown };
  /** The model that the settings name, null where they name none; `ending` is given as the service ends. */
  readonly loadDrafter: (ending: AbortSignal) => Promise<Drafter | null>;
};

/** The service over a store, which nobody listens for yet. */
export async function createService(
  store: Store,
  config: Config,
  { version, stderr, loadDrafter }: Surroundings,
): Promise<App> {
  const { logLevel, logKey, workers, workDeadlineMs, workPerClientMs, drafting: _, ...others } = config;
  // A database in memory is that of one thread.
  const database = workers === 0 ? null : await storeAddress(config);
  const { publicUrl, contact, license } = config;
  const own = config.site === null ? PLAIN_SITE : await readOwnSite(config.site);
  const site = { publicUrl, contact, license, own };
  const pool = database === null ? null : new WorkerPool(workers, { database, site });
  const limits = {
    heavyMs: HEAVY_MS,
    threads: workers,
    inLine: IN_LINE,
    deadlineMs: workDeadlineMs,
    perClientMs: workPerClientMs,
  };
  const articles = new CapturePool();
  const ending = new AbortController();
  const app = await createApp({
    ...others,
    own,
    capture: captureWork(articles.run),
    drafter: await loadDrafter(ending.signal),
    work: pool === null ? null : { begin: pool.begin, run: pool.run, limits },
    store,
    version,
    logger: logLevel === 'silent' ? false : { level: logLevel, stream: stderr },
    webhookTargets: createTargetRule(config.webhookPrivate),
    logSigner: logKey === null ? null : (await import('./signing/log-key.ts')).readLogKey(logKey.path, logKey.name),
  });
  // No answer of a model is waited for.
  app.addHook('preClose', async () => ending.abort());
  app.addHook('onClose', async () => {
    await pool?.close();
    await articles.close();
  });
  // Where nothing can be written, for good, no message can be taken out of its line.
  if ((await store.ready())?.kind !== 'read-only') {
    const send = createSender({ allowPrivate: config.webhookPrivate });
    sendWebhooks(app, new Dispatcher({ store, send, log: app.log, userAgent: `Standpoint/${version}` }), store);
  }
  return app;
}

/** Has webhooks sent while the service runs; what it has written is sent at once. */
function sendWebhooks(app: App, dispatcher: Dispatcher, store: Store): void {
  let stopped = Promise.resolve();
  let deaf: (() => void) | null = null;
  app.addHook('onListen', async () => {
    dispatcher.start();
    deaf = store.onChange(() => dispatcher.wake());
  });
  app.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET' && method !== 'HEAD') dispatcher.wake();
  });
  // While the last requests are answered the last messages are sent.
  app.addHook('preClose', async () => {
    deaf?.();
    stopped = dispatcher.stop();
  });
  app.addHook('onClose', () => stopped);
}

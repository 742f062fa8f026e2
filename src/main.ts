/** The wiring: settings → store → service, handed to the command line. The engine is chosen in engine.ts. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import type { CliContext } from './cli/context.ts';
import { readColumns } from './cli/output/columns.ts';
import { runCli } from './cli/program.ts';
import { growYoungGenerationAtOnce } from './cli/young-generation.ts';
import type { Config } from './config.ts';
import type { Drafter } from './core/ports/drafter.ts';
import type { Store } from './core/ports/store.ts';
import { engine, storeAddress } from './engine.ts';
import type { App } from './http/fastify-app.ts';

const { version } = packageJson;
/** What takes less to make is not worth the way to another thread. */
const HEAVY_MS = 20;
/** Answers that may wait for a worker thread. */
const IN_LINE = 64;
const SEED_FOLDER = new URL('../db/seed/', import.meta.url);

/** What the program is given by the process that it runs in; `env` holds the settings. */
export type Surroundings = Pick<CliContext, 'stdin' | 'stdout' | 'stderr'> & { readonly env: typeof process.env };

/** The wired program, for whatever surroundings it runs in. */
export const contextIn = ({ env, stdin, stdout, stderr }: Surroundings): CliContext => ({
  version,
  readConfig: async () => (await import('./config.ts')).readConfig(env),
  ...engine,
  openStore: (config) => engine.openStore(config, (line) => stderr.write(`standpoint: ${line}\n`)),
  migrate: (config) => engine.migrate(config, (line) => stderr.write(`standpoint: ${line}\n`)),
  seedFiles: () =>
    readdirSync(SEED_FOLDER)
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort()
      .map((name) => fileURLToPath(new URL(name, SEED_FOLDER))),
  // Loaded when it is needed: most commands do not serve, and start in half the time without it.
  createService: async (store, config) => {
    const { logLevel, logKey, workers, workDeadlineMs, workPerClientMs, drafting, ...others } = config;
    const [
      { createApp },
      { CapturePool, WorkerPool },
      { captureWork },
      { createTargetRule },
      { readOwnSite },
      { PLAIN_SITE },
    ] = await Promise.all([
      import('./http/app.ts'),
      import('./worker-pool.ts'),
      import('./http/workers/capture-work.ts'),
      import('./webhooks/target.ts'),
      import('./pages/own/read-own-site.ts'),
      import('./pages/own/own-site.ts'),
    ]);
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
      drafter: await drafterOf(drafting, ending.signal),
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
    if ((await store.ready())?.kind !== 'read-only') await sendWebhooks(app, store, config.webhookPrivate);
    return app;
  },
  loadExtractor: async () => (await import('./capture/extract.ts')).extract,
  loadDrafter: ({ drafting }) => drafterOf(drafting, new AbortController().signal),
  webhookTargets: async ({ webhookPrivate }) => {
    const { createTargetRule } = await import('./webhooks/target.ts');
    return createTargetRule(webhookPrivate);
  },
  stdin,
  stdout,
  stderr,
  columns: readColumns(env),
  now: () => new Date(),
});

/** `ending` is given as the service ends. */
async function drafterOf(settings: Config['drafting'], ending: AbortSignal): Promise<Drafter | null> {
  return settings === null ? null : (await import('./drafting/drafter.ts')).createDrafter(settings, ending);
}

/** Has webhooks sent while the service runs; what it has written is sent at once. */
async function sendWebhooks(app: App, store: Store, allowPrivate: boolean): Promise<void> {
  const [{ Dispatcher }, { createSender }] = await Promise.all([
    import('./webhooks/dispatcher.ts'),
    import('./webhooks/sender.ts'),
  ]);
  const dispatcher = new Dispatcher({
    store,
    send: createSender({ allowPrivate }),
    log: app.log,
    userAgent: `Standpoint/${version}`,
  });
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

/** Runs the command that the arguments name, and sets the exit code. */
export async function run(args: readonly string[]): Promise<void> {
  const serves = args[0] === 'serve';
  if (serves) growYoungGenerationAtOnce();
  process.stdout.on('error', serves ? passOverFull : passOver);
  process.stderr.on('error', passOverFull);
  process.exitCode = await runCli(args, contextIn(process));
}

/** A reader that has seen enough and closed the pipe, as `head` does, is no failure. */
function passOver(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** What is lost of a log for want of room is lost; the service goes on, and logs again when there is room. */
function passOverFull(error: NodeJS.ErrnoException): void {
  if (!['ENOSPC', 'EDQUOT', 'EIO'].includes(error.code ?? '')) passOver(error);
}

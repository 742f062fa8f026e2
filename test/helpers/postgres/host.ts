/** One PostgreSQL server for tests: a folder of its own and the processes on it, gone with the process that made it. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { memoryFolder } from '../running/memory.ts';

/** Whoever is root starts it as somebody else: it refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

type Settings = { readonly [name: string]: string };

export class Host {
  readonly port: number;
  /** The folder of its socket. */
  readonly folder: string;
  readonly #programs: string;
  #settings: Settings = {};
  #child: ChildProcess | null = null;

  /** A database with nothing in it, which has the encoding UTF8 unless another is named. */
  static async make(programs: string, encoding = 'UTF8'): Promise<Host> {
    const host = new Host(programs, await freePort());
    const kept = keptFor(programs, encoding);
    if (kept !== null && existsSync(kept)) {
      execFileSync('cp', ['-a', kept, host.#data]);
      return host;
    }
    const how = ['-U', 'standpoint', '-A', 'trust', '-E', encoding, '--no-locale', '--no-sync'];
    host.#run('initdb', ['-D', host.#data, ...how]);
    if (kept !== null) keep(host.#data, kept);
    return host;
  }

  private constructor(programs: string, port: number) {
    this.port = port;
    this.#programs = programs;
    this.folder = mkdtempSync(join(memoryFolder(), 'standpoint-postgres-'));
    if (NOBODY.uid !== undefined) chownSync(this.folder, NOBODY.uid, NOBODY.gid);
    const remove = () => this.remove();
    process.on('exit', remove);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        remove();
        process.kill(process.pid, signal);
      });
  }

  /** Starts it and waits until it takes connections; with the settings that it had before where none are given. */
  async start(settings = this.#settings): Promise<void> {
    this.#settings = settings;
    const all = {
      ...{ port: String(this.port), unix_socket_directories: this.folder, listen_addresses: '127.0.0.1', ...settings },
    };
    const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(this.#programs, 'postgres'), ['-D', this.#data, ...args], {
      ...NOBODY,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    await ready(child);
    child.unref();
  }

  /**
   * A standby of it, which knows itself by that name. Neither of the two runs yet: what it has is a copy of what the other
   * began with (pg_basebackup would do it while that runs, and is not among the programs of npm).
   */
  async standby(name: string): Promise<Host> {
    const standby = new Host(this.#programs, await freePort());
    if (this.#child !== null) throw new Error('A standby is made before its primary is started.');
    run('cp', ['-a', this.#data, standby.#data]);
    run('touch', [join(standby.#data, 'standby.signal')]);
    const from = `host=127.0.0.1 port=${this.port} user=standpoint application_name=${name}`;
    standby.#settings = { primary_conninfo: from };
    return standby;
  }

  /** Makes a standby the one that can be written, and waits until it is. */
  promote(): void {
    this.#run('pg_ctl', ['promote', '-w', '-D', this.#data]);
  }

  /** Answers the rows of a query, each by the names of its columns. */
  async ask(text: string): Promise<pg.QueryResultRow[]> {
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, user: 'standpoint', database: 'postgres' });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it and all of its processes at once, as a machine does that loses its power. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const over = once(child, 'exit');
    child.ref();
    const others = spawnSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' }).stdout;
    child.kill('SIGKILL');
    for (const pid of others.split('\n').map(Number).filter(Boolean))
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    await over;
  }

  /** Ends it, and takes its folder away. */
  remove(): void {
    this.#child?.kill('SIGQUIT');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  #run(program: string, args: readonly string[]): void {
    run(join(this.#programs, program), args);
  }
}

/** Where a run of tests keeps what a server begins with: to make it takes a second. Null where a file is run by itself. */
function keptFor(programs: string, encoding: string): string | null {
  const run = process.env.STANDPOINT_TEST_FIXTURES;
  return run === undefined ? null : join(run, `begun${programs.replaceAll('/', '-')}-${encoding}`);
}

/** Another process may have kept the same meanwhile. */
function keep(data: string, kept: string): void {
  const copy = `${kept}-${process.pid}`;
  execFileSync('cp', ['-a', data, copy]);
  try {
    renameSync(copy, kept);
  } catch {
    rmSync(copy, { recursive: true });
  }
}

/** Runs it as whoever runs the server. */
function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { ...NOBODY, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      if (said.includes('ready to accept')) {
        if (child.stderr !== null && 'unref' in child.stderr) (child.stderr.unref as () => void)();
        resolve();
      }
    });
    child.on('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)));
  });
}

/** Below those that systems give to whoever asks for any, so that nobody takes it before the server does. */
const PORTS = { from: 20_000, to: 32_000 } as const;

/** A port that nothing listens at, of this machine alone. */
export function freePort(): Promise<number> {
  const port = randomInt(PORTS.from, PORTS.to);
  return new Promise((resolve) => {
    const server = createServer().on('error', () => resolve(freePort()));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}

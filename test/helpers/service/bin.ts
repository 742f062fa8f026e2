/** The real program, in an empty folder, with no settings but those a test gives it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../../src/cli/program.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { contextIn } from '../../../src/main.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { RECORDED } from '../fixtures/records.ts';
import { readSeed } from '../fixtures/seed.ts';
import { LONGEST_WAIT_MS } from '../patience.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** The program of the checkout. */
export const BIN = fileURLToPath(new URL('../../../bin/standpoint.mjs', import.meta.url));
/** What tests start: of all tests what was built for them (test/run.mjs), which starts in half the time, and of a file by itself the checkout's. */
export const PROGRAM = process.env.STANDPOINT_TEST_PROGRAM ?? BIN;
export const SEED = fileURLToPath(new URL('../../../db/seed/north-korean-troops.yaml', import.meta.url));

/** Lets every start but the first skip compiling; the tests themselves use it too (test/run.mjs). */
export const CACHE = fileURLToPath(new URL('../../../.tap/compiled', import.meta.url));
/** The same for what is started: what was built for a run is gone with it. */
export const PROGRAM_CACHE = process.env.STANDPOINT_TEST_PROGRAM === undefined ? CACHE : join(tmpdir(), 'compiled');

export type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Settings = { readonly [name: string]: string };

export type StartOptions = {
  readonly node?: string;
  /** PROGRAM unless given. */
  readonly entry?: string;
  /** In a process group of its own, as a terminal's programs are. */
  readonly detached?: boolean;
  /** The file to which standard error goes. */
  readonly log?: string;
  /** False: the database is the one that is used where none is named. */
  readonly named?: boolean;
};

/** What is asked of whoever has it run, as of a test: a folder with those files, and what is done in the end. */
export type Surroundings = {
  testdir(files: { readonly [name: string]: string }): string;
  teardown(act: () => unknown): void;
};

/** However busy the machine is, what takes long is not given up, unless a test says when. */
const PATIENT: Settings = { STANDPOINT_WORK_DEADLINE: String(LONGEST_WAIT_MS / 1_000) };

let seededFile: Promise<Buffer> | undefined;

async function madeSeeded(path: string): Promise<Buffer> {
  const store = openSqliteStore(path);
  await importBundle(store, readSeed(), RECORDED);
  await store.close();
  return readFileSync(path);
}

/** A folder with files in it, in which the program runs on a database of its own. */
export class Workplace {
  readonly folder: string;
  readonly database: string;

  constructor(t: Surroundings, files: { readonly [name: string]: string } = {}) {
    this.folder = realpathSync(t.testdir(files));
    this.database = join(this.folder, 'standpoint.sqlite');
    t.teardown(() => process.chdir(ROOT));
  }

  /** A process of its own. */
  start(
    args: readonly string[],
    settings: Settings = {},
    { node = process.execPath, entry = PROGRAM, detached = false, log, named = true }: StartOptions = {},
  ): ChildProcess {
    const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
    const file = log === undefined ? undefined : openSync(log, 'a');
    // tap has every process that a test starts load a recorder first, which takes a fifth of the time of a start.
    const child = spawn('env', ['-u', 'NODE_OPTIONS', node, entry, ...args], {
      cwd: this.folder,
      detached,
      stdio: ['pipe', 'pipe', file ?? 'pipe'],
      env: {
        PATH,
        HOME,
        TMPDIR,
        NODE_COMPILE_CACHE: PROGRAM_CACHE,
        ...PATIENT,
        ...(named && { STANDPOINT_DB: this.database }),
        ...settings,
      },
    });
    if (file !== undefined) closeSync(file);
    return child;
  }

  /** Runs the command in a process of its own to its end, with that text on its standard input. */
  async run(args: readonly string[], { stdin = '', ...settings }: Settings = {}): Promise<Ended> {
    return ended(this.start(args, settings), stdin);
  }

  /**
   * As `run`, but in this process, with the folder as its working directory: the same program with the same wiring, in
   * a tenth of the time. For what a command does and says; what a process does beside that is tested with `run`.
   */
  async runHere(args: readonly string[], { stdin = '', ...settings }: Settings = {}): Promise<Ended> {
    process.chdir(this.folder);
    const [stdout, stderr] = [new Said(), new Said()];
    const code = await runCli(
      args,
      contextIn({
        env: { STANDPOINT_DB: this.database, ...settings },
        stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
        stdout,
        stderr,
      }),
    );
    return { code, signal: null, stdout: stdout.text, stderr: stderr.text };
  }

  /** The same, with the first data set in its database: a copy of the first one that this process has made. */
  async seeded(): Promise<this> {
    seededFile ??= madeSeeded(this.database);
    writeFileSync(this.database, await seededFile);
    return this;
  }
}

/** Keeps what is written to it. */
class Said extends Writable {
  readonly #chunks: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
}

/** What the process has said when it is over. */
export function ended(child: ChildProcess, stdin = ''): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  child.stdin?.on('error', () => undefined).end(stdin);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...said }));
  });
}

/** The real service, and bare servers to compare it with, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The entry of the checkout's program: what was built of it, or its sources where these have changed since. */
export const CHECKOUT = fileURLToPath(new URL('../../bin/standpoint.mjs', import.meta.url));

/** What `npm start` tells Node. */
const AS_NPM_START = ['--max-semi-space-size=8'];

export type Running = {
  readonly origin: string;
  /** Bytes of memory that are resident now. */
  memory(): number;
  /** The most bytes that were resident since this was asked last. */
  peakMemory(): number;
  /** Milliseconds of processor time that all its threads have taken; what others do on the machine is not in it. */
  processorTime(): number;
  close(): Promise<void>;
};

/** The service on that database, on a free port; `entry` is that of a package, or the checkout's. */
export const startService = (
  database: string,
  args: readonly string[] = [],
  settings: { readonly [name: string]: string } = {},
  entry = CHECKOUT,
): Promise<Running> =>
  start([...AS_NPM_START, entry, 'serve', ...args], { PORT: '0', STANDPOINT_DB: database, ...settings });

/** A server of Node's that runs the script, which prints "listening on ADDRESS". */
export const startBare = (script: URL, args: readonly string[]): Promise<Running> =>
  start([fileURLToPath(script), ...args], {});

async function start(args: readonly string[], settings: { readonly [name: string]: string }): Promise<Running> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A bench that fails leaves none behind.
  const kill = () => child.kill();
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return {
    origin: await addressOf(child),
    memory: () => residentBytes(child),
    peakMemory: () => peakBytes(child),
    processorTime: () => processorMs(child),
    async close() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      const address = /listening on (\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

const NS_PER_MS = 1e6;

/** As Linux tells it of each thread (proc(5), schedstat); not a number elsewhere. */
function processorMs({ pid }: ChildProcess): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const taken = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
    return taken.reduce((sum, ns) => sum + ns, 0) / NS_PER_MS;
  } catch {
    return Number.NaN;
  }
}

const BYTES_PER_KB = 1024;

const residentBytes = (child: ChildProcess): number => told(child, 'VmRSS');

function peakBytes(child: ChildProcess): number {
  const peak = told(child, 'VmHWM');
  // "5" begins the count anew: see proc(5), clear_refs.
  if (!Number.isNaN(peak)) writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
  return peak;
}

/** As Linux tells it; not a number elsewhere. */
function told({ pid }: ChildProcess, field: string): number {
  try {
    const [, kB] = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kB) * BYTES_PER_KB;
  } catch {
    return Number.NaN;
  }
}

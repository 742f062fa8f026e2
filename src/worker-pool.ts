/** Worker threads, those for answers each running worker.ts: begun when they are first needed, and ended when they have had nothing to do for a while. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import { HttpProblem } from './http/problems/problems.ts';
import type { CaptureOutcome, RunCapture } from './http/workers/capture-work.ts';
import type { BeginThread, RunJob } from './http/workers/heavy-work.ts';
import { type Job, type Outcome, threadsOf } from './http/workers/job.ts';
import type { WorkerSettings } from './worker.ts';

const IDLE_MS = 60_000;
/** What a thread may hold of JavaScript's own; beyond it, the thread ends and its answer fails. Pictures are not counted. */
const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 12 };
/** Where there are fewer processors than threads, the one that serves goes first. */
const NICE = 5;

export class WorkerPool {
  readonly #settings: WorkerSettings;
  readonly #threads: { readonly [L in Job['lane']]: number };
  readonly #lanes = new Map<Job['lane'], Promise<Lane>>();

  /** So many threads, and one more for what takes longest. */
  constructor(threads: number, settings: WorkerSettings) {
    this.#threads = threadsOf(threads);
    this.#settings = settings;
  }

  readonly begin: BeginThread = async (name) => {
    const lane = await this.#laneOf(name);
    await lane.run(null, { name: 'prepare' satisfies keyof WorkerModule });
  };

  readonly run: RunJob = async (job, signal) => (await this.#laneOf(job.lane)).run(job, { signal });

  #laneOf(name: Job['lane']): Promise<Lane> {
    const lane = this.#lanes.get(name) ?? begin(this.#threads[name], this.#settings);
    this.#lanes.set(name, lane);
    return lane;
  }

  async close(): Promise<void> {
    for (const lane of this.#lanes.values()) await (await lane).destroy();
  }
}

type WorkerModule = typeof import('./worker.ts');
type Lane = Piscina<Job | null, Outcome>;

async function begin(threads: number, workerData: WorkerSettings): Promise<Lane> {
  const { Piscina: Pool } = await import('piscina');
  const pool = new Pool<Job | null, Outcome>({
    filename: fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url)),
    name: 'makeAnswer' satisfies keyof WorkerModule,
    minThreads: 0,
    maxThreads: threads,
    // Waiting for the next job, a thread goes on with what the last one left to be tidied up.
    atomics: 'disabled',
    idleTimeout: IDLE_MS,
    resourceLimits: HEAP,
    niceIncrement: NICE,
    workerData,
  });
  // Of a thread that has no job; the next job gets another. What fails in a job is told to whoever asked for it.
  pool.on('error', () => undefined);
  return pool;
}

/** Articles that may wait for their turn; more are refused. */
const ARTICLES_IN_LINE = 20;

/** One thread for articles, which runs capture-worker.ts. */
export class CapturePool {
  #thread: Promise<Piscina<object, CaptureOutcome<unknown>>> | undefined;

  readonly run: RunCapture = async (name, job) => {
    this.#thread ??= beginCapture();
    const thread = await this.#thread;
    if (thread.queueSize >= ARTICLES_IN_LINE)
      throw new HttpProblem('overloaded', 'too many articles wait to be read', [], { 'retry-after': '2' });
    return thread.run(job, { name });
  };

  async close(): Promise<void> {
    await (await this.#thread)?.destroy();
  }
}

async function beginCapture(): Promise<Piscina<object, CaptureOutcome<unknown>>> {
  const { Piscina: Pool } = await import('piscina');
  const pool = new Pool<object, CaptureOutcome<unknown>>({
    filename: fileURLToPath(new URL(`./capture-worker${extname(import.meta.url)}`, import.meta.url)),
    name: 'extract' satisfies keyof typeof import('./capture-worker.ts'),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    resourceLimits: HEAP,
    niceIncrement: NICE,
  });
  pool.on('error', () => undefined);
  return pool;
}

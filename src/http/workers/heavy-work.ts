/**
 * Answers that take long to make, made by a few worker threads: as many at a time as there are threads, some in line,
 * and whoever comes then is sent away. Each must be made by a deadline, and is given up when its client has gone.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MatrixExtent, Store } from '../../core/ports/store.ts';
import type { Bytes } from '../answering/answer-cache.ts';
import type { ContentCoding } from '../answering/content-coding.ts';
import { withLittleGarbage } from '../old-generation.ts';
import { knownAtOf } from '../parameters.ts';
import { clientOf, isLoopback } from '../plugins/rate-limit.ts';
import { HttpProblem } from '../problems/problems.ts';
import { Places } from '../streaming/places.ts';
import { Semaphore } from '../streaming/semaphore.ts';
import { WorkBudget } from './budget.ts';
import { costOf } from './cost.ts';
import { Deadline, Stopwatch } from './deadline.ts';
import { type Job, type Outcome, threadsOf, toError } from './job.ts';

/** Makes an answer on a thread of its own. Given up, and the thread with it, when the signal is given. */
export type RunJob = (job: Job, signal: AbortSignal) => Promise<Outcome>;

/** Has a thread of the lane stand ready for its first job; at once where one does. */
export type BeginThread = (lane: Job['lane']) => Promise<void>;

export type WorkLimits = {
  /** What takes less is made at once, by the thread that serves. */
  readonly heavyMs: number;
  /** Answers that are made at a time, one on each thread; beside one of those that take longest. */
  readonly threads: number;
  /** Who finds so many in line before them is sent away, in each of the two lines; of one client's, half as many. */
  readonly inLine: number;
  /** An answer that is not made so long after it was asked for is given up; while threads are begun the time stands still. */
  readonly deadlineMs: number;
  /** Milliseconds of work that one client may cause in a minute; 0 for no limit. Loopback addresses are exempt. */
  readonly perClientMs: number;
};

/** Whoever makes answers, and how much of that there may be. */
export type Workers = { readonly begin: BeginThread; readonly run: RunJob; readonly limits: WorkLimits };

/** Threads for nobody. */
const NONE: WorkLimits = { heavyMs: 0, threads: 0, inLine: 0, deadlineMs: 0, perClientMs: 0 };

/** What takes more goes in the slow lane. */
const SLOW_MS = 250;
const RETRY_AFTER_SECONDS = 5;

/** Asked for anew before it is begun: somebody may have asked for the same meanwhile. */
type Found = () => Promise<Bytes | undefined>;

type Wanted = { readonly format: string; readonly coding: ContentCoding; readonly revision: number };

/** `at-once`: it takes no time to speak of, or is sent as it is made. `gone`: nobody waits for it any more. */
export type Worked = Bytes | 'at-once' | 'gone';

export class HeavyWork {
  readonly #store: Store;
  readonly #workers: Workers | null;
  readonly #limits: WorkLimits;
  readonly #lanes: { readonly [L in Job['lane']]: Lane };
  readonly #budget: WorkBudget;
  /** How large the whole store was when somebody asked last. */
  #size: { readonly revision: number; readonly extent: MatrixExtent } | null = null;
  #refused = 0;

  /** Without workers everything is made by the thread that serves. */
  constructor(store: Store, workers: Workers | null) {
    this.#store = store;
    this.#workers = workers;
    this.#limits = workers?.limits ?? NONE;
    const { threads, inLine, perClientMs } = this.#limits;
    const { quick, slow } = threadsOf(threads);
    this.#lanes = { quick: laneOf(quick, inLine), slow: laneOf(slow, inLine) };
    this.#budget = new WorkBudget(perClientMs);
  }

  get stats(): { readonly running: number; readonly inLine: number; readonly refused: number } {
    const { quick, slow } = this.#lanes;
    return {
      running: quick.threads.taken + slow.threads.taken,
      inLine: quick.threads.waiting + slow.threads.waiting,
      refused: this.#refused,
    };
  }

  /**
   * Makes the answer to a request of a route, in that format and coding, where that takes long; `revision` is that of what
   * the caller sees. Fails with `overloaded`, `too-many-requests` and `answer-too-large`, and as making the answer does.
   */
  async make(
    request: FastifyRequest,
    reply: FastifyReply,
    { format, coding, revision }: Wanted,
    found: Found,
  ): Promise<Worked> {
    const workers = this.#workers;
    if (workers === null || request.routeOptions.config.cost === undefined) return 'at-once';
    const cost = costOf(request, format, await this.#extentAt(revision));
    if (cost < this.#limits.heavyMs) return 'at-once';
    await this.#settlePast(request);
    const { originalUrl: url, protocol, host, caller, headers } = request;
    const lane = cost < SLOW_MS ? 'quick' : 'slow';
    const known = await this.#store.known();
    const [accept, language] = [headers.accept ?? null, headers['accept-language'] ?? null];
    const job: Job = { url, lane, accept, language, protocol, host, caller, coding, known };
    const gone = new AbortController();
    const leave = this.#admit(request, lane, cost);
    const { threads, beginning } = this.#lanes[lane];
    const deadline = new Deadline(this.#limits.deadlineMs, beginning);
    const onClose = () => gone.abort();
    if (reply.raw.destroyed) onClose();
    reply.raw.once('close', onClose);
    const either = AbortSignal.any([gone.signal, deadline.signal]);
    let ms = 0;
    try {
      const free = await threads.take(either);
      let begun: number | null = null;
      try {
        const madeBySomebody = await found();
        if (madeBySomebody !== undefined) return madeBySomebody;
        await this.#begin(workers, lane, either);
        begun = performance.now();
        // To begin a thread anew takes longer than to let it end what is quick.
        return bytesOf(await this.#run(workers, job, lane === 'slow' ? either : deadline.signal));
      } finally {
        ms = begun === null ? 0 : performance.now() - begun;
        free();
      }
    } catch (error) {
      if (gone.signal.aborted) return 'gone';
      if (deadline.signal.aborted)
        throw this.#overloaded(`it was not made within ${this.#limits.deadlineMs / 1_000} seconds`);
      throw isOutOfMemory(error) ? tooLarge() : error;
    } finally {
      reply.raw.off('close', onClose);
      deadline.clear();
      leave(ms);
    }
  }

  /** Counted once for each state of the store. */
  async #extentAt(revision: number): Promise<MatrixExtent> {
    if (this.#size?.revision === revision) return this.#size.extent;
    const extent = await this.#store.extent({ experts: {}, questions: {} });
    this.#size = { revision, extent };
    return extent;
  }

  /** Has a thread stand ready. The time stands still meanwhile, but not for one in the place of a thread that was ended: under load there may be one such after the other. */
  async #begin({ begin }: Workers, name: Job['lane'], signal: AbortSignal): Promise<void> {
    // Ahead of the beginning: nobody would look at how that ends.
    signal.throwIfAborted();
    const lane = this.#lanes[name];
    const ready = lane.isReplacing ? begin(name) : lane.beginning.during(() => begin(name));
    await orAborted(ready, signal);
    lane.isReplacing = false;
  }

  async #run({ run }: Workers, job: Job, signal: AbortSignal): Promise<Outcome> {
    try {
      return await withLittleGarbage(() => run(job, signal), job.lane === 'slow' ? 'much' : 'quick');
    } catch (error) {
      if (signal.aborted) this.#lanes[job.lane].isReplacing = true;
      throw error;
    }
  }

  /** Lets the request in; what is answered is called with the milliseconds that it took. */
  #admit(request: FastifyRequest, lane: Job['lane'], cost: number): (ms: number) => void {
    const client = clientOf(request);
    const free = this.#lanes[lane].places.take(client);
    if (free === null) throw this.#overloaded('too many answers that take long are asked for already');
    if (isLoopback(request.ip)) return () => free();
    const wait = this.#budget.take(client, cost);
    if (wait !== null) {
      free();
      this.#refused += 1;
      const detail = `what was asked for within a minute takes too long to make; try again in ${wait} seconds`;
      throw new HttpProblem('too-many-requests', detail, [], { 'retry-after': String(wait) });
    }
    return (ms) => {
      free();
      this.#budget.settle(client, cost, ms);
    };
  }

  /** Only where this thread writes is it known that nothing will be written at a time that is asked for. */
  async #settlePast(request: FastifyRequest): Promise<void> {
    const knownAt = knownAtOf(request);
    if (knownAt !== null) await this.#store.asKnownAt(knownAt);
  }

  #overloaded(detail: string): HttpProblem {
    this.#refused += 1;
    return new HttpProblem('overloaded', detail, [], { 'retry-after': String(RETRY_AFTER_SECONDS) });
  }
}

type Lane = {
  readonly threads: Semaphore;
  readonly places: Places;
  readonly beginning: Stopwatch;
  /** True where the thread that is begun next takes the place of one that was ended with its job. */
  isReplacing: boolean;
};

const laneOf = (threads: number, inLine: number): Lane => ({
  threads: new Semaphore(threads),
  places: new Places({ all: threads + inLine, perClient: threads + Math.ceil(inLine / 2) }),
  beginning: new Stopwatch(),
  isReplacing: false,
});

/** Fails as soon as the signal is given; the work goes on. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function bytesOf(outcome: Outcome): Bytes | 'at-once' {
  if ('thrown' in outcome) throw toError(outcome.thrown);
  if ('tooLarge' in outcome) return 'at-once';
  const { body, ...validators } = outcome.made;
  return { ...validators, body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) };
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const tooLarge = (): HttpProblem =>
  new HttpProblem(
    'answer-too-large',
    'this takes more memory than one answer may; ask for fewer experts or questions, or for csv',
  );

/**
 * Tables too large to be held, sent as they are made: a few at a time, each from one state of the store, one short piece
 * after the other with turns of the event loop between them. Who takes nothing for a while, or is not done in the end, is
 * cut off; so is everybody where making fails: a table that ends well is whole.
 */
import { createHash } from 'node:crypto';
import { pipeline, Readable, type Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { MAX_CELLS } from '../../core/matrix/matrix.ts';
import type { Reading, Snapshot, StoreReading } from '../../core/ports/store.ts';
import type { Pause } from '../../services/slices.ts';
import { HttpProblem } from '../problems/problems.ts';
import { FairTurns } from './fair-turns.ts';
import { Semaphore } from './semaphore.ts';

/** Makes the table from one state of the store, as texts that are sent one after the other. */
export type Texts = (snapshot: Snapshot, pause: Pause) => AsyncIterable<string>;

/** Codes what is sent; null where it goes as it is. */
type Coder = () => Transform | null;

// Quick rather than small, and with little memory: rows of a table are much alike.
const BROTLI_QUALITY = 3;
const BROTLI_WINDOW_BITS = 18;
const GZIP_LEVEL = 3;

const CODERS = {
  br: () =>
    createBrotliCompress({
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
      },
    }),
  gzip: () => createGzip({ level: GZIP_LEVEL }),
  identity: () => null,
} as const satisfies { [coding: string]: Coder };

/** What is sent, and how: `key` names everything but the state of the store that its bytes depend on. */
export type Sending = {
  readonly texts: Texts;
  readonly key: string;
  readonly coding: keyof typeof CODERS;
  /** What the caller sees of the store. */
  readonly seen: StoreReading;
};

export type TableLimits = {
  /** What is larger is sent as it is made, in formats that can be: cells of a matrix, rows of a list. */
  readonly held: { readonly cells: number; readonly rows: number };
  /** Tables that are sent at a time; each keeps a state of the store open. */
  readonly open: number;
  /** Who finds so many in line before them is sent away. */
  readonly inLine: number;
  /** For so long a client may take nothing of what was sent. */
  readonly stallMs: number;
  /** So long a table may take altogether. */
  readonly lastMs: number;
  /** What is under way gets so long to arrive when the service closes. */
  readonly closeMs: number;
};

export const TABLE_LIMITS: TableLimits = {
  held: { cells: MAX_CELLS, rows: 1_000 },
  open: 8,
  inLine: 100,
  stallMs: 30_000,
  lastMs: 15 * 60_000,
  closeMs: 5_000,
};

const RETRY_AFTER_SECONDS = 60;

/** A tag of ours: of a state and an address, not of bytes that were never held. */
const TAG = /"s\.[\w-]{27}"/;

export class TableStreams {
  readonly #version: string;
  readonly #limits: TableLimits;
  readonly #places: Semaphore;
  readonly #turns = new FairTurns();
  readonly #sent = new WeakSet<FastifyRequest>();
  readonly #closing = new AbortController();

  constructor(version: string, limits: TableLimits = TABLE_LIMITS) {
    this.#version = version;
    this.#limits = limits;
    this.#places = new Semaphore(limits.open);
  }

  get stats(): { readonly open: number; readonly inLine: number } {
    return { open: this.#places.taken, inLine: this.#places.waiting };
  }

  /** True where the answer to the request is such a table. */
  isTable(request: FastifyRequest): boolean {
    return this.#sent.has(request);
  }

  /** The validator of the table, where the client names it and means to keep what it has; else null, without any work. */
  async knownTag(request: FastifyRequest, key: string, seen: StoreReading): Promise<string | null> {
    const given = request.headers['if-none-match'] ?? '';
    if (!TAG.test(given)) return null;
    const etag = await this.#tagNow(request, key, seen);
    return given.includes(etag) && fresh(request.headers, { etag }) ? etag : null;
  }

  /**
   * Sends the table, once a place is free; `validate` sets the headers, and says whether the client has it already. Fails
   * with `too-many-streams`, and as making the first of the table does.
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { texts, key, coding, seen }: Sending,
    validate: (etag: string) => boolean,
  ): Promise<FastifyReply> {
    this.#sent.add(request);
    if (request.method === 'HEAD')
      return validate(await this.#tagNow(request, key, seen)) ? reply.code(304).send() : reply.send(Readable.from([]));
    if (this.#places.waiting >= this.#limits.inLine) throw tooMany(reply, this.stats);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const leave = await this.#placeFor(gone.signal);
    // Nobody is left to be answered.
    if (leave === null) return reply.hijack();
    let body: TableBody | undefined;
    try {
      const snapshot = await seen.snapshot(knownAtOf(request));
      body = new TableBody({
        snapshot,
        texts,
        turns: this.#turns,
        limits: this.#limits,
        closing: this.#closing.signal,
      });
      body.once('close', leave);
      body.once('error', (error) => request.log.error(error, 'a table was broken off'));
      const [etag] = [await this.#tagOf(snapshot, key), await body.begin()];
      if (validate(etag)) {
        body.destroy();
        return reply.code(304).send();
      }
    } catch (error) {
      if (body === undefined) leave();
      else body.destroy();
      throw error;
    }
    const coder = CODERS[coding]();
    // Whichever ends first takes the other along; what failed was told above.
    return reply.send(coder === null ? body : pipeline(body, coder, () => undefined));
  }

  /** Begins no more, and cuts off what is not done in a while. */
  close(): void {
    setTimeout(() => this.#closing.abort(new Error('the service is closing')), this.#limits.closeMs).unref();
  }

  async #placeFor(gone: AbortSignal): Promise<(() => void) | null> {
    try {
      return await this.#places.take(AbortSignal.any([gone, this.#closing.signal]));
    } catch (error) {
      if (gone.aborted) return null;
      throw new HttpProblem('unavailable', error instanceof Error ? error.message : 'the service is closing');
    }
  }

  async #tagNow(request: FastifyRequest, key: string, seen: StoreReading): Promise<string> {
    const knownAt = knownAtOf(request);
    return this.#tagOf(knownAt === null ? seen : await seen.asKnownAt(knownAt), key);
  }

  /** The number of the last change alone would not do: a backup that is restored gives numbers anew. */
  async #tagOf(reading: Reading, key: string): Promise<string> {
    const revision = await reading.revision();
    const state = `${revision} ${await reading.changedAt(revision)}`;
    const digest = createHash('sha256').update([this.#version, state, key].join('\n')).digest('base64url');
    return `"s.${digest.slice(0, 27)}"`;
  }
}

/** Whichever route it is: not every one has the parameter. */
const knownAtOf = ({ query }: FastifyRequest): string | null =>
  typeof query === 'object' && query !== null && 'knownAt' in query && typeof query.knownAt === 'string'
    ? query.knownAt
    : null;

function tooMany(reply: FastifyReply, { open, inLine }: TableStreams['stats']): HttpProblem {
  reply.header('retry-after', RETRY_AFTER_SECONDS);
  return new HttpProblem('too-many-streams', `${open} large tables are being sent, and ${inLine} wait for their turn`);
}

type Making = {
  readonly snapshot: Snapshot;
  readonly texts: Texts;
  readonly turns: FairTurns;
  readonly limits: TableLimits;
  readonly closing: AbortSignal;
};

/** The bytes of a table, made as they are asked for. Its snapshot is closed when it is, however that comes. */
class TableBody extends Readable {
  readonly #snapshot: Snapshot;
  readonly #over = new AbortController();
  readonly #texts: AsyncIterator<string>;
  readonly #stalled: ReturnType<typeof setTimeout>;
  readonly #late: ReturnType<typeof setTimeout>;
  #first: string | null | undefined;

  constructor({ snapshot, texts, turns, limits, closing }: Making) {
    super();
    this.#snapshot = snapshot;
    const pause = async (): Promise<void> => {
      await turns.wait();
      this.#over.signal.throwIfAborted();
    };
    this.#texts = texts(snapshot, pause)[Symbol.asyncIterator]();
    const cutOff = (ms: number, why: string) => setTimeout(() => this.destroy(new Error(why)), ms);
    this.#stalled = cutOff(limits.stallMs, `the client took nothing for ${limits.stallMs} ms`);
    this.#late = cutOff(limits.lastMs, `it was not done in ${limits.lastMs} ms`);
    closing.addEventListener('abort', () => this.destroy(closing.reason), { signal: this.#over.signal });
  }

  /** Makes the first text, so that what cannot be begun is refused as anything else is; with 503 where it was cut off. */
  async begin(): Promise<void> {
    try {
      this.#first = await this.#next();
    } catch (error) {
      throw this.errored === null ? error : new HttpProblem('unavailable', this.errored.message);
    }
  }

  override _read(): void {
    this.#stalled.refresh();
    this.#nextBytes().then(
      (bytes) => this.push(bytes),
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#stalled);
    clearTimeout(this.#late);
    this.#over.abort();
    this.#snapshot.close().then(
      () => done(error),
      (failure: Error) => done(error ?? failure),
    );
  }

  async #nextBytes(): Promise<Buffer | null> {
    const text = this.#first === undefined ? await this.#next() : this.#first;
    this.#first = undefined;
    return text === null ? null : Buffer.from(text);
  }

  /** The next text that is not empty; null at the end. */
  async #next(): Promise<string | null> {
    for (;;) {
      const { done, value } = await this.#texts.next();
      if (done === true) return null;
      if (value !== '') return value;
    }
  }
}

/**
 * Tables too large to be held, sent as they are made: a few at a time, each from one state of the store, one short piece
 * after the other with turns of the event loop between them. Who takes nothing for a while, or is not done in the end, is
 * cut off; so is everybody where making fails: a table that ends well is whole.
 */
import { createHash } from 'node:crypto';
import { pipeline, Readable, type Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Reading, StoreReading } from '../../core/ports/store.ts';
import { hasAlready } from '../answering/conditional.ts';
import { knownAtOf } from '../parameters.ts';
import { clientOf } from '../plugins/rate-limit.ts';
import { HttpProblem } from '../problems/problems.ts';
import { FairTurns } from './fair-turns.ts';
import { Places } from './places.ts';
import { Semaphore } from './semaphore.ts';
import { TableBody, type Texts } from './table-body.ts';
import { TABLE_LIMITS, type TableLimits } from './table-limits.ts';

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

const RETRY_AFTER_SECONDS = 60;

/** A tag of ours: of a state and an address, not of bytes that were never held. */
const TAG = /"s\.[\w-]{27}"/;

export class TableStreams {
  readonly #version: string;
  readonly #limits: TableLimits;
  readonly #places: Semaphore;
  readonly #line: Places;
  readonly #turns = new FairTurns();
  readonly #sent = new WeakSet<FastifyRequest>();
  readonly #closing = new AbortController();

  constructor(version: string, limits: TableLimits = TABLE_LIMITS) {
    this.#version = version;
    this.#limits = limits;
    const { open, inLine } = limits;
    this.#places = new Semaphore(open.all, open.perClient);
    // Whoever is sent a table keeps the place that they had in line.
    this.#line = new Places({ all: open.all + inLine.all, perClient: open.perClient + inLine.perClient });
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
    return hasAlready(request.headers, etag) ? etag : null;
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
    const client = clientOf(request);
    const leaveLine = this.#line.take(client);
    if (leaveLine === null) throw this.#tooMany(reply);
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const leave = await this.#placeFor(client, gone.signal, leaveLine);
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
        isWanted: () => this.#places.isWanted(),
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

  /** A place to be sent a table, which is given back with the one in line. */
  async #placeFor(client: string, gone: AbortSignal, leaveLine: () => void): Promise<(() => void) | null> {
    try {
      const leave = await this.#places.take(AbortSignal.any([gone, this.#closing.signal]), client);
      return () => {
        leaveLine();
        leave();
      };
    } catch (error) {
      leaveLine();
      if (gone.aborted) return null;
      throw new HttpProblem('unavailable', error instanceof Error ? error.message : 'the service is closing');
    }
  }

  #tooMany(reply: FastifyReply): HttpProblem {
    reply.header('retry-after', RETRY_AFTER_SECONDS);
    const { open, inLine } = this.stats;
    const { all, perClient } = this.#limits.open;
    const isFull = this.#line.taken >= all + this.#limits.inLine.all;
    const detail = isFull
      ? `${open} large tables are being sent, and ${inLine} wait for their turn`
      : `one client is sent ${perClient} large tables at once, and ${this.#limits.inLine.perClient} more may wait`;
    return new HttpProblem('too-many-streams', detail);
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

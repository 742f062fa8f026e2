/**
 * Server-sent events: the change log as it grows, to many listeners. Each is sent what follows as fast as they take it,
 * and never holds more than one piece of it here; who takes nothing for a while is let go, and can go on later from the
 * last id they got.
 */
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Change } from '../../core/change-log/change.ts';
import type { Format } from '../../formats/format.ts';
import type { Channel, Follower } from '../../services/change-log/follower.ts';
import { clientOf } from '../plugins/rate-limit.ts';
import { HttpProblem } from '../problems/problems.ts';
import { FairTurns } from './fair-turns.ts';
import { type PlaceLimits, Places } from './places.ts';

/** Stands beside the formats when one is chosen; it is sent, never rendered. */
export const EVENT_STREAM: Format = {
  name: 'sse',
  mediaType: 'text/event-stream',
  needs: null,
  options: [],
  render() {
    throw new TypeError('a stream has no end to be rendered to');
  },
};

/** JSON has no line ends outside of its strings, and none within them that are not escaped. */
export const encodeEvents = (changes: readonly Change[]): Buffer =>
  Buffer.from(
    changes.map((change) => `id: ${change.seq}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`).join(''),
  );

export type StreamLimits = {
  /** Listeners at a time, and of one client. */
  readonly listeners: PlaceLimits;
  readonly heartbeatMs: number;
  /** For so long a listener may take nothing of what was sent. */
  readonly stallMs: number;
  /** A listener with a key must show it anew after so long: it may have been revoked. */
  readonly keyedMs: number;
  /** What is under way gets so long to arrive when the service closes. */
  readonly closeMs: number;
};

export const STREAM_LIMITS: StreamLimits = {
  listeners: { all: 1_000, perClient: 250 },
  heartbeatMs: 15_000,
  stallMs: 30_000,
  keyedMs: 10 * 60_000,
  closeMs: 1_000,
};

const RETRY_MS = 5_000;
const RETRY_AFTER_SECONDS = 30;
const HEARTBEAT = ': still here\n\n';

type Listener = { readonly response: ServerResponse; readonly ended: AbortController };

export class EventStreams {
  readonly #follower: Follower<Buffer>;
  readonly #limits: StreamLimits;
  readonly #places: Places;
  /** Of those who are sent what was: a log of thousands of entries takes seconds for each of them. */
  readonly #turns = new FairTurns();
  readonly #listeners = new Set<Listener>();
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #isClosing = false;

  constructor(follower: Follower<Buffer>, limits: StreamLimits = STREAM_LIMITS) {
    this.#follower = follower;
    this.#limits = limits;
    this.#places = new Places(limits.listeners);
  }

  /** Sends what follows the entry number `after`, until either side ends it. Fails with `too-many-streams`. */
  open(request: FastifyRequest, reply: FastifyReply, channel: Channel, after: number): FastifyReply {
    if (this.#isClosing) throw new HttpProblem('unavailable', 'the service is closing');
    const place = this.#placeFor(request);
    reply
      .type(EVENT_STREAM.mediaType)
      .header('cache-control', 'no-store, no-transform')
      // Proxies that gather an answer before they pass it on would gather for ever.
      .header('x-accel-buffering', 'no');
    if (request.method === 'HEAD') {
      place();
      return reply.send();
    }
    reply.hijack();
    const response = reply.raw;
    response.once('close', place);
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) response.setHeader(name, value);
    response.write(`retry: ${RETRY_MS}\n\n`);
    const listener = this.#add(response, request.caller.key !== null);
    this.#serve(listener, channel, after).catch((error: unknown) => {
      request.log.error(error);
      response.destroy();
    });
    return reply;
  }

  /** Ends every stream, and opens none any more. */
  close(): void {
    this.#isClosing = true;
    for (const { response, ended } of this.#listeners) {
      const { socket } = response;
      ended.abort();
      response.end(() => socket?.end());
      setTimeout(() => socket?.destroy(), this.#limits.closeMs).unref();
    }
  }

  #placeFor(request: FastifyRequest): () => void {
    const place = this.#places.take(clientOf(request));
    if (place !== null) return place;
    const { all, perClient } = this.#limits.listeners;
    const detail =
      this.#places.taken < all
        ? `one client may listen ${perClient} times at once`
        : `there are ${all} listeners already`;
    throw new HttpProblem('too-many-streams', detail, [], { 'retry-after': String(RETRY_AFTER_SECONDS) });
  }

  #add(response: ServerResponse, isKeyed: boolean): Listener {
    const listener = { response, ended: new AbortController() };
    const timer = isKeyed ? setTimeout(() => end(listener), this.#limits.keyedMs) : undefined;
    this.#listeners.add(listener);
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#limits.heartbeatMs);
    response.on('error', () => response.destroy());
    response.once('close', () => {
      clearTimeout(timer);
      listener.ended.abort();
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#heartbeat);
      this.#heartbeat = undefined;
    });
    return listener;
  }

  async #serve({ response, ended: { signal } }: Listener, channel: Channel, after: number): Promise<void> {
    let at = after;
    let isBehind = true;
    while (!signal.aborted) {
      if (isBehind) await this.#turns.wait();
      if (signal.aborted) return;
      const { content, upTo, isFull } = await this.#follower.read(channel, at);
      if (signal.aborted) return;
      at = upTo;
      if (content !== null && !response.write(content)) await this.#drained(response, signal);
      isBehind = isFull;
      if (!isFull) await this.#follower.beyond(at, signal);
    }
  }

  /** Waits until what was sent is on its way; lets a listener go who takes none of it. */
  #drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const stalled = setTimeout(() => response.destroy(), this.#limits.stallMs);
      const go = () => {
        clearTimeout(stalled);
        response.off('drain', go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      response.once('drain', go);
      signal.addEventListener('abort', go, { once: true });
    });
  }

  #beat(): void {
    for (const { response, ended } of this.#listeners)
      if (!ended.signal.aborted && !response.writableNeedDrain) response.write(HEARTBEAT);
  }
}

function end({ response, ended }: Listener): void {
  ended.abort();
  response.end();
}

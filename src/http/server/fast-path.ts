/**
 * Answers that are asked for again and again, sent before Fastify looks at the request. Only what the service itself has
 * answered to the very same request, without a key, is sent again, and only while the store is as it was then.
 */
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { LRUCache } from 'lru-cache';
import type { Store } from '../../core/ports/store.ts';
import type { AnswerCache, Bytes } from '../answering/answer-cache.ts';
import type { AnsweredRequest } from '../plugins/request-log.ts';

/** An answer given before: where its bytes are kept, and everything else that was sent with them. */
export type Hot = {
  /** Its key in the cache of answers. */
  readonly key: string;
  /** The answer that the headers belong to. */
  readonly bytes: Pick<Bytes, 'etag' | 'lastModified'>;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** The pattern of its route. */
  readonly route: string;
  readonly path: string;
};

/** What stands between a request and its answer: the limit on requests, the log, the metrics. */
export type Gate = {
  /** Headers to send along; null where the ordinary way must be gone. */
  admit(request: IncomingMessage): readonly string[] | null | Promise<readonly string[] | null>;
  answered(answered: AnsweredRequest): void;
};

/** Each takes about a kilobyte. */
const MAX_KNOWN = 5_000;

/** What is told anew each time. */
const EACH_TIME = /^(?:x-ratelimit-.*|retry-after|content-length|connection|date)$/;

export class FastPath {
  readonly #store: Store;
  readonly #cache: AnswerCache;
  readonly #known = new LRUCache<string, Hot>({ max: MAX_KNOWN });
  #gate: Gate | null = null;
  #revision: Promise<number> | null = null;

  constructor(store: Store, cache: AnswerCache) {
    this.#store = store;
    this.#cache = cache;
  }

  open(gate: Gate): void {
    this.#gate = gate;
  }

  /** From now on every request goes the ordinary way. */
  close(): void {
    this.#gate = null;
  }

  /** The answer, with its headers set and its bytes in the cache under `key`, may be sent to all who ask the same. */
  remember(request: FastifyRequest, reply: FastifyReply, key: string, bytes: Bytes): void {
    const asked =
      request.method === 'GET' && request.caller.key === null ? askedBy(request.originalUrl, request.headers) : null;
    if (asked === null || belongsTo(this.#known.get(asked), bytes)) return;
    const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined || EACH_TIME.test(name) ? [] : [name, String(value)],
    );
    const path = request.originalUrl.split('?', 1)[0] ?? '';
    const { etag, lastModified } = bytes;
    const route = request.routeOptions.url ?? 'unknown';
    this.#known.set(asked, { key, bytes: { etag, lastModified }, headers, route, path });
  }

  /** The listener of a server: sends what is hot and hands on everything else. */
  before(handler: RequestListener): RequestListener {
    return (request, response) => {
      const gate = this.#gate;
      const asked = gate === null ? null : askedBy(request.url ?? '', request.headers);
      const hot = asked === null ? undefined : this.#known.get(asked);
      if (gate === null || hot === undefined || request.method !== 'GET') return handler(request, response);
      const start = performance.now();
      this.#find(gate, hot, request).then(
        (found) => {
          if (found === null) return handler(request, response);
          const status = send(request, response, hot, found);
          const { path, route } = hot;
          gate.answered({ method: 'GET', path, route, status, ms: performance.now() - start });
        },
        // What is wrong with the store is told the ordinary way.
        () => handler(request, response),
      );
    };
  }

  async #find(gate: Gate, hot: Hot, request: IncomingMessage): Promise<Found | null> {
    const bytes = this.#cache.find(await this.#currentRevision(), hot.key);
    if (bytes === undefined || !belongsTo(hot, bytes)) return null;
    const headers = await gate.admit(request);
    return headers === null ? null : { bytes, headers };
  }

  /**
   * Asked of the store once for all requests of one turn of the event loop, which arrived together. What one of them may
   * miss is what another process wrote within that turn, while the request was there already.
   */
  #currentRevision(): Promise<number> {
    if (this.#revision === null) {
      this.#revision = this.#store.revision();
      setImmediate(() => {
        this.#revision = null;
      });
    }
    return this.#revision;
  }
}

const belongsTo = (hot: Hot | undefined, { etag, lastModified }: Bytes): boolean =>
  hot !== undefined && hot.bytes.etag === etag && hot.bytes.lastModified === lastModified;

type Found = { readonly bytes: Bytes; readonly headers: readonly string[] };

/** All of a request that an answer may depend on; null where it must be looked at more closely. */
function askedBy(url: string, headers: IncomingHttpHeaders): string | null {
  if (headers.authorization !== undefined || headers['transfer-encoding'] !== undefined) return null;
  if (headers['content-length'] !== undefined || headers['last-event-id'] !== undefined) return null;
  const { host, accept, 'accept-encoding': coding } = headers;
  const { 'x-forwarded-host': forwardedHost, 'x-forwarded-proto': forwardedProto } = headers;
  return `${url}\n${accept}\n${coding}\n${host}\n${forwardedHost}\n${forwardedProto}`;
}

/** Sends the bytes, or says that the client has them already. */
function send(request: IncomingMessage, response: ServerResponse, hot: Hot, { bytes, headers }: Found): number {
  const { body, etag } = bytes;
  if (fresh(request.headers, { etag })) {
    response.writeHead(304, [...hot.headers, ...headers]).end();
    return 304;
  }
  response.writeHead(200, [...hot.headers, ...headers, 'content-length', String(body.length)]).end(body);
  return 200;
}

/** Requests that were answered from the cache of answers, each with what was sent; the bytes themselves stay in that cache. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stateOf } from '../../answering/cache-policy.ts';
import { preferredLanguage } from '../../answering/language.ts';
import { growingTo } from '../../growing-cache.ts';

/** An answer that was given: where its bytes are kept, and everything else that was sent with them. */
export type KnownAnswer = {
  /** Its key in the cache of answers. */
  readonly key: string;
  /** The validator of the bytes that the headers belong to. */
  readonly etag: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** The pattern of its route. */
  readonly route: string;
  readonly path: string;
};

/** Each takes about a kilobyte. */
const MAX_KNOWN = 5_000;

/** Headers that differ from one answer to the next. */
const EACH_TIME = /^(?:(?:x-)?ratelimit.*|retry-after|content-length|connection|date)$/;

export class KnownRequests {
  readonly #answers = growingTo<string, KnownAnswer>(MAX_KNOWN);

  /** The answer to the very same request; undefined where there was none, or where Fastify must look at the request. */
  find(request: IncomingMessage): KnownAnswer | undefined {
    const name = request.method === 'GET' ? nameOf(request.url ?? '', request.headers) : null;
    return name === null ? undefined : this.#answers.get(name);
  }

  /** Notes what is about to be sent, where all who ask the same without a key may be sent the same. */
  remember(request: FastifyRequest, reply: FastifyReply): void {
    const { method, cacheKey, caller, originalUrl, headers: asked } = request;
    if (cacheKey === null || method !== 'GET' || caller.key !== null) return;
    // Caches are told another thing as soon as it is settled.
    if (stateOf(request) === 'unsettled') return;
    const name = nameOf(originalUrl, asked);
    if (name === null) return;
    const etag = String(reply.getHeader('etag'));
    if (this.#answers.get(name)?.etag === etag) return;
    const headers = Object.entries(reply.getHeaders()).flatMap(([header, value]) =>
      value === undefined || EACH_TIME.test(header) ? [] : [header, String(value)],
    );
    const path = originalUrl.split('?', 1)[0] ?? '';
    const route = request.routeOptions.url ?? 'unknown';
    this.#answers.set(name, { key: cacheKey, etag, headers, route, path });
  }
}

/** All of a request that an answer may depend on, as one text; null where Fastify must look at the request. */
function nameOf(url: string, headers: IncomingHttpHeaders): string | null {
  if (headers.authorization !== undefined || headers['transfer-encoding'] !== undefined) return null;
  if (headers['content-length'] !== undefined || headers['last-event-id'] !== undefined) return null;
  if (headers['standpoint-revision'] !== undefined) return null;
  const { host, accept, 'accept-encoding': coding } = headers;
  const { 'x-forwarded-host': forwardedHost, 'x-forwarded-proto': forwardedProto } = headers;
  const language = preferredLanguage(headers);
  return `${url}\n${accept}\n${language}\n${coding}\n${host}\n${forwardedHost}\n${forwardedProto}`;
}

/** Sends what a route makes: from the cache where nothing has changed, with validators, or 304. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import type { Store } from '../core/store.ts';
import { type AnswerCache, type Bytes, toBytes } from './answer-cache.ts';

/** What a route made. */
export type Made = {
  readonly body: string | Uint8Array;
  /** The last change it depends on, where that is known. */
  readonly revision?: number | undefined;
  /** The cursor of the page after this one. */
  readonly next?: { readonly parameter: string; readonly value: string } | null | undefined;
};

/** Serves one variant of an address: `name` tells it from the other variants of the same address. */
export type Serving = (
  request: FastifyRequest,
  reply: FastifyReply,
  variant: { readonly name: string; readonly mediaType: string },
  make: () => Promise<Made>,
) => Promise<FastifyReply>;

export function createServing(store: Store, cache: AnswerCache): Serving {
  return async (request, reply, { name, mediaType }, make) => {
    const key = `${name} ${request.originalUrl}`;
    const revision = await store.revision();
    let bytes = cache.get(revision, key);
    if (bytes === undefined) {
      const made = await make();
      const changedAt = made.revision === undefined ? null : await store.changedAt(made.revision);
      bytes = toBytes(made.body, changedAt, nextLink(request, made.next));
      cache.set(revision, key, bytes);
    }
    return sendBytes(request, reply.type(mediaType), bytes);
  };
}

/** Sends the bytes, or 304 where the client has them already (RFC 9110 section 13). */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag, lastModified, link }: Bytes,
): FastifyReply {
  reply.header('etag', etag).header('cache-control', 'public, no-cache');
  if (lastModified !== null) reply.header('last-modified', lastModified);
  if (link !== null) reply.header('link', link);
  if (fresh(request.headers, { etag })) return reply.code(304).send();
  return reply.send(body);
}

/** RFC 8288: the address of the next page, with everything else as it was asked. */
function nextLink(request: FastifyRequest, next: Made['next']): string | null {
  if (next === undefined || next === null) return null;
  const [path = '', query = ''] = request.originalUrl.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(next.parameter, next.value);
  return `<${path}?${parameters}>; rel="next"`;
}

/** Sends what a route makes: from the cache where nothing has changed, with validators, or 304. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import Negotiator from 'negotiator';
import { seesDrafts } from '../../core/access/caller.ts';
import type { Store, StoreReading } from '../../core/ports/store.ts';
import type { App } from '../fastify-app.ts';
import type { TableStreams } from '../streaming/large-tables.ts';
import type { Texts } from '../streaming/table-body.ts';
import type { HeavyWork } from '../workers/heavy-work.ts';
import { type AnswerCache, type Bytes, toBytes } from './answer-cache.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key of its answer in the cache of answers; null where the answer was not kept there. */
    cacheKey: string | null;
  }
}

/** What a route made. */
export type Made = {
  readonly body: string | Uint8Array;
  /** The last change it depends on, where that is known. */
  readonly revision?: number | undefined;
  /** The revision of the one record that the answer is, where it is one. */
  readonly record?: number | undefined;
  /** The cursor of the page after this one. */
  readonly next?: { readonly parameter: string; readonly value: string } | null | undefined;
};

/** Serves one variant of an address: `name` tells it from the other variants of the same address. */
export type Serving = (
  request: FastifyRequest,
  reply: FastifyReply,
  variant: { readonly name: string; readonly mediaType: string },
  make: () => Promise<Made | Texts>,
) => Promise<FastifyReply>;

/** What answers are made with. */
type Means = {
  readonly store: Store;
  readonly cache: AnswerCache;
  readonly tables: TableStreams;
  readonly heavy: HeavyWork;
};

export function createServing(app: App, { store, cache, tables, heavy }: Means): Serving {
  app.decorateRequest('cacheKey', null);
  /** Made by a worker thread or at once, and kept; what is too large for that is given as texts. */
  const anew = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { format, shelf, revision, ...how }: Making,
    make: () => Promise<Made | Texts>,
  ): Promise<Bytes | Texts | 'gone'> => {
    const { coding, seen } = how;
    const find = async () => shelf.find(await seen.revision());
    const worked = await heavy.make(request, reply, { format, coding }, find);
    if (worked === 'gone') return worked;
    const made = worked === 'at-once' ? await make() : worked;
    if (typeof made === 'function') return made;
    const bytes = 'etag' in made ? made : await toCoded(made, { url: request.originalUrl, ...how });
    shelf.set(revision, bytes);
    return bytes;
  };
  return async (request, reply, { name, mediaType }, make) => {
    const coding = codingFor(request, mediaType);
    // Who may see drafts never shares an answer with who may not, and what is made for them is not kept: every draft outdates it.
    const isKept = !seesDrafts(request.caller);
    const [seen, audience]: [StoreReading, string] = isKept ? [store.publicly, 'public'] : [store, 'drafts'];
    const key = `${audience} ${coding} ${name} ${request.originalUrl}`;
    const validateTable = (etag: string): boolean => {
      setCoding(reply.type(mediaType), coding);
      return validate(request, reply, { etag, lastModified: null, link: null });
    };
    const revision = await seen.revision();
    const shelf = isKept ? shelfOf(cache, key) : NO_SHELF;
    const kept = shelf.get(revision);
    const known = kept === undefined ? await tables.knownTag(request, key, seen) : null;
    if (known !== null && validateTable(known)) return reply.code(304).send();
    const made = kept ?? (await anew(request, reply, { format: name, coding, seen, shelf, revision }, make));
    // Nobody is left to be answered.
    if (made === 'gone') return reply.hijack();
    if (typeof made === 'function')
      return tables.send(request, reply, { texts: made, key, coding, seen }, validateTable);
    setCoding(reply.type(mediaType), coding);
    const isFresh = validate(request, reply, made);
    request.cacheKey = isKept ? key : null;
    return isFresh ? reply.code(304).send() : reply.send(made.body);
  };
}

/** The place of one answer in the cache. */
const shelfOf = (cache: AnswerCache, key: string) => ({
  get: (revision: number): Bytes | undefined => cache.get(revision, key),
  find: (revision: number): Bytes | undefined => cache.find(revision, key),
  set: (revision: number, bytes: Bytes): void => cache.set(revision, key, bytes),
});

const NO_SHELF: ReturnType<typeof shelfOf> = {
  get: () => undefined,
  find: () => undefined,
  set: () => undefined,
};

type Making = Omit<Asked, 'url'> & {
  readonly format: string;
  readonly shelf: ReturnType<typeof shelfOf>;
  readonly revision: number;
};

type Asked = { readonly url: string; readonly coding: ContentCoding; readonly seen: StoreReading };

/** What a route made, as it is sent. */
export async function toCoded({ body, revision, record, next }: Made, { url, coding, seen }: Asked): Promise<Bytes> {
  const changedAt = revision === undefined ? null : await seen.changedAt(revision);
  const bytes = toBytes(await CODINGS[coding](body), changedAt, nextLink(url, next));
  return record === undefined ? bytes : { ...bytes, etag: recordTag(record, bytes.etag) };
}

function setCoding(reply: FastifyReply, coding: ContentCoding): void {
  vary(reply, 'Accept-Encoding');
  if (coding !== 'identity') reply.header('content-encoding', coding);
}

/** The validator of a single record: its revision, for If-Match, and the bytes. */
export const recordTag = (revision: number, etag: string): string => `"${revision}.${etag.slice(1)}`;

/** The best first. */
const CODING_NAMES = ['br', 'gzip', 'identity'] as const;
export type ContentCoding = (typeof CODING_NAMES)[number];

// Quick rather than small: what is hot is compressed once and kept.
const BROTLI_QUALITY = 5;
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

const CODINGS: { readonly [C in ContentCoding]: (body: Made['body']) => Promise<Made['body']> } = {
  br: (body) => compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (body) => compressGzip(body),
  identity: async (body) => body,
};

/** The content coding to send (RFC 9110 section 12.5.3); text is worth compressing, pictures and workbooks are not. */
function codingFor(request: FastifyRequest, mediaType: string): ContentCoding {
  if (!/^text\/|json|xml/.test(mediaType)) return 'identity';
  if (request.headers['accept-encoding'] === undefined) return 'identity';
  const wanted = new Negotiator(request.raw).encoding([...CODING_NAMES]);
  return CODING_NAMES.find((name) => name === wanted) ?? 'identity';
}

/** Adds a header's name to Vary. */
export function vary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? name : `${before}, ${name}`);
}

/** Sends the bytes, or 304 where the client has them already (RFC 9110 section 13). */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, { body, ...validators }: Bytes): FastifyReply {
  return validate(request, reply, validators) ? reply.code(304).send() : reply.send(body);
}

/** Sets what the answer is known by; true where the client has it already. */
function validate(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, lastModified, link }: Omit<Bytes, 'body'>,
): boolean {
  if (request.dependsOnKey) vary(reply, 'Authorization');
  reply.header('etag', etag).header('cache-control', `${request.isForAll ? 'public' : 'private'}, no-cache`);
  if (lastModified !== null) reply.header('last-modified', lastModified);
  if (link !== null) reply.header('link', link);
  return fresh(request.headers, { etag });
}

/** RFC 8288: the address of the next page, with everything else as it was asked. */
function nextLink(url: string, next: Made['next']): string | null {
  if (next === undefined || next === null) return null;
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(next.parameter, next.value);
  return `<${path}?${parameters}>; rel="next"`;
}

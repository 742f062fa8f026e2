/** Sends what a route makes: from the cache where nothing has changed, with validators, or 304. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { seesDrafts } from '../../core/access/caller.ts';
import type { Store, StoreReading } from '../../core/ports/store.ts';
import type { App } from '../fastify-app.ts';
import type { TableStreams } from '../streaming/large-tables.ts';
import type { Texts } from '../streaming/table-body.ts';
import type { HeavyWork } from '../workers/heavy-work.ts';
import { type AnswerCache, type Bytes, toBytes } from './answer-cache.ts';
import { type CachePolicy, createCachePolicy } from './cache-policy.ts';
import { hasAlready } from './conditional.ts';
import { type ContentCoding, codingFor, encode, setCoding, vary } from './content-coding.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key of its answer in the cache of answers; null where the answer was not kept there. */
    cacheKey: string | null;
  }
}

/** What a route made. */
export type Made = {
  readonly body: string | Uint8Array;
  /** The revision of the one record that the answer is, where it is one. */
  readonly record?: number | undefined;
  /** The cursor of the page after this one. */
  readonly next?: { readonly parameter: string; readonly value: string } | null | undefined;
};

export type Variant = {
  /** Tells it from the other variants of the same address. */
  readonly name: string;
  readonly mediaType: string;
  /** True where it is made of more than records: a later release, or another setting, writes it otherwise. */
  readonly isOfRelease?: boolean;
};

/** Serves one variant of an address. */
export type Serving = (
  request: FastifyRequest,
  reply: FastifyReply,
  variant: Variant,
  make: () => Promise<Made | Texts>,
) => Promise<FastifyReply>;

/** What answers are made with. */
type Means = {
  readonly store: Store;
  readonly cache: AnswerCache;
  readonly tables: TableStreams;
  readonly heavy: HeavyWork;
  /** Seconds for which a shared cache may send an answer unasked; 0 for never. */
  readonly sharedSeconds: number;
};

export function createServing(app: App, { store, cache, tables, heavy, sharedSeconds }: Means): Serving {
  const validate = createValidation(createCachePolicy(sharedSeconds));
  app.decorateRequest('cacheKey', null);
  /** Made by a worker thread or at once, and kept; what is too large for that is given as texts. */
  const anew = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { format, shelf, seen, revision, coding }: Making,
    make: () => Promise<Made | Texts>,
  ): Promise<Bytes | Texts | 'gone'> => {
    const find = async () => shelf.find(await seen.revision());
    const worked = await heavy.make(request, reply, { format, coding, revision }, find);
    if (worked === 'gone') return worked;
    const made = worked === 'at-once' ? await make() : worked;
    if (typeof made === 'function') return made;
    const bytes = 'etag' in made ? made : await toCoded(made, { url: request.originalUrl, coding });
    shelf.set(revision, bytes);
    return bytes;
  };
  return async (request, reply, variant, make) => {
    const { name, mediaType } = variant;
    const coding = codingFor(request, mediaType);
    // Who may see drafts never shares an answer with who may not, and what is made for them is not kept: every draft outdates it.
    const isKept = !seesDrafts(request.caller);
    const [seen, audience]: [StoreReading, string] = isKept ? [store.publicly, 'public'] : [store, 'drafts'];
    const key = `${audience} ${coding} ${name} ${request.originalUrl}`;
    const validateTable = (etag: string): boolean => {
      setCoding(reply.type(mediaType), coding);
      return validate(request, reply, variant, { etag, link: null });
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
    const isFresh = validate(request, reply, variant, made);
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
  readonly seen: StoreReading;
  readonly shelf: ReturnType<typeof shelfOf>;
  readonly revision: number;
};

type Asked = { readonly url: string; readonly coding: ContentCoding };

/** What a route made, as it is sent. */
export async function toCoded({ body, record, next }: Made, { url, coding }: Asked): Promise<Bytes> {
  const bytes = toBytes(await encode(body, coding), nextLink(url, next));
  return record === undefined ? bytes : { ...bytes, etag: recordTag(record, bytes.etag) };
}

/** The validator of a single record: its revision, for If-Match, and the bytes. */
export const recordTag = (revision: number, etag: string): string => `"${revision}.${etag.slice(1)}`;

/** Sets what an answer is known by, and what caches may do with it; true where the client has it already. */
type Validation = (request: FastifyRequest, reply: FastifyReply, variant: Variant, of: Omit<Bytes, 'body'>) => boolean;

const createValidation =
  (policy: CachePolicy): Validation =>
  (request, reply, variant, { etag, link }) => {
    if (request.dependsOnKey) vary(reply, 'Authorization');
    policy(request, reply, variant);
    reply.header('etag', etag);
    if (link !== null) reply.header('link', link);
    return hasAlready(request.headers, etag);
  };

/** RFC 8288: the address of the next page, with everything else as it was asked. */
function nextLink(url: string, next: Made['next']): string | null {
  if (next === undefined || next === null) return null;
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(next.parameter, next.value);
  return `<${path}?${parameters}>; rel="next"`;
}

/** From a service's answer to a reply: format, bytes, cache, validators. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import type { TSchema } from 'typebox';
import { RefTo } from '../core/schema.ts';
import type { Store } from '../core/store.ts';
import type { Answer, Shape } from '../formats/format.ts';
import { formatsFor } from '../formats/registry.ts';
import { type AnswerCache, type Bytes, toBytes } from './answer-cache.ts';
import { chooseFormat } from './negotiation.ts';
import { Problem } from './problems.ts';

/** What a route handler gives back; `next` is the cursor of the page after this one. */
export type Answered = Answer & {
  readonly revision?: number;
  readonly next?: { readonly parameter: string; readonly value: string } | null;
};

/** Makes route handlers that answer in any format, from the cache where nothing has changed. */
export type Answering = <Request extends FastifyRequest>(
  shapes: readonly Shape[],
  answer: (request: Request) => Promise<Answered>,
  /** The name of the format to send where the client has no preference; JSON unless it is given. */
  preferred?: string,
) => (request: Request, reply: FastifyReply) => Promise<FastifyReply>;

export function createAnswering(store: Store, cache: AnswerCache): Answering {
  return (shapes, answer, preferred = 'json') => {
    const formats = formatsFor(shapes).toSorted((a, b) => Number(b.name === preferred) - Number(a.name === preferred));
    return async (request, reply) => {
      const { format, negotiated } = chooseFormat(request.originalUrl, request.raw, formats);
      const key = `${format.name} ${request.originalUrl}`;
      const revision = await store.revision();
      let bytes = cache.get(revision, key);
      if (bytes === undefined) {
        const answered = await answer(request);
        const changedAt = answered.revision === undefined ? null : await store.changedAt(answered.revision);
        bytes = toBytes(format.render(answered), changedAt, nextLink(request, answered.next));
        cache.set(revision, key, bytes);
      }
      if (negotiated) reply.header('vary', 'Accept');
      return sendBytes(request, reply.type(format.mediaType), bytes);
    };
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
function nextLink(request: FastifyRequest, next: Answered['next']): string | null {
  if (next === undefined || next === null) return null;
  const [path = '', query = ''] = request.originalUrl.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(next.parameter, next.value);
  return `<${path}?${parameters}>; rel="next"`;
}

const problem = { 'application/problem+json': { schema: RefTo(Problem) } };

/** What every route may answer instead. */
export const PROBLEM_RESPONSES = {
  '4xx': { description: 'The request cannot be answered; "detail" says why and what to do.', content: problem },
  '5xx': { description: 'The service failed.', content: problem },
};

/** The responses of a route for the OpenAPI document: every format of the answer, and the problems. */
export function responsesOf(description: string, schema: TSchema, shapes: readonly Shape[]) {
  const content = Object.fromEntries(
    formatsFor(shapes).map(({ name, mediaType }) => [
      mediaType.split(';', 1)[0],
      { schema: name === 'json' ? schema : { type: 'string' } },
    ]),
  );
  return { 200: { description, content }, ...PROBLEM_RESPONSES };
}

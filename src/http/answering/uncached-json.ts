/** Answers that nobody keeps, as they are made for one caller: keys and the like, in JSON only. */
import type { FastifyRequest } from 'fastify';
import { invalidParameter } from '../../core/values/errors.ts';
import { json } from '../../formats/json.ts';
import { HttpProblem } from '../problems/problems.ts';
import type { TypedHandler, TypedRequest } from '../typed-request.ts';
import { formatChooser } from './negotiation.ts';

const chooseJson = formatChooser([json]);
const REPEATABLE = new Set(['GET', 'HEAD', 'DELETE']);

type UncachedAnswer = {
  readonly document: object;
  /** Where what was made can be found: the answer is 201. */
  readonly location?: string;
};

/**
 * Makes the handler of a route. Nothing is done for a client that wants another format, nor for one that relies on an
 * Idempotency-Key, which is refused with the reason `unkeyed` (null where it is heeded); to read or to delete twice does
 * no harm.
 */
export const uncachedJson =
  <Params, Query, Body>(
    answer: (request: TypedRequest<Params, Query, Body>) => Promise<UncachedAnswer>,
    unkeyed: string | null = 'cannot be heeded here',
  ): TypedHandler<Params, Query, Body> =>
  async (request, reply) => {
    chooseJson(request.originalUrl, request.raw);
    if (unkeyed !== null && !REPEATABLE.has(request.method)) refuseHeader(request, 'Idempotency-Key', unkeyed);
    const { document, location } = await answer(request);
    if (location !== undefined) reply.code(201).header('location', location);
    return reply
      .header('cache-control', 'no-store')
      .type(json.mediaType)
      .send(await json.render({ document }, {}));
  };

/** Fails with `invalid` where a header is sent that the route cannot heed. */
export function refuseHeader({ headers }: FastifyRequest, name: string, why: string): void {
  if (headers[name.toLowerCase()] !== undefined) throw invalidParameter(name, why);
}

/** Fails with `invalid-request` where a body is sent to a route that takes none. */
export function refuseBody(request: FastifyRequest): void {
  if (request.body === undefined || request.body === null) return;
  throw new HttpProblem('invalid-request', 'this takes no body; send it without', [
    { pointer: '', message: 'must not be sent' },
  ]);
}

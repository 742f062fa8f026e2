/** What all routes that write have in common: who edits, and how a written record is answered. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { type Kind, PLURALS } from '../../core/records/kinds.ts';
import { RefTo } from '../../core/values/schema.ts';
import { Proposal } from '../../core/writing/proposal.ts';
import { json } from '../../formats/json.ts';
import type { Editor } from '../../services/records/editing.ts';
import { toBytes } from '../answering/answer-cache.ts';
import { recordTag } from '../answering/cached-response.ts';
import { formatChooser } from '../answering/negotiation.ts';
import { pauseOfWriters } from '../streaming/fair-turns.ts';
import type { TypedHandler } from '../typed-request.ts';
import { idempotencyOf } from './idempotency.ts';

const chooseJson = formatChooser([json]);

/** A record of quotes is larger than a question; a bundle has a limit of its own. */
export const MAX_RECORD_BYTES = 1024 * 1024;

/** Makes the handler of a route that writes. Nothing is written for a client that wants another format than JSON. */
export const writing =
  <Params, Query, Body>(handle: TypedHandler<Params, Query, Body>): TypedHandler<Params, Query, Body> =>
  (request, reply) => {
    // What is removed is answered without a body: no form of it can be asked for.
    chooseJson(request.originalUrl, request.method === 'DELETE' ? { headers: {} } : request.raw);
    return handle(request, reply);
  };

export const editorOf = (request: FastifyRequest, reason: string | null = null): Editor => ({
  caller: request.caller,
  at: new Date().toISOString(),
  reason,
  pause: pauseOfWriters,
  ...idempotencyOf(request),
});

/** The body without the member that is not a field of the record. */
export function splitReason({ reason, ...fields }: { readonly [field: string]: unknown; readonly reason?: string }) {
  return { fields, reason: reason ?? null };
}

type Written = { readonly id: string; readonly revision: number };

/** Sends a record as `sendWritten` does. */
export const sendRecord = (
  request: FastifyRequest,
  reply: FastifyReply,
  kind: Kind,
  record: Written,
  status: 200 | 201,
): Promise<FastifyReply> => sendWritten(request, reply, `/v1/${PLURALS[kind]}`, record, status);

/** Sends what was written below an address as GET would, or nothing of it to a client that prefers that (RFC 7240). */
export async function sendWritten(
  request: FastifyRequest,
  reply: FastifyReply,
  below: string,
  written: Written,
  status: 200 | 201,
): Promise<FastifyReply> {
  const bytes = toBytes(await json.render({ document: written }, {}));
  if (status === 201) reply.header('location', `${below}/${encodeURIComponent(written.id)}`);
  reply.header('etag', recordTag(written.revision, bytes.etag)).header('cache-control', 'no-store');
  const prefer = String(request.headers.prefer ?? '');
  if (request.method !== 'GET' && /(?:^|[,;\s])return\s*=\s*"?minimal"?/.test(prefer)) {
    reply.header('preference-applied', 'return=minimal');
    return reply.code(status === 201 ? 201 : 204).send();
  }
  return reply.code(status).type(json.mediaType).send(bytes.body);
}

/** The response to a change that is proposed, for the OpenAPI document. */
export const PROPOSED: { [status: string]: object } = {
  202: {
    description:
      'The record is public and the key may not publish: nothing was changed, and the change is kept as a proposal, with its address in Location.',
    content: { 'application/json': { schema: RefTo(Proposal) } },
  },
};

/** Sends a change that was not made, but proposed: 202 and the address of the proposal. */
export async function sendProposal(reply: FastifyReply, proposal: Proposal): Promise<FastifyReply> {
  return reply
    .code(202)
    .header('location', `/v1/proposals/${proposal.id}`)
    .header('cache-control', 'no-store')
    .type(json.mediaType)
    .send(await json.render({ document: proposal }, {}));
}

const header = (maxLength: number, description: string): TSchema =>
  Type.Optional(Type.String({ maxLength, description }));

/** Fastify lets every other header pass. */
export const IDEMPOTENCY_HEADER = Type.Object({
  'idempotency-key': header(
    255,
    'A key of your own for this request, 1 to 255 visible characters: sent again with the same body, it is carried out once.',
  ),
});
export const IF_MATCH_HEADER = Type.Object({
  'if-match': header(8_192, 'The ETag of the record as you read it, or *: 428 without it, 412 where it is stale.'),
});

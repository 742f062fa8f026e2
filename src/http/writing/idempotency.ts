/** Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the same request, sent again, is carried out once. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Idempotency } from '../../core/writing/plan.ts';
import { HttpProblem } from '../problems/problems.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** What the request says of itself; nothing where it has no key. Fails with `invalid-request` on a key that is none. */
export function idempotencyOf(request: FastifyRequest): { readonly idempotency?: Idempotency } {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return {};
  if (typeof header !== 'string' || !KEY.test(header))
    throw new HttpProblem('invalid-request', 'Idempotency-Key must be 1 to 255 visible characters of ASCII', [
      { parameter: 'Idempotency-Key', message: 'must be 1 to 255 visible characters of ASCII' },
    ]);
  const { method, originalUrl, body, caller } = request;
  const hash = createHash('sha256');
  if (Buffer.isBuffer(body)) hash.update(JSON.stringify([method, originalUrl])).update(body);
  else hash.update(JSON.stringify([method, originalUrl, body ?? null]));
  const fingerprint = hash.digest('base64url');
  return { idempotency: { caller: caller.key ?? caller.name, key: header, fingerprint } };
}

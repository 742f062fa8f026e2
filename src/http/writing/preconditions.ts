/** What a writer must say about what it saw: If-Match (RFC 9110 section 13.1.1), required by RFC 6585's 428. */
import type { FastifyRequest } from 'fastify';
import { Failure } from '../../core/values/errors.ts';
import { HttpProblem } from '../problems/problems.ts';

/** Single records have a validator that begins with their revision: the same in every format and coding. */
const TAG = /^"(\d{1,15})\.[\w-]+"$/;

/**
 * The revision at which the writer puts something in the place of what is there, at `current`, or null where nothing is.
 * Fails as `expectedRevision` does, and with `stale` where the writer saw something and nothing is there.
 */
export function seenRevision(request: FastifyRequest, current: number | null): number | null {
  if (current !== null) return expectedRevision(request, current);
  if (request.headers['if-match'] === undefined) return null;
  throw new Failure('stale', 'there is nothing by that name any more; nothing was written: send it without If-Match');
}

/**
 * The revision at which the writer wants to change the record, now at `current`. Fails with `precondition-required`
 * without If-Match, and with `stale` where none of its validators is that of the record as it is.
 */
export function expectedRevision(request: FastifyRequest, current: number): number {
  const header = request.headers['if-match'];
  if (header === undefined)
    throw new HttpProblem(
      'precondition-required',
      'send If-Match with the ETag of the record as you read it, so that nobody overwrites what they have not seen',
    );
  if (header.trim() === '*') return current;
  const tags = header.split(',').map((tag) => tag.trim());
  const unreadable = tags.find((tag) => !/^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(tag));
  if (unreadable !== undefined)
    throw new HttpProblem('invalid-request', `If-Match must be an ETag in its quotes, or *, not ${unreadable}`, [
      { parameter: 'If-Match', message: 'must be the ETag of the record, quotes included' },
    ]);
  const seen = tags.flatMap((tag) => TAG.exec(tag)?.[1] ?? []).map(Number);
  if (seen.includes(current)) return current;
  throw new Failure(
    'stale',
    `the record was changed since: it is at revision ${current}; nothing was written: read it again and decide anew`,
  );
}

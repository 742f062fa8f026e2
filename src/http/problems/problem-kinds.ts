/** The kinds of problems there are, and which of them a failure is. */
import type { FailureKind } from '../../core/values/errors.ts';

export type ProblemDefinition = { readonly status: number; readonly title: string; readonly remedy: string };

/** Every kind of problem there is. The remedy is what `GET /problems/{kind}` tells a person. */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request breaks a rule',
    remedy:
      'Each entry of "errors" names a parameter, or a place in the body (a JSON pointer, or line and column), and says what would be right.',
  },
  'answer-too-large': {
    status: 400,
    title: 'More was asked for than one answer holds',
    remedy: 'Ask for fewer experts or questions at a time; "detail" says how many are too many.',
  },
  unauthenticated: {
    status: 401,
    title: 'A key is needed, or the one sent opens nothing',
    remedy:
      'Send "Authorization: Bearer" and the token of a key that is neither revoked nor expired, or nothing at all where reading is public.',
  },
  forbidden: {
    status: 403,
    title: 'The key may not do that',
    remedy: 'Use a key with the scope that "detail" names.',
  },
  blind: {
    status: 403,
    title: 'What others code is not to be seen yet',
    remedy: 'Code all units of the round and submit them: POST /v1/documents/{id}/submit. Then ask again.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    remedy: 'Check the id; "detail" names the nearest one there is. All addresses are listed at /docs.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    remedy: 'Use one of the methods that the Allow header lists.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No such format',
    remedy: 'Use one of the media types that "detail" lists in Accept, or its suffix at the end of the path.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    remedy: 'Send the whole request at once.',
  },
  conflict: {
    status: 409,
    title: 'What was sent is in the way of what is stored',
    remedy: '"detail" says what it collides with, such as an id that is taken or records that cite this one.',
  },
  'precondition-failed': {
    status: 412,
    title: 'The record is not as you last saw it',
    remedy: 'Get it again, look at what has changed, and send your change with its new ETag in If-Match.',
  },
  'payload-too-large': { status: 413, title: 'The body is too large', remedy: 'Send less at a time.' },
  'uri-too-long': {
    status: 414,
    title: 'The address is too long',
    remedy: 'Name fewer experts or questions in one request, or choose them by topic or affiliation.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    remedy:
      'Send JSON, with Content-Type: application/json; bundles too, as YAML is for the command line. /v1/import takes ' +
      'tables besides, by the types that /docs names.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key belongs to another request',
    remedy: 'Use a new Idempotency-Key for every new request, and the same one only to send the same request again.',
  },
  'quote-not-in-text': {
    status: 422,
    title: 'The quote is not in the text',
    remedy:
      '"errors" names the nearest words of the text and the first character that differs. Nothing is repaired: send the words as the text has them, quotation marks left out.',
  },
  'quote-ambiguous': {
    status: 422,
    title: 'The quote stands in the text more than once',
    remedy: 'Send what stands right before it as prefix, or right behind it as suffix, or the span itself.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match is required',
    remedy: 'Send the ETag of the record as you last saw it in If-Match, so that no change of somebody else is lost.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request is not HTTP',
    remedy: 'Send a request that conforms to HTTP/1.1 (RFC 9112).',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait as many seconds as Retry-After says. Answers may be kept and checked with If-None-Match.',
  },
  'headers-too-large': { status: 431, title: 'The headers are too large', remedy: 'Send fewer or smaller headers.' },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    remedy: 'This is a defect, or the disk failed. The log of the server tells more under the id in "instance".',
  },
  'drafting-failed': {
    status: 502,
    title: 'The model gave no draft',
    remedy:
      '"detail" says why. Nothing was proposed; work by hand goes on. Ask again later, or tell whoever runs the service.',
  },
  'not-implemented': {
    status: 501,
    title: 'The request needs what this service does not do',
    remedy: 'Send the body as it is, with Content-Length or in chunks.',
  },
  'insufficient-storage': {
    status: 507,
    title: 'The disk is full',
    remedy:
      'Nothing was written; reading goes on. Writing goes on by itself once whoever runs the service has made room.',
  },
  'wrong-clock': {
    status: 503,
    title: 'The clock is wrong',
    remedy:
      'Nothing was written, as it could not be dated; reading goes on. Whoever runs the service sets the clock right, or says that it is: see "When the clock is wrong" in docs/run/operations.md.',
  },
  'read-only': {
    status: 503,
    title: 'The database can only be read',
    remedy:
      'Nothing was written; reading goes on. Whoever runs the service gives it the right to write the database and its folder, or moves it to a medium that can be written, and starts it again.',
  },
  'no-primary': {
    status: 503,
    title: 'Nothing can be written at present',
    remedy:
      'Reading goes on, and writing by itself once a host of the database can be written again. Send it again in a moment; with an Idempotency-Key it is written once.',
  },
  'unknown-outcome': {
    status: 503,
    title: 'It may have been written',
    remedy:
      'The database was lost while this was being written. Look before you send it again; with an Idempotency-Key it can be sent again at once, and is written once.',
  },
  'database-replaced': {
    status: 503,
    title: 'The database was removed or replaced',
    remedy:
      'Nothing was written. Whoever runs the service puts back the file that was there, or starts it again to serve what is there now: see "When the database vanishes" in docs/run/operations.md.',
  },
  'too-many-streams': {
    status: 503,
    title: 'Too much is being sent already',
    remedy: 'Wait as many seconds as Retry-After says, or ask for pages (limit=) instead.',
  },
  overloaded: {
    status: 503,
    title: 'Too much is asked for at once',
    remedy:
      'Wait as many seconds as Retry-After says. What shows less is made sooner: fewer experts or questions, a smaller picture, csv instead of a workbook.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot answer now',
    remedy: 'Try again later; GET /readyz tells when it can.',
  },
} as const satisfies { [kind: string]: ProblemDefinition };

export type ProblemKind = keyof typeof PROBLEMS;

/** What each of the domain's failures is over HTTP. */
export const KIND_OF_FAILURE: { readonly [K in FailureKind]: ProblemKind } = {
  invalid: 'invalid-request',
  'not-found': 'not-found',
  'too-large': 'answer-too-large',
  conflict: 'conflict',
  stale: 'precondition-failed',
  forbidden: 'forbidden',
  blind: 'blind',
  'quote-not-in-text': 'quote-not-in-text',
  'quote-ambiguous': 'quote-ambiguous',
  'drafting-failed': 'drafting-failed',
  'key-reused': 'idempotency-key-reused',
  'no-space': 'insufficient-storage',
  'wrong-clock': 'wrong-clock',
  'read-only': 'read-only',
  'no-primary': 'no-primary',
  'unknown-outcome': 'unknown-outcome',
  'replaced-database': 'database-replaced',
  'unusable-database': 'unavailable',
};

/** What each of Fastify's own statuses is. */
export const KIND_OF_STATUS = new Map<number, ProblemKind>([
  [400, 'invalid-request'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'conflict'],
  [412, 'precondition-failed'],
  [413, 'payload-too-large'],
  [414, 'uri-too-long'],
  [415, 'unsupported-media-type'],
  [428, 'precondition-required'],
  [429, 'too-many-requests'],
  [503, 'unavailable'],
  [507, 'insufficient-storage'],
]);

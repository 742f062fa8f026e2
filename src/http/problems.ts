/** Failures over HTTP: RFC 9457 problem details, one kind each with its status, title and remedy. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Failure, type FailureKind, type Violation } from '../core/errors.ts';
import { OneOf, Record } from '../core/schema.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

type ProblemDefinition = { readonly status: number; readonly title: string; readonly remedy: string };

/** Every kind of problem there is. The remedy is what `GET /problems/{kind}` tells a person. */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request breaks a rule',
    remedy: 'Each entry of "errors" names a parameter, or points at a place in the body, and says what would be right.',
  },
  'answer-too-large': {
    status: 400,
    title: 'More was asked for than one answer holds',
    remedy: 'Ask for fewer experts or questions at a time; "detail" says how many are too many.',
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
  'payload-too-large': { status: 413, title: 'The body is too large', remedy: 'Send less at a time.' },
  'uri-too-long': {
    status: 414,
    title: 'The address is too long',
    remedy: 'Name fewer experts or questions in one request, or choose them by topic or affiliation.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    remedy: 'Send JSON, with Content-Type: application/json.',
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
  unavailable: {
    status: 503,
    title: 'The service cannot answer now',
    remedy: 'Try again later; GET /readyz tells when it can.',
  },
} as const satisfies { [kind: string]: ProblemDefinition };

export type ProblemKind = keyof typeof PROBLEMS;

/** What each of the domain's failures is over HTTP. */
const KIND_OF_FAILURE: { readonly [K in FailureKind]: ProblemKind } = {
  invalid: 'invalid-request',
  'not-found': 'not-found',
  'too-large': 'answer-too-large',
  'unusable-database': 'unavailable',
};

/** What each of Fastify's own statuses is. */
const KIND_OF_STATUS = new Map<number, ProblemKind>([
  [400, 'invalid-request'],
  [404, 'not-found'],
  [413, 'payload-too-large'],
  [414, 'uri-too-long'],
  [415, 'unsupported-media-type'],
  [429, 'too-many-requests'],
  [503, 'unavailable'],
]);

export const Problem = Record(
  {
    type: Type.String({ format: 'uri-reference', description: 'The kind of problem; the address explains it.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'What went wrong this time, and what to do.' }),
    instance: Type.String({ description: 'The request this is about, as the log of the server names it.' }),
    errors: Type.Array(
      Record({
        pointer: Type.Optional(Type.String({ description: 'JSON pointer into the body.' })),
        parameter: Type.Optional(Type.String({ description: 'Name of the parameter.' })),
        message: Type.String(),
      }),
    ),
  },
  { $id: 'Problem', description: 'RFC 9457 problem details.' },
);

export const ProblemKindParam = OneOf(Object.keys(PROBLEMS) as ProblemKind[], 'Last part of the type of a problem.');

/** A failure of HTTP's own: the domain knows nothing of it. */
export class HttpProblem extends Error {
  readonly kind: ProblemKind;
  readonly violations: readonly Violation[];

  constructor(kind: ProblemKind, detail: string, violations: readonly Violation[] = []) {
    super(detail);
    this.name = 'HttpProblem';
    this.kind = kind;
    this.violations = violations;
  }
}

/** The body of a problem. */
export function problemBody(
  kind: ProblemKind,
  detail: string,
  instance: string,
  violations: readonly Violation[] = [],
): string {
  const { status, title } = PROBLEMS[kind];
  return JSON.stringify({ type: `/problems/${kind}`, title, status, detail, instance, errors: violations });
}

type Described = { readonly kind: ProblemKind; readonly detail: string; readonly violations: readonly Violation[] };

/** The problem that an error is. Of a failure of ours only the remedy is told: its cause may name files. */
function problemOf(error: unknown): Described {
  const problem = describe(error);
  const { status, remedy } = PROBLEMS[problem.kind];
  return status < 500 ? problem : { kind: problem.kind, detail: remedy, violations: [] };
}

function describe(error: unknown): Described {
  if (error instanceof HttpProblem) return { kind: error.kind, detail: error.message, violations: error.violations };
  if (error instanceof Failure)
    return { kind: KIND_OF_FAILURE[error.kind], detail: error.message, violations: error.violations };
  const { statusCode = 500, message } = error as FastifyError;
  return { kind: KIND_OF_STATUS.get(statusCode) ?? 'internal-error', detail: message, violations: [] };
}

/** Shows a problem as a page; null where it is to be problem details. */
export type ProblemView = (
  request: FastifyRequest,
  reply: FastifyReply,
  definition: ProblemDefinition,
  detail: string,
) => string | null;

/** Answers with the problem that an error is; what is our fault is logged, and not told. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  view: ProblemView = () => null,
): FastifyReply {
  const { kind, detail, violations } = problemOf(error);
  const { status } = PROBLEMS[kind];
  if (status >= 500) request.log.error(error);
  const page = view(request, reply, PROBLEMS[kind], detail);
  return reply
    .code(status)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .header('vary', 'Accept')
    .type(page === null ? PROBLEM_MEDIA_TYPE : 'text/html; charset=utf-8')
    .send(page ?? problemBody(kind, detail, `urn:standpoint:request:${request.id}`, violations));
}

/** Makes every failure of the app a problem: errors, unknown addresses, wrong methods. */
export function registerProblems(app: FastifyInstance, view: ProblemView): void {
  const patterns: { method: string; pattern: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = new RegExp(`^${url.replaceAll(/:[^/]+/g, '[^/]+').replaceAll('*', '.*')}$`);
    for (const name of [method].flat()) patterns.push({ method: name, pattern });
  });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, view));
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
    if (allowed.length === 0 || allowed.includes(request.method)) {
      const problem = new HttpProblem('not-found', `there is nothing at ${path}; all addresses are listed at /docs`);
      return sendProblem(problem, request, reply, view);
    }
    const methods = allowed.join(', ');
    reply.header('allow', methods);
    const problem = new HttpProblem(
      'method-not-allowed',
      `${request.method} is not possible at ${path}; possible are ${methods}`,
    );
    return sendProblem(problem, request, reply, view);
  });
}

/** Failures over HTTP: RFC 9457 problem details, one kind each with its status, title and remedy. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { once } from '../../core/values/once.ts';
import { OneOf, Record } from '../../core/values/schema.ts';
import { Moved } from '../../core/writing/redirects.ts';
import {
  KIND_OF_FAILURE,
  KIND_OF_STATUS,
  PROBLEMS,
  type ProblemDefinition,
  type ProblemKind,
} from './problem-kinds.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export const Problem = Record(
  {
    type: OneOf(
      (Object.keys(PROBLEMS) as ProblemKind[]).map((kind) => `/problems/${kind}` as const),
      'The kind of problem; the address explains it.',
    ),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'What went wrong this time, and what to do.' }),
    instance: Type.String({ description: 'The request this is about, as the log of the server names it.' }),
    errors: Type.Array(
      Record({
        pointer: Type.Optional(Type.String({ description: 'JSON pointer into the body.' })),
        parameter: Type.Optional(Type.String({ description: 'Name of the parameter.' })),
        line: Type.Optional(Type.Integer({ minimum: 1, description: 'Line of the table in the body.' })),
        column: Type.Optional(Type.Integer({ minimum: 1, description: 'Number of the column, from 1.' })),
        columnName: Type.Optional(Type.String({ description: 'Name of the column.' })),
        message: Type.String(),
      }),
    ),
  },
  { $id: 'Problem', description: 'RFC 9457 problem details.' },
);

// The names of the keys, which the type of Object.keys does not tell.
export const ProblemKindParam = OneOf(Object.keys(PROBLEMS) as ProblemKind[], 'Last part of the type of a problem.');

type Headers = { readonly [name: string]: string };

/** A failure of HTTP's own: the domain knows nothing of it. */
export class HttpProblem extends Error {
  readonly kind: ProblemKind;
  readonly violations: readonly Violation[];
  readonly headers: Headers;

  constructor(kind: ProblemKind, detail: string, violations: readonly Violation[] = [], headers: Headers = {}) {
    super(detail);
    this.name = 'HttpProblem';
    this.kind = kind;
    this.violations = violations;
    this.headers = headers;
  }
}

/** The header that goes with 401 and 403 (RFC 6750 section 3). */
export const challenge = (parameters: { readonly error?: string; readonly scope?: string } = {}): Headers => ({
  'www-authenticate': [
    'Bearer realm="standpoint"',
    ...Object.entries(parameters).map(([name, value]) => `${name}="${value}"`),
  ].join(', '),
});

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

/** A parameter, or a field of a form, that is not as it must be. */
export const wrongParameter = (parameter: string, message: string): HttpProblem =>
  new HttpProblem('invalid-request', `${parameter} ${message}`, [{ parameter, message }]);

type Described = {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly violations: readonly Violation[];
  readonly headers: Headers;
};

/** Failures of ours whose words name no file, and tell more than the remedy: which of two clocks is behind, what a model answered. */
const TOLD: readonly ProblemKind[] = ['wrong-clock', 'no-primary', 'unknown-outcome', 'drafting-failed'];
/** What goes by itself, so that whoever sends it again soon may do better. */
const PASSING: readonly ProblemKind[] = ['no-primary', 'unknown-outcome'];

/** The problem that an error is. Of other failures of ours only the remedy is told: their words may name files. */
function problemOf(error: unknown, request: FastifyRequest): Described {
  const problem = describe(error, request);
  const { status, remedy } = PROBLEMS[problem.kind];
  return status < 500 || TOLD.includes(problem.kind) ? problem : { ...problem, detail: remedy, violations: [] };
}

/** What a reader is told of a failure that is in nobody's request. */
export function toldOf({ kind, message }: Failure): string {
  const problem = KIND_OF_FAILURE[kind];
  return TOLD.includes(problem) ? message : PROBLEMS[problem].remedy;
}

/** Why a body was not read, by the code that Fastify has for it; null for another code. */
function ofBody(
  code: unknown,
  { 'content-type': type }: FastifyRequest['headers'],
  limit: number | undefined,
): Pick<Described, 'kind' | 'detail'> | null {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return {
        kind: 'payload-too-large',
        detail: `the body may have at most ${limit} bytes here; send less at a time`,
      };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': {
      const kind = 'unsupported-media-type';
      const fault = type === undefined ? 'the body has no Content-Type' : `"${type}" is not read here`;
      return { kind, detail: `${fault}. ${PROBLEMS[kind].remedy}` };
    }
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return {
        kind: 'invalid-request',
        detail: 'the body is not valid JSON; look for a comma, a quote or a bracket that is missing or one too many',
      };
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return { kind: 'invalid-request', detail: 'the body is empty; send a JSON object, or no Content-Type' };
    default:
      return null;
  }
}

function describe(error: unknown, { caller, headers: sent, routeOptions }: FastifyRequest): Described {
  if (error instanceof HttpProblem) {
    const { kind, message: detail, violations, headers } = error;
    return { kind, detail, violations, headers };
  }
  if (error instanceof Failure) {
    const { kind, message: detail, violations } = error;
    // Who came without a key may come again with one; who came with one may not do it.
    if (kind === 'forbidden' && caller.key === null)
      return { kind: 'unauthenticated', detail, violations, headers: challenge() };
    const problem = KIND_OF_FAILURE[kind];
    const again: Headers = PASSING.includes(problem) ? { 'retry-after': '1' } : {};
    const headers = kind === 'forbidden' ? challenge({ error: 'insufficient_scope' }) : again;
    return { kind: problem, detail, violations, headers };
  }
  const unread = error instanceof Error && 'code' in error ? ofBody(error.code, sent, routeOptions.bodyLimit) : null;
  if (unread !== null) return { ...unread, violations: [], headers: {} };
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: KIND_OF_STATUS.get(status) ?? 'internal-error', detail, violations: [], headers: {} };
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
  if (error instanceof Moved) return sendElsewhere(error, request, reply);
  const { kind, detail, violations, headers } = problemOf(error, request);
  const { status } = PROBLEMS[kind];
  // That there is too much to do is nobody's fault, and where it is so, it is so often: a line, and no stack.
  if (kind === 'overloaded' && error instanceof Error) request.log.warn(error.message);
  else if (status >= 500) request.log.error(error);
  const page = view(request, reply, PROBLEMS[kind], detail);
  return reply
    .code(status)
    .headers(headers)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .header('vary', 'Accept')
    .type(page === null ? PROBLEM_MEDIA_TYPE : 'text/html; charset=utf-8')
    .send(page ?? problemBody(kind, detail, `urn:standpoint:request:${request.id}`, violations));
}

/** An id that was given up leads to the new one, whatever is done at it (RFC 9110 section 15.4.9). */
function sendElsewhere(
  { kind, from, to }: Moved,
  { originalUrl, routeOptions }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const [path = '', query] = originalUrl.split('?', 2);
  const parameters = (routeOptions.url ?? '').split('/');
  const segments = path.split('/').map((segment, place) => {
    const [id = '', ...suffix] = segment.split('.');
    // A record of another kind may have the same id, and so may the word of an address.
    const isOfRecord = [':id', `:${kind}`].includes(parameters[place] ?? '');
    return isOfRecord && decoded(id) === from ? [encodeURIComponent(to), ...suffix].join('.') : segment;
  });
  const location = `${segments.join('/')}${query === undefined ? '' : `?${query}`}`;
  return reply.header('cache-control', 'no-store').redirect(location, 308);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Makes every error a problem, also of the routes that plugins add from now on. */
export function registerFailures(app: FastifyInstance, view: ProblemView): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, view));
}

/** Answers unknown addresses and wrong methods with a problem. */
export function registerNotFound(app: FastifyInstance, view: ProblemView): void {
  const routes: { methods: string[]; url: string }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    // HEAD is answered wherever GET is.
    routes.push({ methods: [method].flat().flatMap((each) => (each === 'GET' ? [each, 'HEAD'] : [each])), url });
  });
  const patterns = once(() =>
    routes.flatMap(({ methods, url }) => {
      const pattern = new RegExp(`^${url.replaceAll(/:[^/]+/g, '[^/]+').replaceAll('*', '.*')}$`);
      return methods.map((method) => ({ method, pattern }));
    }),
  );
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [
      ...new Set(
        patterns()
          .filter(({ pattern }) => pattern.test(path))
          .map(({ method }) => method),
      ),
    ];
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

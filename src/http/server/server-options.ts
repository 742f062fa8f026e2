/** The server: how long it waits for whom, whom it trusts, and what becomes of requests that Fastify itself refuses. */
import type { IncomingMessage } from 'node:http';
import { type FastifyServerOptions, LogController } from 'fastify';
import { referredSchemas } from '../../core/values/schema.ts';
import { withoutSuffix } from '../answering/negotiation.ts';
import { asSent, lookUpAsGet } from '../plugins/head-requests.ts';
import { type TrustProxy, trusted } from '../plugins/rate-limit.ts';
import { traceOf } from '../plugins/request-log.ts';
import { HttpProblem, sendProblem } from '../problems/problems.ts';
import { answerClientError } from './client-error.ts';
import { createServer } from './node-http.ts';
import { MAX_BODY_BYTES, MAX_URL_CHARACTERS, tooLong } from './request-limits.ts';
import { setSafetyHeaders } from './safety-headers.ts';

/** The schemas that routes refer to, the same in every context of the server: the components of the document, by name. */
const components = {
  add: () => {
    throw new TypeError('a schema is a component once RefTo refers to it');
  },
  getSchema: (id: string) => referredSchemas.get(id),
  getSchemas: () => Object.fromEntries([...referredSchemas].sort(([a], [b]) => (a < b ? -1 : 1))),
};

const MAX_HEADER_CHECK_MS = 1_000;
/** Longer than reverse proxies keep a connection that nobody uses. */
const KEEP_ALIVE_MS = 72_000;

type Options = {
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  readonly trustProxy: TrustProxy;
  readonly requestTimeoutMs: number;
};

/** How a request leads to a route. */
export const ROUTING = {
  rewriteUrl: (request: IncomingMessage) => {
    lookUpAsGet(request);
    return withoutSuffix(request.url ?? '/');
  },
  routerOptions: { maxParamLength: MAX_URL_CHARACTERS, ignoreTrailingSlash: true },
} satisfies FastifyServerOptions;

export const serverOptions = ({ logger, trustProxy, requestTimeoutMs }: Options) =>
  ({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (parent, bindings, options, { headers }) =>
      parent.child({ ...bindings, ...traceOf(headers) }, options),
    trustProxy: trusted(trustProxy),
    schemaController: { bucket: () => components },
    bodyLimit: MAX_BODY_BYTES,
    // A request that was accepted is answered, also while the service is closing.
    return503OnClosing: false,
    // registerHeadRequests has them answered by the routes of GET.
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    serverFactory: (handler) =>
      createServer(
        {
          requestTimeout: requestTimeoutMs,
          headersTimeout: requestTimeoutMs,
          connectionsCheckingInterval: Math.min(requestTimeoutMs, MAX_HEADER_CHECK_MS),
          keepAliveTimeout: KEEP_ALIVE_MS,
          // Node would answer with an empty 400; registerRequestLimits answers with a problem.
          requireHostHeader: false,
        },
        handler,
      ),
    ...ROUTING,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      asSent(request.raw);
      setSafetyHeaders(reply);
      const problem = error.statusCode === 414 ? tooLong(request.originalUrl) : undefined;
      sendProblem(problem ?? new HttpProblem('invalid-request', error.message), request, reply);
    },
  }) satisfies FastifyServerOptions;

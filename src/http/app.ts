/** The HTTP service: its limits, its manners, its routes. Knows the store only through the port. */
import { createServer, type IncomingMessage } from 'node:http';
import cors from '@fastify/cors';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyServerOptions, LogController } from 'fastify';
import helmet from 'helmet';
import type { Store } from '../core/ports/store.ts';
import type { TargetRule } from '../core/webhooks/webhook.ts';
import { readAssets } from '../pages/assets.ts';
import { AnswerCache } from './answering/answer-cache.ts';
import { createAnswering } from './answering/answers.ts';
import { createServing } from './answering/cached-response.ts';
import { createHtmlPages, createProblemView } from './answering/html-pages.ts';
import { withoutSuffix } from './answering/negotiation.ts';
import type { App } from './fastify-app.ts';
import { registerAuthentication } from './plugins/authentication.ts';
import { registerMetrics } from './plugins/metrics.ts';
import { registerOpenApi } from './plugins/openapi.ts';
import { registerLimit, trusted } from './plugins/rate-limit.ts';
import { registerLog } from './plugins/request-log.ts';
import { registerStoreWatch } from './plugins/store-watch.ts';
import { HttpProblem, registerProblems, sendProblem } from './problems/problems.ts';
import { registerValidation } from './problems/validation.ts';
import { keyRoutes } from './routes/access/keys.ts';
import { changeRoutes } from './routes/change-log/changes.ts';
import { correctionRoutes } from './routes/change-log/corrections.ts';
import { historyRoutes } from './routes/change-log/history.ts';
import { agreementRoutes } from './routes/comparison/agreement.ts';
import { compareRoutes } from './routes/comparison/compare.ts';
import { consensusRoutes } from './routes/comparison/consensus.ts';
import { moveRoutes } from './routes/comparison/moves.ts';
import { networkRoutes } from './routes/comparison/network.ts';
import { importRoutes } from './routes/import/import.ts';
import { gridRoutes } from './routes/matrix/grid.ts';
import { matrixRoutes } from './routes/matrix/matrix.ts';
import { assetRoutes } from './routes/pages/assets.ts';
import { embedRoutes } from './routes/pages/embeds.ts';
import { homeRoutes } from './routes/pages/home.ts';
import { pageRoutes } from './routes/pages/pages.ts';
import { publicationRoutes } from './routes/records/editing.ts';
import { expertRoutes } from './routes/records/experts.ts';
import { positionRoutes } from './routes/records/positions.ts';
import { questionRoutes } from './routes/records/questions.ts';
import { scaleRoutes } from './routes/records/scales.ts';
import { searchRoutes } from './routes/records/search.ts';
import { sourceRoutes } from './routes/records/sources.ts';
import { statementRoutes } from './routes/records/statements.ts';
import { serviceRoutes } from './routes/service/service.ts';
import { webhookDeliveryRoutes } from './routes/webhooks/webhook-deliveries.ts';
import { webhookRoutes } from './routes/webhooks/webhooks.ts';
import { answerClientError } from './server/client-error.ts';
import { FastPath } from './server/fast-path.ts';
import { endUnusedConnections } from './server/unused-connections.ts';
import { TABLE_LIMITS, type TableLimits, TableStreams } from './streaming/large-tables.ts';

export type AppOptions = {
  readonly store: Store;
  readonly version: string;
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  readonly trustProxy: number | string[] | false;
  /** True where reading needs no key. */
  readonly publicRead: boolean;
  /** Requests per minute and client; 0 for no limit. */
  readonly rateLimit: number;
  readonly cacheBytes: number;
  /** Scheme and host under which readers reach the site; null to take it from each request. */
  readonly publicUrl: string | null;
  readonly requestTimeoutMs: number;
  /** Where webhooks may send messages. */
  readonly webhookTargets: TargetRule;
  /** What is sent as it is made, and how much of that; TABLE_LIMITS unless given. */
  readonly tableLimits?: TableLimits;
};

const MAX_URL_CHARACTERS = 8_192;
const MAX_BODY_BYTES = 64 * 1024;
const MAX_HEADER_CHECK_MS = 1_000;
/** Longer than reverse proxies keep a connection that nobody uses. */
const KEEP_ALIVE_MS = 72_000;

export async function createApp(options: AppOptions): Promise<App> {
  const { store, requestTimeoutMs } = options;
  const cache = new AnswerCache(options.cacheBytes);
  const hot = new FastPath(store, cache);
  const app: App = Fastify({
    logger: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trusted(options.trustProxy),
    bodyLimit: MAX_BODY_BYTES,
    // A request that was accepted is answered, also while the service is closing.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    serverFactory: (handler) =>
      createServer(
        {
          requestTimeout: requestTimeoutMs,
          headersTimeout: requestTimeoutMs,
          connectionsCheckingInterval: Math.min(requestTimeoutMs, MAX_HEADER_CHECK_MS),
          keepAliveTimeout: KEEP_ALIVE_MS,
          // Node would answer with an empty 400; registerManners answers with a problem.
          requireHostHeader: false,
        },
        hot.before(handler),
      ),
    rewriteUrl: ({ url = '/' }: IncomingMessage) => withoutSuffix(url),
    routerOptions: { maxParamLength: MAX_URL_CHARACTERS, ignoreTrailingSlash: true },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      const problem = error.statusCode === 414 ? tooLong(request.originalUrl) : undefined;
      sendProblem(problem ?? new HttpProblem('invalid-request', error.message), request, reply);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  const { publicUrl } = options;
  const assets = readAssets();
  const tables = new TableStreams(store, options.version, options.tableLimits ?? TABLE_LIMITS);
  app.addHook('preClose', async () => tables.close());
  const serving = createServing(store, cache, hot, tables);
  const context = {
    store,
    readingFor: async (query: unknown) => {
      const { knownAt } = query as { knownAt?: string };
      return knownAt === undefined ? store : store.asKnownAt(knownAt);
    },
    answering: createAnswering(serving),
    paging: createHtmlPages(serving, assets.paths, publicUrl),
    publicUrl,
    webhookTargets: options.webhookTargets,
    held: options.tableLimits?.held ?? TABLE_LIMITS.held,
  };

  registerValidation(app);
  endUnusedConnections(app);
  app.removeContentTypeParser('text/plain');
  // RFC 7396: a merge patch is JSON.
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  await registerManners(app);
  const admit = await registerLimit(app, options);
  registerAuthentication(app, options);
  registerProblems(app, createProblemView(assets.paths, publicUrl));
  registerStoreWatch(app, store);
  const metrics = registerMetrics(app, store, cache, tables);
  const log = registerLog(app);
  hot.open({
    admit,
    answered: (answer) => {
      log(answer);
      metrics.observe(answer);
    },
  });
  app.addHook('preClose', async () => hot.close());
  await registerOpenApi(app, options.version, options.publicRead);
  for (const routes of [
    homeRoutes,
    matrixRoutes,
    compareRoutes,
    agreementRoutes,
    consensusRoutes,
    networkRoutes,
    questionRoutes,
    expertRoutes,
    positionRoutes,
    publicationRoutes,
    importRoutes,
    statementRoutes,
    sourceRoutes,
    scaleRoutes,
    searchRoutes,
    changeRoutes,
    correctionRoutes,
    historyRoutes,
    moveRoutes,
    keyRoutes,
    webhookRoutes,
    webhookDeliveryRoutes,
    pageRoutes,
    gridRoutes,
    embedRoutes,
  ])
    routes(app, context);
  assetRoutes(app, assets.files);
  serviceRoutes(app, context, metrics);
  return app;
}

/** Limits and headers that hold for every answer. */
async function registerManners(app: App): Promise<void> {
  app.addHook('onRequest', async ({ originalUrl, headers, raw }) => {
    if (originalUrl.length > MAX_URL_CHARACTERS) throw tooLong(originalUrl);
    if (headers.host === undefined && raw.httpVersion === '1.1')
      throw new HttpProblem('malformed-request', 'the Host header is missing');
  });
  // RFC 9110 section 10.1.1: what a client expects beside 100-continue may be passed over.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  const secure = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // TLS ends at the reverse proxy, which is the one to promise it.
    strictTransportSecurity: false,
  });
  // Not by @fastify/helmet, which makes all of it anew for each request.
  app.addHook('onRequest', (request, reply, done) => secure(request.raw, reply.raw, () => done()));
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    // A key is what a script was given, not what a browser sends by itself: any site may send one, and has it or not.
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'Prefer',
    ],
    // OPTIONS that is no preflight is answered too, and not with a failure in plain text.
    strictPreflight: false,
    exposedHeaders: ['ETag', 'Link', 'Last-Modified', 'Location', 'Retry-After', 'WWW-Authenticate'],
  });
}

const tooLong = (url: string): HttpProblem =>
  new HttpProblem(
    'uri-too-long',
    `the address has ${url.length} characters, and at most ${MAX_URL_CHARACTERS} are read`,
  );

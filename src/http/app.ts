/** The HTTP service: its server, its plugins, its routes. Knows the store only through the port. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyServerOptions } from 'fastify';
import type { CheckpointSigner } from '../core/change-log/tree/checkpoint.ts';
import type { Drafter } from '../core/ports/drafter.ts';
import type { Store } from '../core/ports/store.ts';
import { once } from '../core/values/once.ts';
import type { TargetRule } from '../core/webhooks/webhook.ts';
import { readAssets } from '../pages/assets.ts';
import { type OwnSite, PLAIN_SITE } from '../pages/own/own-site.ts';
import { AnswerCache } from './answering/answer-cache.ts';
import { createServing } from './answering/cached-response.ts';
import { createProblemView } from './answering/html-pages.ts';
import { createRouteContext } from './context.ts';
import type { App } from './fastify-app.ts';
import { registerAuthentication } from './plugins/authentication.ts';
import { registerContentTypes } from './plugins/content-types.ts';
import { registerDesk } from './plugins/desk.ts';
import { registerHeadRequests } from './plugins/head-requests.ts';
import { registerHeaders } from './plugins/headers.ts';
import { registerInputLimits } from './plugins/input-limits.ts';
import { registerMetrics } from './plugins/metrics.ts';
import { registerOpenApi } from './plugins/openapi.ts';
import { registerLimit, type TrustProxy } from './plugins/rate-limit.ts';
import { RequestCounter } from './plugins/request-counter.ts';
import { registerLog } from './plugins/request-log.ts';
import { registerSeenRevision } from './plugins/seen-revision.ts';
import { registerStoreWatch } from './plugins/store-watch.ts';
import { registerFailures, registerNotFound } from './problems/problems.ts';
import { registerValidation } from './problems/validation.ts';
import { deskRoutes } from './routes/desk/routes.ts';
import { assetRoutes } from './routes/pages/assets.ts';
import { ROUTES } from './routes/routes.ts';
import { assistantRoutes } from './routes/service/assistants.ts';
import { catalogRoutes } from './routes/service/catalog.ts';
import { serviceRoutes } from './routes/service/service.ts';
import { wellKnownRoutes } from './routes/service/well-known.ts';
import { registerRequestLimits } from './server/request-limits.ts';
import { serverOptions } from './server/server-options.ts';
import { endSlowReaders, READER_LIMITS, type ReaderLimits } from './server/slow-readers.ts';
import { endUnusedConnections } from './server/unused-connections.ts';
import { TableStreams } from './streaming/large-tables.ts';
import { TABLE_LIMITS, type TableLimits } from './streaming/table-limits.ts';
import type { CaptureWork } from './workers/capture-work.ts';
import { HeavyWork, type Workers } from './workers/heavy-work.ts';

export type AppOptions = {
  readonly store: Store;
  readonly version: string;
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  readonly trustProxy: TrustProxy;
  /** True where reading needs no key. */
  readonly publicRead: boolean;
  /** True where nobody publishes what they wrote themselves. */
  readonly twoPeople?: boolean;
  /** Requests per minute and client; 0 for no limit. */
  readonly rateLimit: number;
  readonly cacheBytes: number;
  /** Seconds for which a shared cache may send an answer without asking; 0, also where it is not given, for never. */
  readonly cacheSeconds?: number;
  /** True where an answer that was given before may be sent without Fastify; no answer depends on it. */
  readonly fastPath: boolean;
  /** Scheme and host under which readers reach the site; null to take it from each request. */
  readonly publicUrl: string | null;
  readonly requestTimeoutMs: number;
  /** Where webhooks may send messages. */
  readonly webhookTargets: TargetRule;
  /** Where readers report errors; without it no address is named. */
  readonly contact?: string | null;
  /** What the record may be used under, as it is written in exports; without it none is named. */
  readonly license?: string | null;
  /** What is the newsroom's own on its pages; nothing unless given. */
  readonly own?: OwnSite;
  /** Signs the heads of the log; without it they are not. */
  readonly logSigner?: CheckpointSigner | null;
  /** What is sent as it is made, and how much of that; TABLE_LIMITS unless given. */
  readonly tableLimits?: TableLimits;
  /** How slowly answers may be taken; READER_LIMITS unless given. */
  readonly readerLimits?: ReaderLimits;
  /** The folder that backups are left in; without it nothing is told of them. */
  readonly backups?: string | null;
  /** Reads articles, and finds statements in them. */
  readonly capture: CaptureWork;
  /** Proposes statements in articles; without it no model does. */
  readonly drafter?: Drafter | null;
  /** Makes what takes long, on threads of its own; without it everything is made by the thread that serves. */
  readonly work?: Workers | null;
};

export async function createApp(options: AppOptions): Promise<App> {
  const { store, version, backups = null } = options;
  const cache = new AnswerCache(options.cacheBytes);
  const counter = new RequestCounter(options.rateLimit);
  const app: App = Fastify(serverOptions(options)).withTypeProvider<TypeBoxTypeProvider>();

  const { publicUrl, contact = null, license = null, own = PLAIN_SITE, webhookTargets } = options;
  const site = { publicUrl, contact, license, own };
  const assets = once(() => readAssets(own));
  const paths = () => assets().paths;
  const tableLimits = options.tableLimits ?? TABLE_LIMITS;
  const tables = new TableStreams(options.version, tableLimits);
  const heavy = new HeavyWork(store, options.work ?? null);
  app.addHook('preClose', async () => tables.close());
  const serving = createServing(app, { store, cache, tables, heavy, sharedSeconds: options.cacheSeconds ?? 0 });
  const { held } = tableLimits;
  const context = createRouteContext(store, serving, {
    ...site,
    webhookTargets,
    held,
    assets: paths,
    logSigner: options.logSigner ?? null,
    capture: options.capture,
    drafter: options.drafter ?? null,
  });

  registerHeadRequests(app);
  registerValidation(app);
  endUnusedConnections(app);
  endSlowReaders(app, options.readerLimits ?? READER_LIMITS);
  registerContentTypes(app);
  registerRequestLimits(app);
  registerInputLimits(app);
  const problemView = createProblemView(paths, site);
  // Ahead of the routes of plugins: theirs would answer a failure as Fastify does.
  registerFailures(app, problemView);
  await registerHeaders(app);
  await registerLimit(app, counter);
  registerDesk(app, publicUrl);
  registerAuthentication(app, options);
  registerNotFound(app, problemView);
  registerStoreWatch(app, store);
  registerSeenRevision(app, store);
  const metrics = registerMetrics(app, { version, backups, store, cache, tables, heavy });
  registerLog(app);
  if (options.fastPath)
    (await import('./server/fast-path/fast-path.ts')).registerFastPath(app, { ...options, cache, counter, metrics });
  await registerOpenApi(app, options.version, options.publicRead);
  for (const routes of ROUTES) routes(app, context);
  assetRoutes(app, () => assets().files);
  serviceRoutes(app, context, metrics);
  assistantRoutes(app, context, options.version);
  catalogRoutes(app, context, options.version);
  wellKnownRoutes(app, context, options.publicRead);
  await deskRoutes(app, context);
  return app;
}

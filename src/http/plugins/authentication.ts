/** Who asks, by the Authorization header (RFC 6750), and whether they may: every route says for whom it is. */
import type { FastifyRequest, RouteOptions } from 'fastify';
import { keyIdOf } from '../../core/access/api-key.ts';
import { ANONYMOUS, type Caller, may, PUBLIC_READER, type Scope, seesDrafts } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import { callerOfSession } from '../../services/access/desk-sessions.ts';
import { identify } from '../../services/access/keys.ts';
import type { App } from '../fastify-app.ts';
import { challenge, HttpProblem } from '../problems/problems.ts';
import { sessionTokenOf, signInPath } from './desk.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For whom the route is; null for everybody, also where reading is closed. The service does not start without it. */
    scope?: Scope | null;
    /** True where those who write are answered otherwise than others: they see drafts. */
    drafts?: boolean;
    /** True where status=draft asks for a preview, which is for those who write. */
    previews?: boolean;
  }

  interface FastifyRequest {
    readonly caller: Caller;
    /** False where the answer is only for those who come with a key. */
    readonly isForAll: boolean;
    /** True where another key, or none, may get another answer. */
    readonly dependsOnKey: boolean;
    /** True where it asks for a preview: drafts count in it as if they were published. */
    readonly isPreview: boolean;
  }
}

type Options = {
  readonly store: Store;
  readonly publicRead: boolean;
  readonly twoPeople?: boolean;
  readonly publicUrl: string | null;
};

/** The scope that a route asks of its callers; null where it is open to everybody. */
export const demanded = (scope: Scope | null, publicRead: boolean): Scope | null =>
  scope === 'read' && publicRead ? null : scope;

/** After the limit on requests: wrong keys count against the address they come from, and callers with a key by their key. */
export function registerAuthentication(app: App, { store, publicRead, twoPeople = false, publicUrl }: Options): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const withoutKey = publicRead ? PUBLIC_READER : ANONYMOUS;
  const demandedOf = ({ routeOptions, isPreview }: FastifyRequest) =>
    isPreview ? 'write' : demanded(routeOptions.config.scope ?? null, publicRead);
  app.decorateRequest('isPreview', {
    getter(this: FastifyRequest) {
      return asksForPreview(this);
    },
  });
  app.decorateRequest('caller', {
    getter(this: FastifyRequest) {
      return callers.get(this) ?? withoutKey;
    },
  });
  app.decorateRequest('isForAll', {
    getter(this: FastifyRequest) {
      return this.caller.key === null && demandedOf(this) === null;
    },
  });
  app.decorateRequest('dependsOnKey', {
    getter(this: FastifyRequest) {
      return demandedOf(this) !== null || this.routeOptions.config.drafts === true;
    },
  });
  demandScopes(app);

  const limit = app.rateLimit();
  app.addHook('onRequest', async (request, reply) => {
    const { desk = false } = request.routeOptions.config;
    const known = desk ? await callerAtDesk(request, store, publicUrl) : await callerOf(request, store, withoutKey);
    const caller = twoPeople && !(known instanceof HttpProblem) ? { ...known, twoPeople } : known;
    if (!(caller instanceof HttpProblem)) callers.set(request, asSeen(caller, request));
    const refusal = caller instanceof HttpProblem ? caller : refusalOf(caller, demandedOf(request));
    if (refusal === null) return;
    await limit.call(app, request, reply);
    const isSignedOut = desk && refusal.kind === 'unauthenticated';
    if (isSignedOut && request.method === 'GET') return reply.redirect(signInPath(request.originalUrl), 303);
    throw isSignedOut ? SESSION_ENDED : refusal;
  });
}

/** The caller; where the public's answers are everybody's, as one who sees what the public sees. */
const asSeen = (caller: Caller, { routeOptions: { config }, isPreview }: FastifyRequest): Caller =>
  config.scope === 'read' && config.drafts !== true && !isPreview && seesDrafts(caller)
    ? { ...caller, scopes: ['read'] }
    : caller;

const asksForPreview = ({ routeOptions: { config }, query }: FastifyRequest): boolean =>
  config.previews === true &&
  typeof query === 'object' &&
  query !== null &&
  'status' in query &&
  query.status === 'draft';

/** Keeps the service from starting where a route does not say for whom it is. */
function demandScopes(app: App): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    const silent = routes
      .filter(({ config }) => config?.scope === undefined)
      .map(({ method, url }) => `${method} ${url}`);
    if (silent.length > 0) throw new Error(`config.scope must say for whom these routes are: ${silent.join(', ')}`);
  });
}

/** Who comes with the request, or why what they came with opens nothing. No refusal repeats what was sent. */
async function callerOf(
  { headers, raw }: FastifyRequest,
  store: Store,
  withoutKey: Caller,
): Promise<Caller | HttpProblem> {
  const { authorization } = headers;
  if (authorization === undefined) return withoutKey;
  const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  // Of several, Node tells the first only.
  if (raw.rawHeaders.filter((name, index) => index % 2 === 0 && /^authorization$/i.test(name)).length > 1)
    return invalidToken('the Authorization header must be sent once');
  if (token === undefined) return invalidToken('the Authorization header must be "Bearer", a space, and a key');
  if (keyIdOf(token) === null)
    return invalidToken('what was sent is no key: one is "stp_", 8 characters, "_", and 43 characters');
  const identified = await identify(store, token, new Date());
  return 'caller' in identified ? identified.caller : invalidToken(`the key ${identified.refusal}`);
}

const SESSION_ENDED = new HttpProblem('unauthenticated', 'your session at the desk has ended; nothing was written');

/** Who is signed in at the desk; a key in a header counts for nothing there. */
async function callerAtDesk(request: FastifyRequest, store: Store, publicUrl: string | null): Promise<Caller> {
  const token = sessionTokenOf(request, publicUrl);
  return (token === null ? null : await callerOfSession(store, token, new Date())) ?? ANONYMOUS;
}

const invalidToken = (detail: string): HttpProblem =>
  new HttpProblem('unauthenticated', detail, [], challenge({ error: 'invalid_token' }));

function refusalOf(caller: Caller, scope: Scope | null): HttpProblem | null {
  if (scope === null || may(caller, scope)) return null;
  if (caller.key === null)
    return new HttpProblem('unauthenticated', `this needs a key with the scope "${scope}"`, [], challenge());
  const detail = `this needs a key with the scope "${scope}", and the key ${caller.key} has ${caller.scopes.join(', ')}`;
  return new HttpProblem('forbidden', detail, [], challenge({ error: 'insufficient_scope', scope }));
}

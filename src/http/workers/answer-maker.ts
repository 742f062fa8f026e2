/** The routes in a worker thread: the same handlers, without a server, limits, keys or a cache around them. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { ANONYMOUS } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import { once } from '../../core/values/once.ts';
import { readAssets } from '../../pages/assets.ts';
import { type Serving, toCoded } from '../answering/cached-response.ts';
import { createRouteContext, type RouteContext } from '../context.ts';
import type { App } from '../fastify-app.ts';
import { registerValidation } from '../problems/validation.ts';
import { ROUTES } from '../routes/routes.ts';
import { ROUTING } from '../server/server-options.ts';
import { TABLE_LIMITS } from '../streaming/table-limits.ts';
import type { CaptureWork } from './capture-work.ts';
import { type Job, type Outcome, toThrown } from './job.ts';

/** Here answers are made, and nothing is written. */
const notHere = (): Promise<never> => Promise.reject(new TypeError('articles are not read where answers are made'));
const NOTHING_NEW: CaptureWork = { read: notHere, extract: notHere };

/** A job that is under way, and what came of it. */
type Current = { readonly job: Job; outcome: Outcome | null };

/** Makes what makes answers: never fails, and answers what went wrong. */
export async function createAnswerMaker(
  store: Store,
  site: Pick<RouteContext, 'publicUrl' | 'contact' | 'license' | 'own'>,
): Promise<(job: Job) => Promise<Outcome>> {
  const current = new AsyncLocalStorage<Current>();
  const settle = (outcome: Outcome) => {
    const under = current.getStore();
    if (under !== undefined) under.outcome = outcome;
  };
  const serving: Serving = async (request, reply, _variant, make) => {
    const made = await make();
    const { coding = 'identity' } = current.getStore()?.job ?? {};
    settle(
      typeof made === 'function'
        ? { tooLarge: true }
        : { made: await toCoded(made, { url: request.originalUrl, coding }) },
    );
    return reply.send();
  };
  // Whom it believes is whoever gives it jobs: they come from the thread that has the connections.
  const app: App = Fastify({ ...ROUTING, trustProxy: true }).withTypeProvider<TypeBoxTypeProvider>();
  app.decorateRequest('caller', {
    getter() {
      return current.getStore()?.job.caller ?? ANONYMOUS;
    },
  });
  app.setErrorHandler((error, _request, reply) => {
    settle({ thrown: toThrown(error) });
    return reply.send();
  });
  registerValidation(app);
  const context = createRouteContext(store, serving, {
    ...site,
    assets: once(() => readAssets(site.own).paths),
    held: TABLE_LIMITS.held,
    webhookTargets: () => 'cannot be changed here',
    logSigner: null,
    capture: NOTHING_NEW,
    drafter: null,
  });
  for (const routes of ROUTES) routes(app, context);
  await app.ready();
  return (job) => {
    const under: Current = { job, outcome: null };
    return current.run(under, async () => {
      const { url, accept, language, protocol, host, known } = job;
      await store.atLeast(known);
      const headers = {
        ...{ host, 'x-forwarded-proto': protocol },
        ...(accept !== null && { accept }),
        ...(language !== null && { 'accept-language': language }),
      };
      const { statusCode } = await app.inject({ url, headers });
      return under.outcome ?? { thrown: toThrown(new Error(`${url} was answered with ${statusCode} and not made`)) };
    });
  };
}

/** For those who run it: liveness, readiness, metrics. */

import { Type } from 'typebox';
import { Record } from '../../../core/values/schema.ts';
import { PROBLEM_RESPONSES } from '../../answering/answers.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import type { Metrics } from '../../plugins/metrics.ts';

const Health = Record({ status: Type.Literal('ok') });
const quiet = { config: { rateLimit: false, scope: null } } as const;

export function serviceRoutes(app: App, { store }: RouteContext, metrics: Metrics): void {
  const health = (operationId: string, summary: string) => ({
    ...quiet,
    schema: {
      operationId,
      summary,
      tags: ['service'],
      querystring: Record({}),
      response: {
        200: { description: 'It is.', content: { 'application/json': { schema: Health } } },
        ...PROBLEM_RESPONSES,
      },
    },
  });

  app.get('/healthz', health('getHealth', 'Is the process alive?'), async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );

  app.get(
    '/readyz',
    health('getReadiness', 'Can it serve: database open, migrated, readable?'),
    async (_request, reply) => {
      await store.ready();
      return reply.header('cache-control', 'no-store').send({ status: 'ok' });
    },
  );

  app.get(
    '/metrics',
    {
      ...quiet,
      schema: {
        operationId: 'getMetrics',
        summary: 'Metrics for Prometheus',
        tags: ['service'],
        querystring: Record({}),
        response: {
          200: { description: 'Prometheus text format.', content: { 'text/plain': { schema: { type: 'string' } } } },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (_request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .type(metrics.contentType)
        .send(await metrics.render()),
  );
}

/** For those who run it: liveness, readiness, metrics. */

import { type TSchema, Type } from 'typebox';
import { OneOf, Record } from '../../../core/values/schema.ts';
import { PROBLEM_RESPONSES } from '../../answering/answers.ts';
import { sendCoded } from '../../answering/content-coding.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import type { Metrics } from '../../plugins/metrics.ts';
import { toldOf } from '../../problems/problems.ts';

const Health = Record({ status: Type.Literal('ok') });
const Readiness = Record({
  status: OneOf(['ok', 'read-only'], 'read-only: every request to write is refused with 503.'),
  detail: Type.Optional(Type.String({ description: 'Why nothing can be written, and what to do.' })),
});
const quiet = { config: { rateLimit: false, scope: null } } as const;

export function serviceRoutes(app: App, { store }: RouteContext, metrics: Metrics): void {
  const health = (operationId: string, summary: string, schema: TSchema) => ({
    ...quiet,
    schema: {
      operationId,
      summary,
      tags: ['service'],
      querystring: Record({}),
      response: {
        200: { description: 'It is.', content: { 'application/json': { schema } } },
        ...PROBLEM_RESPONSES,
      },
    },
  });

  app.get('/healthz', health('getHealth', 'Is the process alive?', Health), async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );

  app.get(
    '/readyz',
    health('getReadiness', 'Can it serve: database open, migrated, readable? And can it be written?', Readiness),
    async (_request, reply) => {
      const refusal = await store.ready();
      const readiness = refusal === null ? { status: 'ok' } : { status: 'read-only', detail: toldOf(refusal) };
      return reply.header('cache-control', 'no-store').send(readiness);
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
    async (request, reply) =>
      sendCoded(request, reply.header('cache-control', 'no-store'), metrics.contentType, await metrics.render()),
  );
}

/** /v1/webhooks/{id}/deliveries */

import { Id, Record, RefTo } from '../../../core/values/schema.ts';
import { Delivery } from '../../../core/webhooks/webhook.ts';
import { listDeliveries, redeliver } from '../../../services/webhooks/webhooks.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { pageOf } from '../../answering/list-route.ts';
import { refuseBody, uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import { cursor, IdParam, limit } from '../../parameters.ts';

const config = { scope: 'admin' } as const;
const tags = ['webhooks'];

const DeliveryPage = pageOf(RefTo(Delivery), 'The newest first.');
const DeliveryParam = Record({ id: Id, delivery: Id });

export const webhookDeliveryRoutes: Routes = (app, { store }) => {
  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      config,
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'What was sent to a webhook, and what came of it',
        description: 'The newest first, with every attempt. What was delivered is forgotten after 30 days.',
        tags,
        params: IdParam,
        querystring: Record({ limit, cursor }),
        response: jsonResponses(200, 'A page of deliveries.', DeliveryPage),
      },
    },
    uncachedJson(async ({ params, query, caller }) => ({
      document: await listDeliveries(store, caller, params.id, query),
    })),
  );

  app.post(
    '/v1/webhooks/:id/deliveries/:delivery/redeliver',
    {
      config,
      schema: {
        operationId: 'redeliverToWebhook',
        summary: 'Send a message again',
        description: 'The same message with the same webhook-id, with all its attempts before it.',
        tags,
        params: DeliveryParam,
        querystring: Record({}),
        response: jsonResponses(200, 'The delivery, as it is before it is sent again.', RefTo(Delivery)),
      },
    },
    uncachedJson(async (request) => {
      refuseBody(request);
      const { id, delivery } = request.params;
      return { document: await redeliver(store, request.caller, id, delivery, new Date()) };
    }),
  );
};

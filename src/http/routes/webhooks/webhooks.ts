/** /v1/webhooks */

import { Record, RefTo } from '../../../core/values/schema.ts';
import { Delivery, Webhook, WebhookInput, WebhookWithSecret } from '../../../core/webhooks/webhook.ts';
import {
  createWebhook,
  enableWebhook,
  getWebhook,
  listWebhooks,
  removeWebhook,
  rotateSecret,
  testWebhook,
} from '../../../services/webhooks/webhooks.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { pageOf } from '../../answering/list-route.ts';
import { refuseBody, refuseHeader, uncachedJson } from '../../answering/uncached-json.ts';
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { cursor, IdParam, limit } from '../../parameters.ts';

const config = { scope: 'admin' } as const;
const tags = ['webhooks'];
const querystring = Record({});

const Page = pageOf(RefTo(Webhook), 'The oldest first.');

export const webhookRoutes: Routes = (app, context) => {
  subscriptionRoutes(app, context);
  for (const act of ACTS) actRoute(app, context, act);
};

function subscriptionRoutes(app: App, { store, webhookTargets: targets }: RouteContext): void {
  app.get(
    '/v1/webhooks',
    {
      config,
      schema: {
        operationId: 'listWebhooks',
        summary: 'List webhooks, the oldest first',
        tags,
        querystring: Record({ limit, cursor }),
        response: jsonResponses(200, 'A page of webhooks.', Page),
      },
    },
    uncachedJson(async ({ query, caller }) => ({ document: await listWebhooks(store, caller, query, new Date()) })),
  );

  app.post(
    '/v1/webhooks',
    {
      config,
      schema: {
        operationId: 'createWebhook',
        summary: 'Have changes told to an address',
        description: 'It is told of changes from now on. The answer holds the secret, which is shown this once.',
        tags,
        querystring,
        body: WebhookInput,
        response: jsonResponses(201, 'The webhook with its secret.', RefTo(WebhookWithSecret)),
      },
    },
    uncachedJson(async (request) => {
      const creation = { now: new Date(), targets };
      const document = await createWebhook(store, request.caller, request.body, creation);
      return { document, location: `/v1/webhooks/${document.id}` };
    }, 'cannot be heeded: a secret is shown once, and not again'),
  );

  app.get(
    '/v1/webhooks/:id',
    {
      config,
      schema: {
        operationId: 'getWebhook',
        summary: 'One webhook',
        tags,
        params: IdParam,
        querystring,
        response: jsonResponses(200, 'The webhook.', RefTo(Webhook)),
      },
    },
    uncachedJson(async (request) => ({
      document: await getWebhook(store, request.caller, request.params.id, new Date()),
    })),
  );

  app.delete(
    '/v1/webhooks/:id',
    {
      config,
      schema: {
        operationId: 'removeWebhook',
        summary: 'Have changes told no more',
        description: 'It goes with its deliveries; what was not sent is not sent.',
        tags,
        params: IdParam,
        querystring,
        response: jsonResponses(200, 'The webhook as it was.', RefTo(Webhook)),
      },
    },
    uncachedJson(async (request) => {
      refuseHeader(request, 'If-Match', 'cannot be heeded: a webhook has no ETag');
      return { document: await removeWebhook(store, request.caller, request.params.id, new Date()) };
    }),
  );
}

/** What can be done with a webhook, without a body. */
const ACTS = [
  {
    name: 'rotate',
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description: 'Shown this once. For 24 hours messages are signed with the secret before it, too.',
    answer: 'The webhook with its new secret.',
    schema: WebhookWithSecret,
    act: rotateSecret,
  },
  {
    name: 'enable',
    operationId: 'enableWebhook',
    summary: 'Enable a webhook again',
    description: 'What was not delivered is sent now, in order, and then what happened meanwhile.',
    answer: 'The webhook, enabled.',
    schema: Webhook,
    act: enableWebhook,
  },
  {
    name: 'test',
    operationId: 'testWebhook',
    summary: 'Send a test message',
    description: 'A message of the type "webhook.test". The list of deliveries tells what came of it.',
    answer: 'The delivery, as it is before it is sent.',
    schema: Delivery,
    act: testWebhook,
  },
] as const;

function actRoute(app: App, { store }: RouteContext, it: (typeof ACTS)[number]): void {
  const { name, operationId, summary, description, answer, schema, act } = it;
  const response = jsonResponses(200, answer, RefTo(schema));
  app.post(
    `/v1/webhooks/:id/${name}`,
    { config, schema: { operationId, summary, description, tags, params: IdParam, querystring, response } },
    uncachedJson(async (request) => {
      refuseBody(request);
      return { document: await act(store, request.caller, request.params.id, new Date()) };
    }),
  );
}

/** `webhooks` of the OpenAPI document: the messages that receivers get, and what their answers mean. */
import type { TSchema } from 'typebox';
import { RefTo } from '../../core/values/schema.ts';
import { WebhookMessage, WebhookTest } from '../../core/webhooks/event.ts';

const header = (name: string, description: string) => ({
  name,
  in: 'header' as const,
  required: true,
  description,
  schema: { type: 'string' as const },
});

/** As Standard Webhooks calls them. */
const HEADERS = [
  header('webhook-id', 'Of the message: the same whenever it is sent again.'),
  header('webhook-timestamp', 'When it was sent, in seconds since 1970.'),
  header('webhook-signature', '"v1," and the HMAC-SHA-256 of id, time and body; several, with blanks between.'),
];

const ANSWERS = {
  '2XX': { description: 'It is delivered.' },
  '410': { description: 'Nothing more is wanted: the webhook is disabled.' },
  default: { description: 'The attempt has failed: the message is sent again, up to ten times in three days.' },
};

function received(operationId: string, name: string, schema: TSchema, summary: string) {
  RefTo(schema);
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
  return {
    post: {
      operationId,
      summary,
      // A receiver knows it by its signature, and has no key.
      security: [],
      tags: ['webhooks'],
      parameters: HEADERS,
      requestBody: { required: true, content },
      responses: ANSWERS,
    },
  };
}

export const webhookMessages = {
  change: received('receiveChange', 'WebhookMessage', WebhookMessage, 'A change of what is public'),
  test: received('receiveTest', 'WebhookTest', WebhookTest, 'The message that an admin asks for'),
};

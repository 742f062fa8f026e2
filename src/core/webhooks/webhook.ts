/** Webhook: who is told of changes, and what became of each message. Standard Webhooks, https://www.standardwebhooks.com. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, OneOf, Record, RefTo, Text, WebUrl } from '../values/schema.ts';
import { validator } from '../values/validation.ts';
import { EVENT_TYPES, TEST_EVENT } from './event.ts';

const MAX_FILTER_VALUES = 1_000;

const ids = (description: string) =>
  Type.Array(Id, { minItems: 1, maxItems: MAX_FILTER_VALUES, uniqueItems: true, description });

const expert = ids('Only what concerns one of these experts: their record, their statements and positions.');
const question = ids('Only what concerns one of these questions: its record and the positions on it.');
const topic = Type.Array(Text(100), {
  minItems: 1,
  maxItems: MAX_FILTER_VALUES,
  uniqueItems: true,
  description: 'Only what concerns a question that has one of these topics.',
});
const eventTypes = Type.Array(OneOf(EVENT_TYPES), {
  minItems: 1,
  uniqueItems: true,
  description: 'Only events of these types.',
});

export const WebhookFilters = Record({
  expert: Nullable(expert),
  question: Nullable(question),
  topic: Nullable(topic),
});
export type WebhookFilters = Static<typeof WebhookFilters>;

export const Webhook = Record(
  {
    id: Id,
    url: WebUrl,
    eventTypes: { ...Nullable(eventTypes), description: 'The types of events it is told of; null: all.' },
    filters: { ...WebhookFilters, description: 'A filter that is null lets everything through.' },
    state: OneOf(['enabled', 'disabled'], 'disabled: nothing is sent until it is enabled again.'),
    disabledAt: Nullable(Instant),
    disabledWhy: Nullable(Text(500)),
    previousSecretUntil: {
      ...Nullable(Instant),
      description: 'Until then messages are signed with the secret before this one, too.',
    },
    createdAt: Instant,
    createdBy: Text(200),
  },
  { $id: 'Webhook', description: 'A subscription: an address that is told of changes.' },
);
export type Webhook = Static<typeof Webhook>;

export const WebhookWithSecret = Record(
  {
    ...Webhook.properties,
    secret: Type.String({ maxLength: 100, description: 'What messages are signed with. It is shown this once.' }),
  },
  { $id: 'WebhookWithSecret', description: 'A subscription with its new secret.' },
);
export type WebhookWithSecret = Static<typeof WebhookWithSecret>;

/** A subscription as it is asked for; what is left out narrows nothing. */
export const WebhookInput = Record({
  url: { ...WebUrl, description: 'Where to send messages: an https address of a public host.' },
  eventTypes: Type.Optional(eventTypes),
  filters: Type.Optional(
    Record({ expert: Type.Optional(expert), question: Type.Optional(question), topic: Type.Optional(topic) }),
  ),
});
export type WebhookInput = Static<typeof WebhookInput>;

export const readWebhookInput = validator(WebhookInput);

/** Why no message may go to that URL, as the end of a sentence that begins with its name; null where it may. */
export type TargetRule = (url: string) => string | null;

/** `previous` is the secret before, which signs as well until the instant. */
export type Secrets = {
  readonly current: string;
  readonly previous: { readonly secret: string; readonly until: string } | null;
};

export const Attempt = Record(
  {
    at: Instant,
    status: Nullable(Type.Integer({ description: 'Of the answer; null where there was none.' })),
    error: Nullable(Text(500, 'Why the attempt failed.')),
    ms: Type.Integer({ minimum: 0, description: 'How long it took, in milliseconds.' }),
  },
  { $id: 'WebhookAttempt', description: 'One sending of a message, and what came of it.' },
);
export type Attempt = Static<typeof Attempt>;

export const Delivery = Record(
  {
    id: { ...Id, description: 'The webhook-id header of the message; the same for every attempt.' },
    type: OneOf([...EVENT_TYPES, TEST_EVENT]),
    seq: Nullable(Type.Integer({ minimum: 1, description: 'The change it tells of; null for a test.' })),
    state: OneOf(
      ['pending', 'delivered', 'failed'],
      'pending: it is sent, or sent again, at nextAt. failed: the last attempt failed, and the subscription is disabled.',
    ),
    createdAt: Instant,
    nextAt: {
      ...Nullable(Instant),
      description: 'When the next attempt is due; null where none is, or an earlier message about the same is pending.',
    },
    settledAt: { ...Nullable(Instant), description: 'When it was delivered or given up.' },
    attempts: Type.Array(RefTo(Attempt), { description: 'The oldest first.' }),
  },
  { $id: 'WebhookDelivery', description: 'A message for one subscription.' },
);
export type Delivery = Static<typeof Delivery>;

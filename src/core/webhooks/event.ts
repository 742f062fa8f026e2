/** What a webhook tells of a change: the type of the event, the body, and for whom it is. */
import { Type } from 'typebox';
import { ACTIONS, type Action, CHANGE_FIELDS, type Change } from '../change-log/change.ts';
import { Correction, type TouchedPositions } from '../change-log/correction.ts';
import { KINDS, type Kind } from '../records/kinds.ts';
import { Id, Instant, OneOf, Record } from '../values/schema.ts';
import type { WebhookFilters } from './webhook.ts';

const PAST = {
  create: 'created',
  update: 'updated',
  rename: 'renamed',
  publish: 'published',
  retract: 'retracted',
  delete: 'deleted',
} as const satisfies { [A in Action]: string };

export type EventType = `${Kind}.${(typeof PAST)[Action]}`;

/** Only positions are retracted. */
const happensTo = (kind: Kind, action: Action): boolean => kind === 'position' || action !== 'retract';

/** Every type there is. */
export const EVENT_TYPES: readonly EventType[] = KINDS.flatMap((kind) =>
  ACTIONS.filter((action) => happensTo(kind, action)).map((action): EventType => `${kind}.${PAST[action]}`),
);

/** What an admin sends to see whether it arrives. */
export const TEST_EVENT = 'webhook.test';

export const eventOf = ({ entity, action }: Pick<Change, 'entity' | 'action'>): EventType =>
  `${entity}.${PAST[action]}`;

const { before, after, ...always } = CHANGE_FIELDS;
const { touches, touched } = Correction.properties;

/** The message of a change, as `payloadOf` makes it. */
export const WebhookMessage = Record(
  {
    type: OneOf(EVENT_TYPES),
    timestamp: Instant,
    data: Record({
      ...always,
      before: Type.Optional(before),
      after: Type.Optional(after),
      touches: Type.Optional(touches),
      touched: Type.Optional(touched),
      omitted: Type.Optional(
        Type.Array(OneOf(['before', 'after', 'touches']), {
          description:
            'What was left out for the message to stay under 20 kB; /v1/changes and /v1/corrections have it.',
        }),
      ),
    }),
  },
  {
    $id: 'WebhookMessage',
    description: 'A public change as /v1/changes tells it; of a correction also what it touches.',
  },
);

/** The message that an admin asks for, as `testPayload` makes it. */
export const WebhookTest = Record(
  { type: OneOf([TEST_EVENT]), timestamp: Instant, data: Record({ webhook: Id }) },
  { $id: 'WebhookTest', description: 'To see whether messages arrive.' },
);

/** Receivers refuse what is larger: Standard Webhooks asks for payloads under 20 kB. */
export const MAX_PAYLOAD_BYTES = 20_000;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * The body of the message: a public change whole, or without the record before and after it, and saying so. One that
 * corrects what was public says what it touches; null for others.
 */
export function payloadOf(change: Change, correction: TouchedPositions | null = null): string {
  const head = { type: eventOf(change), timestamp: change.at };
  const whole = JSON.stringify({ ...head, data: { ...change, ...correction } });
  if (bytesOf(whole) < MAX_PAYLOAD_BYTES) return whole;
  const { before: _, after: __, ...rest } = change;
  const without = JSON.stringify({ ...head, data: { ...rest, ...correction, omitted: ['before', 'after'] } });
  if (correction === null || bytesOf(without) < MAX_PAYLOAD_BYTES) return without;
  const { touched } = correction;
  return JSON.stringify({ ...head, data: { ...rest, touched, omitted: ['before', 'after', 'touches'] } });
}

export const testPayload = (webhook: string, at: string): string =>
  JSON.stringify({ type: TEST_EVENT, timestamp: at, data: { webhook } });

/** What a subscription asks for. */
export type Interest = { readonly eventTypes: readonly string[] | null; readonly filters: WebhookFilters };

/** Does the subscription ask for events of that type? */
export const wantsType = ({ eventTypes }: Interest, change: Change): boolean =>
  eventTypes === null || eventTypes.includes(eventOf(change));

/**
 * Is the change what the subscription asks for? Values of one filter widen, different filters narrow. `topicsOf` gives
 * the topics that a question has now; a question's own change counts under those before and after it, too.
 */
export function matches(
  interest: Interest,
  change: Change,
  topicsOf: (question: string) => readonly string[],
): boolean {
  if (!wantsType(interest, change)) return false;
  const { filters } = interest;
  const questions = idsOf(change, 'question');
  const passes = (wanted: readonly string[] | null, found: () => readonly unknown[]): boolean =>
    wanted === null || found().some((it) => typeof it === 'string' && wanted.includes(it));
  return (
    passes(filters.expert, () => idsOf(change, 'expert')) &&
    passes(filters.question, () => questions) &&
    passes(filters.topic, () => [...questions.flatMap(topicsOf), ...ownTopics(change)])
  );
}

/** The ids of the experts or questions that a change is about, before and after it. */
export function idsOf({ entity, id, before, after }: Change, kind: 'expert' | 'question'): string[] {
  const all = `${kind}s`;
  const found =
    entity === kind ? [id, before?.id, after?.id] : [before, after].flatMap((it) => [it?.[kind], it?.[all]].flat());
  return [...new Set(found.filter((it) => typeof it === 'string'))];
}

const ownTopics = ({ entity, before, after }: Change): unknown[] =>
  entity === 'question' ? [before?.topics, after?.topics].flat() : [];

/** Subscriptions to changes: making, reading, mending and ending them. */

import { type Caller, demand } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import type { StoredWebhook } from '../../core/ports/webhook-store.ts';
import { Failure } from '../../core/values/errors.ts';
import { TEST_EVENT, testPayload } from '../../core/webhooks/event.ts';
import {
  type Delivery,
  readWebhookInput,
  type TargetRule,
  type Webhook,
  type WebhookInput,
  type WebhookWithSecret,
} from '../../core/webhooks/webhook.ts';
import { decodeCursor, encodeCursor } from '../records/cursor.ts';
import type { List } from '../records/records.ts';
import { filterFaults } from './filters.ts';

const SECRET_BYTES = 32;
const HOUR_MS = 60 * 60 * 1_000;

/** How long the secret before signs beside the new one: time to change the receivers. */
export const ROTATION_MS = 24 * HOUR_MS;

/** A secret as Standard Webhooks writes them. */
const newSecret = (): string =>
  `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))).toString('base64')}`;

/** An id that nobody can guess, and without the dot that separates it from the rest of what is signed. */
export const newId = (prefix: string): string => `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`;

export type Creation = { readonly now: Date; readonly targets: TargetRule };

/** Begins a subscription at the present end of the log. Fails with `invalid` and every fault. */
export async function createWebhook(
  store: Store,
  caller: Caller,
  input: unknown,
  { now, targets }: Creation,
): Promise<WebhookWithSecret> {
  demand(caller, 'admin');
  const read = readWebhookInput(input);
  const faults = read.ok
    ? [...urlFaults(read.value, targets), ...(await filterFaults(store, read.value.filters ?? {}))]
    : read.violations;
  if (!read.ok || faults.length > 0) {
    const [first] = faults;
    throw new Failure('invalid', `the webhook was not made: ${first?.pointer?.slice(1)} ${first?.message}`, faults);
  }
  const { url, eventTypes, filters } = read.value;
  const secret = newSecret();
  const webhook = await store.webhooks.add({
    id: newId('wh'),
    url,
    eventTypes: eventTypes ?? null,
    filters: { expert: filters?.expert ?? null, question: filters?.question ?? null, topic: filters?.topic ?? null },
    secret,
    createdAt: now.toISOString(),
    createdBy: caller.name,
  });
  return { ...shown(webhook, now), secret };
}

function urlFaults({ url }: WebhookInput, targets: TargetRule) {
  const message = targets(url);
  return message === null ? [] : [{ pointer: '/url', message }];
}

/** The subscription without what only the service may see. */
function shown({ secrets, cursor: _, ...webhook }: StoredWebhook, now: Date): Webhook {
  const { previous } = secrets;
  const isRotating = previous !== null && previous.until > now.toISOString();
  return { ...webhook, previousSecretUntil: isRotating ? previous.until : null };
}

function found<T>(it: T | null, what: string, id: string): T {
  if (it === null) throw new Failure('not-found', `there is no ${what} "${id}"`);
  return it;
}

/** The subscription; fails with `not-found`. */
export const getWebhook = async (store: Store, caller: Caller, id: string, now: Date): Promise<Webhook> => {
  demand(caller, 'admin');
  return shown(found(await store.webhooks.get(id), 'webhook', id), now);
};

type PageRequest = { readonly limit: number; readonly cursor?: string };

const page = ({ limit, cursor }: PageRequest, of: string, forms: readonly RegExp[]) => ({
  limit,
  ...(cursor === undefined ? {} : { after: decodeCursor(cursor, of, forms) }),
});

const nextOf = (next: readonly string[] | null, of: string): string | null =>
  next === null ? null : encodeCursor(next, of);

/** One page of the subscriptions, the oldest first. */
export async function listWebhooks(
  store: Store,
  caller: Caller,
  request: PageRequest,
  now: Date,
): Promise<List<Webhook>> {
  demand(caller, 'admin');
  const { items, next } = await store.webhooks.list(page(request, 'webhooks', [/^\d{4}-/, /^wh_/]));
  return { items: items.map((webhook) => shown(webhook, now)), next: nextOf(next, 'webhooks') };
}

/** Ends the subscription, and gives it as it was; what was not sent is not sent. Fails with `not-found`. */
export async function removeWebhook(store: Store, caller: Caller, id: string, now: Date): Promise<Webhook> {
  demand(caller, 'admin');
  const webhook = await getWebhook(store, caller, id, now);
  found((await store.webhooks.remove(id)) || null, 'webhook', id);
  return webhook;
}

/** Gives the subscription a new secret; the one before signs beside it for `ROTATION_MS`. Fails with `not-found`. */
export async function rotateSecret(store: Store, caller: Caller, id: string, now: Date): Promise<WebhookWithSecret> {
  demand(caller, 'admin');
  const secret = newSecret();
  const until = new Date(now.getTime() + ROTATION_MS).toISOString();
  return { ...shown(found(await store.webhooks.rotate(id, secret, until), 'webhook', id), now), secret };
}

/** Sends again: what was not delivered is due now, and then what happened meanwhile. Fails with `not-found`. */
export const enableWebhook = async (store: Store, caller: Caller, id: string, now: Date): Promise<Webhook> => {
  demand(caller, 'admin');
  return shown(found(await store.webhooks.enable(id, now.toISOString()), 'webhook', id), now);
};

/** Sends a message that no change is behind. Fails with `not-found`, and with `conflict` where nothing is sent. */
export async function testWebhook(store: Store, caller: Caller, id: string, now: Date): Promise<Delivery> {
  demand(caller, 'admin');
  await requireEnabled(store, id);
  const delivery = newId('msg');
  const at = now.toISOString();
  const body = testPayload(id, at);
  await store.webhooks.push(
    id,
    { id: delivery, type: TEST_EVENT, seq: null, entity: 'webhook', entityId: id, body },
    at,
  );
  return found(await store.webhooks.delivery(id, delivery), 'delivery', delivery);
}

/** One page of the messages of a subscription, the newest first. Fails with `not-found`. */
export async function listDeliveries(
  store: Store,
  caller: Caller,
  id: string,
  request: PageRequest,
): Promise<List<Delivery>> {
  demand(caller, 'admin');
  found(await store.webhooks.get(id), 'webhook', id);
  const { items, next } = await store.webhooks.deliveries(id, page(request, `deliveries ${id}`, [/^\d{1,15}$/]));
  return { items, next: nextOf(next, `deliveries ${id}`) };
}

/** Sends the same message again. Fails with `not-found`, and with `conflict` where nothing is sent. */
export async function redeliver(
  store: Store,
  caller: Caller,
  id: string,
  delivery: string,
  now: Date,
): Promise<Delivery> {
  demand(caller, 'admin');
  await requireEnabled(store, id);
  return found(await store.webhooks.redeliver(id, delivery, now.toISOString()), 'delivery', delivery);
}

async function requireEnabled(store: Store, id: string): Promise<void> {
  const { state, disabledWhy } = found(await store.webhooks.get(id), 'webhook', id);
  if (state === 'disabled')
    throw new Failure('conflict', `webhook "${id}" is disabled (${disabledWhy}); enable it first`);
}

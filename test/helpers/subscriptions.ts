/** Subscriptions and messages for tests of what keeps them. */
import type { Store } from '../../src/core/store.ts';
import type { Attempt } from '../../src/core/webhook.ts';
import type { Claimed, NewDelivery, NewWebhook, StoredWebhook } from '../../src/core/webhook-store.ts';
import { newId } from '../../src/services/webhooks.ts';

const START = Date.parse('2024-07-01T09:00:00.000Z');

/** The instant so many seconds into the test. */
export const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

/** A subscription to everything. */
export const subscribe = (store: Store, details: Partial<NewWebhook> = {}): Promise<StoredWebhook> =>
  store.webhooks.add({
    id: newId('wh'),
    url: 'https://example.org/hook',
    eventTypes: null,
    filters: { expert: null, question: null, topic: null },
    secret: 'whsec_b25lIHNlY3JldCBmb3IgdGVzdHMgb25seQ==',
    createdAt: at(0),
    createdBy: 'a tester',
    ...details,
  });

/** A message about the record, which no change is behind. */
export const message = (id: string, entityId = id): NewDelivery => ({
  id,
  type: 'expert.created',
  seq: null,
  entity: 'expert',
  entityId,
  body: `{"about":"${entityId}"}`,
});

/** Takes what is due then; the claims run out after 20 seconds. */
export const claimAt = (
  store: Store,
  seconds: number,
  { limit = 100, perWebhook = 100 }: { limit?: number; perWebhook?: number } = {},
): Promise<readonly Claimed[]> =>
  store.webhooks.claim({ now: at(seconds), until: at(seconds + 20), limit, perWebhook });

export const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

export const attempt = (seconds: number, status: number | null = 200): Attempt => ({
  at: at(seconds),
  status,
  error: status === 200 ? null : `the receiver answered ${status}`,
  ms: 3,
});

export const delivered = (store: Store, claimed: Claimed, seconds: number): Promise<void> =>
  store.webhooks.settle(claimed, attempt(seconds), { kind: 'delivered' }, at(seconds));

export const failedOnce = (store: Store, claimed: Claimed, seconds: number, nextSeconds: number): Promise<void> =>
  store.webhooks.settle(claimed, attempt(seconds, 500), { kind: 'retry', at: new Date(at(nextSeconds)) }, at(seconds));

export const givenUp = (store: Store, claimed: Claimed, seconds: number, kind: 'failed' | 'gone'): Promise<void> =>
  store.webhooks.settle(claimed, attempt(seconds, kind === 'gone' ? 410 : 500), { kind }, at(seconds));

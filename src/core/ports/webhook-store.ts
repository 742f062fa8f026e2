/** The part of the store port that keeps subscriptions and their deliveries. Instants are UTC with milliseconds. */

import type { Page, PageRequest } from '../values/page.ts';
import type { Verdict } from '../webhooks/retry.ts';
import type { Attempt, Delivery, Secrets, Webhook } from '../webhooks/webhook.ts';

/** A subscription with what only the service may see; `cursor` is the last change it was asked about. */
export type StoredWebhook = Omit<Webhook, 'previousSecretUntil'> & {
  readonly secrets: Secrets;
  readonly cursor: number;
};

export type NewWebhook = Pick<Webhook, 'id' | 'url' | 'eventTypes' | 'filters' | 'createdAt' | 'createdBy'> & {
  readonly secret: string;
};

/** A message to be sent. `seq` is null where no change is behind it. */
export type NewDelivery = Pick<Delivery, 'id' | 'type' | 'seq'> & {
  readonly entity: string;
  readonly entityId: string;
  readonly body: string;
};

/** What one subscription gets of the log between two cursors. */
export type FannedOut = {
  readonly webhook: string;
  readonly from: number;
  readonly to: number;
  readonly deliveries: readonly NewDelivery[];
};

/** A message that its holder, and normally nobody else, sends until `claimedUntil`. `attempts` were made before. */
export type ClaimedDelivery = Pick<Delivery, 'id' | 'type'> & {
  readonly webhook: string;
  readonly url: string;
  readonly secrets: Secrets;
  readonly body: string;
  readonly attempts: number;
  readonly claimedUntil: string;
};

/** Which message, and by which claim. */
export type DeliveryClaim = Pick<ClaimedDelivery, 'id' | 'claimedUntil'>;

export type ClaimRequest = {
  readonly now: string;
  readonly until: string;
  /** At most so many messages, and so many under way to one subscription, whichever process sends them. */
  readonly limit: number;
  readonly perWebhook: number;
};

export interface WebhookStore {
  /** The subscription begins at the present end of the log. */
  add(webhook: NewWebhook): Promise<StoredWebhook>;
  get(id: string): Promise<StoredWebhook | null>;
  /** The oldest first. */
  list(page: PageRequest): Promise<Page<StoredWebhook>>;
  /** Removes the subscription with its deliveries; false where there is none. */
  remove(id: string): Promise<boolean>;
  /** The new secret signs from now on, and the present one beside it until then. Null where there is no subscription. */
  rotate(id: string, secret: string, until: string): Promise<StoredWebhook | null>;
  /** What was not delivered is due now, with all its attempts before it. Null where there is no subscription. */
  enable(id: string, now: string): Promise<StoredWebhook | null>;

  /** Subscriptions that are enabled and were not asked about the end of the log yet. */
  behind(): Promise<readonly StoredWebhook[]>;
  /** Adds the messages and moves the cursors, all at once; passes over a subscription whose cursor is not at `from`. */
  fanOut(parts: readonly FannedOut[], now: string): Promise<void>;
  /** Adds one message. */
  push(webhook: string, delivery: NewDelivery, now: string): Promise<void>;

  /** Takes messages that are due, of each lane the first only; those that have nothing under way come first. */
  claim(request: ClaimRequest): Promise<readonly ClaimedDelivery[]>;
  /** Notes the attempt and what follows. A failure changes nothing else where the claim has passed to another. */
  recordAttempt(claimed: DeliveryClaim, attempt: Attempt, verdict: Verdict, now: string): Promise<void>;
  /** Gives a message back that was not sent. */
  release(claimed: DeliveryClaim): Promise<void>;

  /** The newest first. */
  deliveries(webhook: string, page: PageRequest): Promise<Page<Delivery>>;
  delivery(webhook: string, id: string): Promise<Delivery | null>;
  /** The message is due again, with all its attempts before it. Null where there is none. */
  redeliver(webhook: string, id: string, now: string): Promise<Delivery | null>;

  counts(): Promise<{ readonly pending: number; readonly failed: number }>;
  /** The instant since which the oldest message waits to be delivered; null where none waits. */
  oldestPending(): Promise<string | null>;
  /** Forgets up to `limit` messages that were delivered before the instant, and says how many. */
  prune(before: string, limit: number): Promise<number>;
}

/** Subscriptions and their messages as rows. */
import type { StoredWebhook } from '../../../core/ports/webhook-store.ts';
import type { Delivery } from '../../../core/webhooks/webhook.ts';

export type WebhookRow = {
  id: string;
  url: string;
  event_types: string | null;
  filters: string;
  secrets: string;
  state: 'enabled' | 'disabled';
  disabled_at: string | null;
  disabled_why: string | null;
  cursor: number;
  created_at: string;
  created_by: string;
};

/** `made` holds the attempts as JSON. */
export type DeliveryRow = Pick<Delivery, 'id' | 'type' | 'seq' | 'state'> & {
  ordinal: number;
  lane: string;
  created_at: string;
  next_at: string | null;
  settled_at: string | null;
  made: string;
};

export const webhookFromRow = (row: WebhookRow): StoredWebhook => ({
  id: row.id,
  url: row.url,
  eventTypes: row.event_types === null ? null : JSON.parse(row.event_types),
  filters: JSON.parse(row.filters),
  state: row.state,
  disabledAt: row.disabled_at,
  disabledWhy: row.disabled_why,
  createdAt: row.created_at,
  createdBy: row.created_by,
  secrets: JSON.parse(row.secrets),
  cursor: row.cursor,
});

export const deliveryFromRow = (row: DeliveryRow): Delivery => ({
  id: row.id,
  type: row.type,
  seq: row.seq,
  state: row.state,
  createdAt: row.created_at,
  nextAt: row.next_at,
  settledAt: row.settled_at,
  attempts: JSON.parse(row.made),
});

/** Subscriptions on an SQLite file. */
import { sql } from 'kysely';
import type { StoredWebhook, WebhookStore } from '../../../core/ports/webhook-store.ts';
import { type WebhookRow, webhookFromRow } from '../../shared/webhooks/webhook-rows.ts';
import { param, type Statements } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';
import { createClaims } from './claims.ts';
import { createDeliveries } from './deliveries.ts';

export const createWebhookStore = (statements: Statements, write: RunWrite): WebhookStore => ({
  ...createSubscriptions(statements, write),
  ...createDeliveries(statements, write),
  ...createClaims(statements, write),
});

type Subscriptions = Pick<WebhookStore, 'add' | 'get' | 'list' | 'remove' | 'rotate' | 'enable' | 'behind'>;

function createSubscriptions(statements: Statements, write: RunWrite): Subscriptions {
  const insert = statements.define(
    sql<WebhookRow>`INSERT INTO webhooks (id, url, event_types, filters, secrets, state, cursor, created_at, created_by)
      VALUES (${param('id')}, ${param('url')}, ${param('eventTypes')}, ${param('filters')}, ${param('secrets')},
        'enabled', (SELECT coalesce(max(seq), 0) FROM changes), ${param('createdAt')}, ${param('createdBy')})
      RETURNING *`,
  );
  const byId = statements.define(sql<WebhookRow>`SELECT * FROM webhooks WHERE id = ${param('id')}`);
  const drop = statements.define(sql<{ id: string }>`DELETE FROM webhooks WHERE id = ${param('id')} RETURNING id`);
  const setSecrets = statements.define(
    sql<WebhookRow>`UPDATE webhooks SET secrets = ${param('secrets')} WHERE id = ${param('id')} RETURNING *`,
  );
  const setEnabled = statements.define(
    sql<WebhookRow>`UPDATE webhooks SET state = 'enabled', disabled_at = NULL, disabled_why = NULL
      WHERE id = ${param('id')} RETURNING *`,
  );
  const reopen = statements.define(
    sql`UPDATE webhook_deliveries SET state = 'pending', attempts = 0, settled_at = NULL, next_at = NULL
      WHERE webhook = ${param('id')} AND state IN ('pending', 'failed')`,
  );
  const startLanes = statements.define(
    sql`UPDATE webhook_deliveries SET next_at = ${param('now')} WHERE ordinal IN (
      SELECT min(ordinal) FROM webhook_deliveries WHERE webhook = ${param('id')} AND state = 'pending' GROUP BY lane)`,
  );
  const behind = statements.define(
    sql<WebhookRow>`SELECT * FROM webhooks
      WHERE state = 'enabled' AND cursor < (SELECT coalesce(max(seq), 0) FROM changes) ORDER BY created_at, id`,
  );
  const found = (row: WebhookRow | undefined): StoredWebhook | null => (row === undefined ? null : webhookFromRow(row));

  return {
    add: ({ eventTypes, filters, secret, ...webhook }) =>
      write(() => {
        const secrets = JSON.stringify({ current: secret, previous: null });
        const types = eventTypes && JSON.stringify(eventTypes);
        const row = insert.get({ ...webhook, eventTypes: types, filters: JSON.stringify(filters), secrets });
        if (row === undefined) throw new RangeError('an insert that returns nothing');
        return webhookFromRow(row);
      }),
    get: async (id) => found(byId.get({ id })),
    list: async ({ limit, after }) => {
      const [createdAt, id] = after ?? [];
      const rest = after === undefined ? sql`TRUE` : sql`(created_at, id) > (${createdAt}, ${id})`;
      const rows = statements.all(
        sql<WebhookRow>`SELECT * FROM webhooks WHERE ${rest} ORDER BY created_at, id LIMIT ${limit + 1}`,
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(webhookFromRow),
        next: last === undefined ? null : [last.created_at, last.id],
      };
    },
    remove: (id) => write(() => drop.get({ id }) !== undefined),
    rotate: (id, current, until) =>
      write(() => {
        const row = byId.get({ id });
        if (row === undefined) return null;
        const previous = { secret: webhookFromRow(row).secrets.current, until };
        return found(setSecrets.get({ id, secrets: JSON.stringify({ current, previous }) }));
      }),
    enable: (id, now) =>
      write(() => {
        const row = setEnabled.get({ id });
        if (row === undefined) return null;
        reopen.run({ id });
        startLanes.run({ id, now });
        return webhookFromRow(row);
      }),
    behind: async () => behind.all().map(webhookFromRow),
  };
}

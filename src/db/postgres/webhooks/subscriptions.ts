/** Subscriptions: who is told of changes. */
import { sql } from 'kysely';
import type { StoredWebhook, WebhookStore } from '../../../core/ports/webhook-store.ts';
import { type WebhookRow, webhookFromRow } from '../../shared/webhooks/webhook-rows.ts';
import type { Read } from '../reading.ts';
import type { Session } from '../statements.ts';

type Subscriptions = Pick<WebhookStore, 'add' | 'get' | 'list' | 'remove' | 'rotate' | 'enable' | 'behind'>;

const COLUMNS = sql.raw(`id, url, event_types, filters, secrets, state, disabled_at, disabled_why, cursor, created_at,
  created_by`);

const found = (row: WebhookRow | undefined): StoredWebhook | null => (row === undefined ? null : webhookFromRow(row));

/** The subscription, which nobody else changes, and whose messages nobody else claims, until the transaction ends. */
const held = (session: Session, id: string): Promise<WebhookRow | undefined> =>
  session.first(sql<WebhookRow>`SELECT ${COLUMNS} FROM webhooks WHERE id = ${id} FOR UPDATE`);

export const createSubscriptions = (read: Read, write: Read): Subscriptions => ({
  add: ({ id, url, eventTypes, filters, secret, createdAt, createdBy }) =>
    write(async (session) => {
      const secrets = JSON.stringify({ current: secret, previous: null });
      const row = await session.first(sql<WebhookRow>`INSERT INTO webhooks
          (id, url, event_types, filters, secrets, state, cursor, created_at, created_by)
        VALUES (${id}, ${url}, ${eventTypes && JSON.stringify(eventTypes)}, ${JSON.stringify(filters)}, ${secrets},
          'enabled', (SELECT seq FROM head), ${createdAt}, ${createdBy}) RETURNING ${COLUMNS}`);
      if (row === undefined) throw new RangeError('an insert that returns nothing');
      return webhookFromRow(row);
    }),
  get: (id) =>
    read(async (session) =>
      found(await session.first(sql<WebhookRow>`SELECT ${COLUMNS} FROM webhooks WHERE id = ${id}`)),
    ),
  list: ({ limit, after }) =>
    read(async (session) => {
      const [createdAt, id] = after ?? [];
      const rest = after === undefined ? sql`TRUE` : sql`(created_at, id) > (${createdAt}, ${id})`;
      const rows = await session.all(
        sql<WebhookRow>`SELECT ${COLUMNS} FROM webhooks WHERE ${rest} ORDER BY created_at, id LIMIT ${limit + 1}`,
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(webhookFromRow),
        next: last === undefined ? null : [last.created_at, last.id],
      };
    }),
  remove: (id) =>
    write(async (session) => (await session.all(sql`DELETE FROM webhooks WHERE id = ${id} RETURNING id`)).length > 0),
  rotate: (id, current, until) =>
    write(async (session) => {
      const row = await held(session, id);
      if (row === undefined) return null;
      const previous = { secret: webhookFromRow(row).secrets.current, until };
      return found(
        await session.first(sql<WebhookRow>`UPDATE webhooks SET secrets = ${JSON.stringify({ current, previous })}
          WHERE id = ${id} RETURNING ${COLUMNS}`),
      );
    }),
  enable: (id, now) =>
    write(async (session) => {
      if ((await held(session, id)) === undefined) return null;
      const [row] = await Promise.all([
        session.first(sql<WebhookRow>`UPDATE webhooks SET state = 'enabled', disabled_at = NULL, disabled_why = NULL
          WHERE id = ${id} RETURNING ${COLUMNS}`),
        session.all(sql`UPDATE webhook_deliveries SET state = 'pending', attempts = 0, settled_at = NULL, next_at = NULL
          WHERE webhook = ${id} AND state IN ('pending', 'failed')`),
        session.all(sql`UPDATE webhook_deliveries SET next_at = ${now} WHERE ordinal IN (
          SELECT min(ordinal) FROM webhook_deliveries WHERE webhook = ${id} AND state = 'pending' GROUP BY lane)`),
      ]);
      return found(row);
    }),
  behind: () =>
    read(async (session) => {
      const rows = await session.all(sql<WebhookRow>`SELECT ${COLUMNS} FROM webhooks
        WHERE state = 'enabled' AND cursor < (SELECT seq FROM head) ORDER BY created_at, id`);
      return rows.map(webhookFromRow);
    }),
});

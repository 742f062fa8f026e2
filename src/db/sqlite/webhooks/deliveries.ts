/** Messages to subscriptions on an SQLite file: put in line, listed, sent again, forgotten. */
import { sql } from 'kysely';
import type { NewDelivery, WebhookStore } from '../../../core/ports/webhook-store.ts';
import type { Delivery } from '../../../core/webhooks/webhook.ts';
import { type DeliveryRow, deliveryFromRow } from '../../shared/webhooks/webhook-rows.ts';
import { param, type Statements } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';

type Deliveries = Pick<
  WebhookStore,
  'fanOut' | 'push' | 'deliveries' | 'delivery' | 'redeliver' | 'counts' | 'oldestPending' | 'prune'
>;

export function createDeliveries(statements: Statements, write: RunWrite): Deliveries {
  const advance = statements.define(
    sql<{ id: string }>`UPDATE webhooks SET cursor = ${param('to')}
      WHERE id = ${param('webhook')} AND cursor = ${param('from')} AND state = 'enabled' RETURNING id`,
  );
  const put = createQueue(statements);
  const attempts = sql`(SELECT json_group_array(json_object('at', at, 'status', status, 'error', error, 'ms', ms))
    FROM (SELECT * FROM webhook_attempts a WHERE a.delivery = webhook_deliveries.id ORDER BY a.ordinal)) AS made`;
  const one = statements.define(
    sql<DeliveryRow>`SELECT *, ${attempts} FROM webhook_deliveries
      WHERE webhook = ${param('webhook')} AND id = ${param('id')}`,
  );
  const reopen = statements.define(
    sql`UPDATE webhook_deliveries SET state = 'pending', attempts = 0, settled_at = NULL, next_at = ${param('now')}
      WHERE id = ${param('id')}`,
  );
  const holdBack = statements.define(
    sql`UPDATE webhook_deliveries SET next_at = NULL
      WHERE webhook = ${param('webhook')} AND lane = ${param('lane')} AND state = 'pending' AND ordinal <> (
        SELECT min(ordinal) FROM webhook_deliveries
        WHERE webhook = ${param('webhook')} AND lane = ${param('lane')} AND state = 'pending')`,
  );
  const counts = statements.define(
    sql<{ pending: number; failed: number }>`SELECT
      (SELECT count(*) FROM webhook_deliveries WHERE state = 'pending') AS pending,
      (SELECT count(*) FROM webhook_deliveries WHERE state = 'failed') AS failed`,
  );
  const oldest = statements.define(
    sql<{ since: string | null }>`SELECT min(created_at) AS since FROM webhook_deliveries WHERE state = 'pending'`,
  );
  const forget = statements.define(
    sql<{ id: string }>`DELETE FROM webhook_deliveries WHERE ordinal IN (
        SELECT ordinal FROM webhook_deliveries WHERE state = 'delivered' AND settled_at < ${param('before')}
        LIMIT ${param('limit')}) RETURNING id`,
  );
  const delivery = (webhook: string, id: string): Delivery | null => {
    const row = one.get({ webhook, id });
    return row === undefined ? null : deliveryFromRow(row);
  };

  return {
    fanOut: (parts, now) =>
      write(() => {
        for (const { webhook, from, to, deliveries } of parts) {
          if (advance.get({ webhook, from, to }) === undefined) continue;
          for (const each of deliveries) put(webhook, each, now);
        }
      }),
    push: (webhook, each, now) => write(() => put(webhook, each, now)),
    deliveries: async (webhook, { limit, after }) => {
      const rest = after === undefined ? sql`TRUE` : sql`ordinal < ${Number(after[0])}`;
      const rows = statements.all(
        sql<DeliveryRow>`SELECT *, ${attempts} FROM webhook_deliveries
          WHERE webhook = ${webhook} AND ${rest} ORDER BY ordinal DESC LIMIT ${limit + 1}`,
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(deliveryFromRow),
        next: last === undefined ? null : [String(last.ordinal)],
      };
    },
    delivery: async (webhook, id) => delivery(webhook, id),
    redeliver: (webhook, id, now) =>
      write(() => {
        const row = one.get({ webhook, id });
        if (row === undefined) return null;
        reopen.run({ id, now });
        holdBack.run({ webhook, lane: row.lane });
        return delivery(webhook, id);
      }),
    counts: async () => counts.get() ?? { pending: 0, failed: 0 },
    oldestPending: async () => oldest.get()?.since ?? null,
    prune: (before, limit) => write(() => forget.all({ before, limit }).length),
  };
}

/** Puts a message at the end of its lane, due now where nothing is before it. */
function createQueue(statements: Statements) {
  const called = statements.define(
    sql<{ id: string }>`SELECT id FROM redirects WHERE entity = ${param('entity')} AND old_id = ${param('entityId')}
      UNION SELECT old_id FROM redirects WHERE entity = ${param('entity')} AND id = coalesce(
        (SELECT id FROM redirects WHERE entity = ${param('entity')} AND old_id = ${param('entityId')}),
        ${param('entityId')})`,
  );
  const laneOf = statements.define(
    sql<{ lane: string }>`SELECT lane FROM webhook_deliveries WHERE webhook = ${param('webhook')}
      AND entity = ${param('entity')} AND entity_id = ${param('entityId')} AND state = 'pending' LIMIT 1`,
  );
  /** A record that was renamed keeps the lane in which messages about it wait, under whichever id they were put there. */
  const waitingIn = (webhook: string, entity: string, entityId: string): string | null => {
    const ids = [entityId, ...called.all({ entity, entityId }).map(({ id }) => id)];
    for (const id of ids) {
      const found = laneOf.get({ webhook, entity, entityId: id });
      if (found !== undefined) return found.lane;
    }
    return null;
  };
  const insert = statements.define(
    sql`INSERT INTO webhook_deliveries
        (id, webhook, seq, entity, entity_id, lane, type, body, state, attempts, next_at, created_at)
      VALUES (${param('id')}, ${param('webhook')}, ${param('seq')}, ${param('entity')}, ${param('entityId')},
        ${param('lane')}, ${param('type')}, ${param('body')}, 'pending', 0, ${param('nextAt')}, ${param('now')})`,
  );
  return (webhook: string, { entity, entityId, ...rest }: NewDelivery, now: string): void => {
    const waiting = waitingIn(webhook, entity, entityId);
    const lane = waiting ?? `${entity} ${entityId}`;
    insert.run({ ...rest, webhook, entity, entityId, lane, nextAt: waiting === null ? now : null, now });
  };
}

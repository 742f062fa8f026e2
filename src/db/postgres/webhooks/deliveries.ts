/** Messages to subscriptions: put in line, listed, sent again, forgotten. */
import { sql } from 'kysely';
import type { NewDelivery, WebhookStore } from '../../../core/ports/webhook-store.ts';
import type { Delivery } from '../../../core/webhooks/webhook.ts';
import { type DeliveryRow, deliveryFromRow } from '../../shared/webhooks/webhook-rows.ts';
import type { Read } from '../reading.ts';
import type { Session } from '../statements.ts';

type Deliveries = Pick<
  WebhookStore,
  'fanOut' | 'push' | 'deliveries' | 'delivery' | 'redeliver' | 'counts' | 'oldestPending' | 'prune'
>;

const COLUMNS = sql`d.id, d.type, d.seq, d.state, d.ordinal, d.lane, d.created_at, d.next_at, d.settled_at,
  (SELECT coalesce(json_agg(json_build_object('at', a.at, 'status', a.status, 'error', a.error, 'ms', a.ms)
    ORDER BY a.ordinal), '[]')::text FROM webhook_attempts a WHERE a.delivery = d.id) AS made`;

const rowOf = (session: Session, webhook: string, id: string): Promise<DeliveryRow | undefined> =>
  session.first(
    sql<DeliveryRow>`SELECT ${COLUMNS} FROM webhook_deliveries d WHERE d.webhook = ${webhook} AND d.id = ${id}`,
  );

async function deliveryOf(session: Session, webhook: string, id: string): Promise<Delivery | null> {
  const row = await rowOf(session, webhook, id);
  return row === undefined ? null : deliveryFromRow(row);
}

/** Keeps others from claiming or settling messages to a subscription until the transaction ends. */
const hold = (session: Session, webhook: string): Promise<unknown> =>
  session.all(sql`SELECT 1 FROM webhooks WHERE id = ${webhook} FOR UPDATE`);

export const createDeliveries = (read: Read, write: Read): Deliveries => ({
  fanOut: (parts, now) =>
    write(async (session) => {
      // Always in the same order, so that no two processes wait for each other.
      for (const { webhook, from, to, deliveries } of parts.toSorted((a, b) => (a.webhook < b.webhook ? -1 : 1))) {
        const moved = await session.all(sql`UPDATE webhooks SET cursor = ${to}
          WHERE id = ${webhook} AND cursor = ${from} AND state = 'enabled' RETURNING id`);
        if (moved.length > 0) for (const each of deliveries) await put(session, webhook, each, now);
      }
    }),
  push: (webhook, each, now) =>
    write(async (session) => {
      await hold(session, webhook);
      await put(session, webhook, each, now);
    }),
  deliveries: (webhook, { limit, after }) =>
    read(async (session) => {
      const rest = after === undefined ? sql`TRUE` : sql`d.ordinal < ${Number(after[0])}`;
      const rows = await session.all(sql<DeliveryRow>`SELECT ${COLUMNS} FROM webhook_deliveries d
        WHERE d.webhook = ${webhook} AND ${rest} ORDER BY d.ordinal DESC LIMIT ${limit + 1}`);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(deliveryFromRow),
        next: last === undefined ? null : [String(last.ordinal)],
      };
    }),
  delivery: (webhook, id) => read((session) => deliveryOf(session, webhook, id)),
  redeliver: (webhook, id, now) =>
    write(async (session) => {
      await hold(session, webhook);
      const row = await rowOf(session, webhook, id);
      if (row === undefined) return null;
      const inLane = sql`webhook = ${webhook} AND lane = ${row.lane} AND state = 'pending'`;
      await Promise.all([
        session.all(sql`UPDATE webhook_deliveries SET state = 'pending', attempts = 0, settled_at = NULL, next_at = ${now}
          WHERE id = ${id}`),
        session.all(sql`UPDATE webhook_deliveries SET next_at = NULL WHERE ${inLane} AND ordinal <> (
          SELECT min(ordinal) FROM webhook_deliveries WHERE ${inLane})`),
      ]);
      return deliveryOf(session, webhook, id);
    }),
  counts: () =>
    read(async (session) => {
      const counts = sql<{ pending: number; failed: number }>`SELECT
        (SELECT count(*) FROM webhook_deliveries WHERE state = 'pending') AS pending,
        (SELECT count(*) FROM webhook_deliveries WHERE state = 'failed') AS failed`;
      return (await session.first(counts)) ?? { pending: 0, failed: 0 };
    }),
  oldestPending: () =>
    read(async (session) => {
      const oldest = sql<{ since: string | null }>`SELECT min(created_at) AS since FROM webhook_deliveries
        WHERE state = 'pending'`;
      return (await session.first(oldest))?.since ?? null;
    }),
  prune: (before, limit) =>
    write(async (session) => {
      const forgotten = await session.all(sql`DELETE FROM webhook_deliveries WHERE ordinal IN (
        SELECT ordinal FROM webhook_deliveries WHERE state = 'delivered' AND settled_at < ${before} LIMIT ${limit})
        RETURNING id`);
      return forgotten.length;
    }),
});

/** Puts a message at the end of its lane, due now where nothing is before it. */
async function put(
  session: Session,
  webhook: string,
  { id, type, seq, body, entity, entityId }: NewDelivery,
  now: string,
): Promise<void> {
  // A record that was renamed keeps the lane in which messages about it wait, under whichever id they were put there.
  const waiting = await session.first(sql<{ lane: string }>`SELECT d.lane FROM webhook_deliveries d
    WHERE d.webhook = ${webhook} AND d.entity = ${entity} AND d.state = 'pending' AND (d.entity_id = ${entityId}
      OR d.entity_id IN (SELECT r.id FROM redirects r WHERE r.entity = ${entity} AND r.old_id = ${entityId}
        UNION SELECT r.old_id FROM redirects r WHERE r.entity = ${entity} AND r.id = coalesce(
          (SELECT n.id FROM redirects n WHERE n.entity = ${entity} AND n.old_id = ${entityId}), ${entityId})))
    ORDER BY d.entity_id <> ${entityId} LIMIT 1`);
  const lane = waiting?.lane ?? `${entity} ${entityId}`;
  await session.all(sql`INSERT INTO webhook_deliveries
      (id, webhook, seq, entity, entity_id, lane, type, body, state, attempts, next_at, created_at)
    VALUES (${id}, ${webhook}, ${seq}, ${entity}, ${entityId}, ${lane}, ${type}, ${body}, 'pending', 0,
      ${waiting === undefined ? now : null}, ${now})`);
}

/** Who sends which message, and what came of it. Whoever claims holds the subscription: several services send none twice. */
import { sql } from 'kysely';
import type { ClaimedDelivery, DeliveryClaim, WebhookStore } from '../../../core/ports/webhook-store.ts';
import type { Verdict } from '../../../core/webhooks/retry.ts';
import type { Attempt } from '../../../core/webhooks/webhook.ts';
import type { Read } from '../reading.ts';
import type { Session } from '../statements.ts';

type DueRow = Pick<ClaimedDelivery, 'id' | 'type' | 'body' | 'attempts'> & {
  readonly webhook: string;
  readonly next_at: string;
};
type EnabledRow = { readonly id: string; readonly url: string; readonly secrets: string; readonly busy: number };
type DeliveryRow = { readonly webhook: string; readonly lane: string };

const isDue = (now: string) =>
  sql`d.state = 'pending' AND d.next_at <= ${now} AND (d.claimed_until IS NULL OR d.claimed_until <= ${now})`;

export const createClaims = (read: Read, write: Read): Pick<WebhookStore, 'claim' | 'recordAttempt' | 'release'> => ({
  claim: async (request) => {
    const { now, limit } = request;
    if (limit <= 0) return [];
    // Looked at every second: without a write where nothing is due.
    const any = await read((session) =>
      session.first(sql`SELECT 1 FROM webhooks w WHERE w.state = 'enabled' AND EXISTS (
        SELECT 1 FROM webhook_deliveries d WHERE d.webhook = w.id AND ${isDue(now)}) LIMIT 1`),
    );
    return any === undefined ? [] : write((session) => claim(session, request));
  },
  recordAttempt: (claimed, attempt, verdict, now) =>
    write((session) => recordAttempt(session, claimed, attempt, verdict, now)),
  release: ({ id, claimedUntil }) =>
    write(async (session) => {
      await session.all(sql`UPDATE webhook_deliveries SET claimed_until = NULL
        WHERE id = ${id} AND claimed_until = ${claimedUntil}`);
    }),
});

async function claim(
  session: Session,
  { now, until, limit, perWebhook }: Parameters<WebhookStore['claim']>[0],
): Promise<readonly ClaimedDelivery[]> {
  // A subscription that another process holds is left to it. Counted is first what is there once it is held.
  const held = await session.all(sql<{ id: string }>`SELECT w.id FROM webhooks w WHERE w.state = 'enabled' AND EXISTS (
      SELECT 1 FROM webhook_deliveries d WHERE d.webhook = w.id AND ${isDue(now)})
    ORDER BY w.id FOR UPDATE SKIP LOCKED`);
  const ids = held.map(({ id }) => id);
  const enabled = await session.all(sql<EnabledRow>`SELECT w.id, w.url, w.secrets, (
      SELECT count(*) FROM webhook_deliveries d WHERE d.webhook = w.id AND d.claimed_until > ${now}) AS busy
    FROM webhooks w WHERE w.id = ANY(${ids}) AND w.state = 'enabled'`);
  const due = await Promise.all(
    enabled.map(({ id, busy }) =>
      session.all(sql<DueRow>`SELECT d.id, d.webhook, d.type, d.body, d.attempts, d.next_at FROM webhook_deliveries d
        WHERE d.webhook = ${id} AND ${isDue(now)} ORDER BY d.next_at, d.ordinal LIMIT ${Math.max(0, perWebhook - busy)}`),
    ),
  );
  const taken = enabled
    .flatMap((of, index) => (due[index] ?? []).map((row, place) => ({ row, of, place: of.busy + place })))
    .sort((a, b) => a.place - b.place || (a.row.next_at < b.row.next_at ? -1 : 1))
    .slice(0, limit);
  await session.all(sql`UPDATE webhook_deliveries SET claimed_until = ${until}
    WHERE id = ANY(${taken.map(({ row }) => row.id)})`);
  return taken.map(({ row: { next_at: _, ...row }, of: { url, secrets } }) => ({
    ...row,
    url,
    secrets: JSON.parse(secrets),
    claimedUntil: until,
  }));
}

/** Notes an attempt and what follows from it: for the message, for the one behind it, for the subscription. */
async function recordAttempt(
  session: Session,
  claimed: DeliveryClaim,
  { at, status, error, ms }: Attempt,
  verdict: Verdict,
  now: string,
): Promise<void> {
  const { id } = claimed;
  await session.all(sql`SELECT 1 FROM webhooks w WHERE w.id = (
    SELECT d.webhook FROM webhook_deliveries d WHERE d.id = ${id}) FOR UPDATE`);
  await session.all(sql`INSERT INTO webhook_attempts (delivery, at, status, error, ms)
    SELECT d.id, ${at}::text, ${status}::bigint, ${error}::text, ${ms}::bigint FROM webhook_deliveries d WHERE d.id = ${id}`);
  const delivery = await session.first(outcomeOf(claimed, verdict, now));
  if (delivery === undefined) return;
  const { webhook, lane } = delivery;
  if (verdict.kind === 'gone' || verdict.kind === 'failed')
    await session.all(sql`UPDATE webhooks SET state = 'disabled', disabled_at = ${now},
      disabled_why = ${`${WHY[verdict.kind]}: ${error}`} WHERE id = ${webhook} AND state = 'enabled'`);
  await session.all(sql`UPDATE webhook_deliveries SET next_at = ${now} WHERE next_at IS NULL AND ordinal = (
    SELECT min(ordinal) FROM webhook_deliveries WHERE webhook = ${webhook} AND lane = ${lane} AND state = 'pending')`);
}

function outcomeOf({ id, claimedUntil }: DeliveryClaim, verdict: Verdict, now: string) {
  const isHeld = sql`id = ${id} AND state = 'pending' AND claimed_until = ${claimedUntil}`;
  switch (verdict.kind) {
    // Delivered is delivered, whoever holds the claim by now.
    case 'delivered':
      return sql<DeliveryRow>`UPDATE webhook_deliveries SET state = 'delivered', attempts = attempts + 1, next_at = NULL,
        claimed_until = NULL, settled_at = ${now} WHERE id = ${id} AND state = 'pending' RETURNING webhook, lane`;
    case 'retry':
      return sql<DeliveryRow>`UPDATE webhook_deliveries SET attempts = attempts + 1, claimed_until = NULL,
        next_at = CASE WHEN next_at IS NULL THEN NULL ELSE ${verdict.at.toISOString()} END WHERE ${isHeld}
        RETURNING webhook, lane`;
    case 'gone':
    case 'failed':
      return sql<DeliveryRow>`UPDATE webhook_deliveries SET state = 'failed', attempts = attempts + 1, next_at = NULL,
        claimed_until = NULL, settled_at = ${now} WHERE ${isHeld} RETURNING webhook, lane`;
  }
}

const WHY = {
  gone: 'the receiver wants no more messages',
  failed: 'a message could not be delivered, the last time',
} as const;

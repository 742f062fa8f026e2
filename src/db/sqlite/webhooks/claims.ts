/** Who sends which message, and what came of it, on an SQLite file. */
import { sql } from 'kysely';
import type { ClaimedDelivery, DeliveryClaim, WebhookStore } from '../../../core/ports/webhook-store.ts';
import type { Verdict } from '../../../core/webhooks/retry.ts';
import type { Attempt } from '../../../core/webhooks/webhook.ts';
import { param, type Statements } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';

type DueRow = { id: string; type: ClaimedDelivery['type']; body: string; attempts: number; next_at: string };
type EnabledRow = { id: string; url: string; secrets: string; busy: number };
type DeliveryRow = { webhook: string; lane: string };

export function createClaims(
  statements: Statements,
  write: RunWrite,
): Pick<WebhookStore, 'claim' | 'recordAttempt' | 'release'> {
  const isDue = sql`state = 'pending' AND next_at <= ${param('now')}
    AND (claimed_until IS NULL OR claimed_until <= ${param('now')})`;
  const anyDue = statements.define(
    sql<{ id: string }>`SELECT id FROM webhooks WHERE state = 'enabled' AND EXISTS (
      SELECT 1 FROM webhook_deliveries d WHERE d.webhook = webhooks.id AND d.next_at <= ${param('now')}
        AND d.state = 'pending' AND (d.claimed_until IS NULL OR d.claimed_until <= ${param('now')})) LIMIT 1`,
  );
  const enabled = statements.define(
    sql<EnabledRow>`SELECT id, url, secrets, (
        SELECT count(*) FROM webhook_deliveries d WHERE d.webhook = webhooks.id AND d.claimed_until > ${param('now')}
      ) AS busy FROM webhooks WHERE state = 'enabled'`,
  );
  const due = statements.define(
    sql<DueRow>`SELECT id, type, body, attempts, next_at FROM webhook_deliveries
      WHERE webhook = ${param('webhook')} AND ${isDue} ORDER BY next_at, ordinal LIMIT ${param('limit')}`,
  );
  const take = statements.define(
    sql`UPDATE webhook_deliveries SET claimed_until = ${param('until')} WHERE id = ${param('id')}`,
  );
  const giveBack = statements.define(
    sql`UPDATE webhook_deliveries SET claimed_until = NULL
      WHERE id = ${param('id')} AND claimed_until = ${param('claimedUntil')}`,
  );
  const recordAttempt = createAttemptRecorder(statements);

  return {
    claim: async ({ now, until, limit, perWebhook }) => {
      // Looked at every second: without a write where nothing is due.
      if (limit <= 0 || anyDue.get({ now }) === undefined) return [];
      return write(() => {
        const candidates = enabled
          .all({ now })
          .flatMap(({ id: webhook, url, secrets, busy }) =>
            due
              .all({ webhook, now, limit: Math.max(0, perWebhook - busy) })
              .map((row, index) => ({ row, webhook, url, secrets, place: busy + index })),
          );
        return candidates
          .sort((a, b) => a.place - b.place || (a.row.next_at < b.row.next_at ? -1 : 1))
          .slice(0, limit)
          .map(({ row: { id, type, body, attempts }, webhook, url, secrets }): ClaimedDelivery => {
            take.run({ id, until });
            return { id, type, body, attempts, webhook, url, secrets: JSON.parse(secrets), claimedUntil: until };
          });
      });
    },
    recordAttempt: (claimed, attempt, verdict, now) => write(() => recordAttempt(claimed, attempt, verdict, now)),
    release: (claimed) =>
      write(() => {
        giveBack.run(claimed);
      }),
  };
}

/** Notes an attempt and what follows from it: for the message, for the one behind it, for the subscription. */
function createAttemptRecorder(statements: Statements) {
  const log = statements.define(
    sql`INSERT INTO webhook_attempts (delivery, at, status, error, ms)
      SELECT id, ${param('at')}, ${param('status')}, ${param('error')}, ${param('ms')}
      FROM webhook_deliveries WHERE id = ${param('id')}`,
  );
  // Delivered is delivered, whoever holds the claim by now.
  const deliver = statements.define(
    sql<DeliveryRow>`UPDATE webhook_deliveries SET state = 'delivered', attempts = attempts + 1,
        next_at = NULL, claimed_until = NULL, settled_at = ${param('at')}
      WHERE id = ${param('id')} AND state = 'pending' RETURNING webhook, lane`,
  );
  const isHeld = sql`id = ${param('id')} AND state = 'pending' AND claimed_until = ${param('claimedUntil')}`;
  const retry = statements.define(
    sql<DeliveryRow>`UPDATE webhook_deliveries SET attempts = attempts + 1, claimed_until = NULL,
        next_at = iif(next_at IS NULL, NULL, ${param('nextAt')}) WHERE ${isHeld} RETURNING webhook, lane`,
  );
  const fail = statements.define(
    sql<DeliveryRow>`UPDATE webhook_deliveries SET state = 'failed', attempts = attempts + 1,
        next_at = NULL, claimed_until = NULL, settled_at = ${param('at')} WHERE ${isHeld} RETURNING webhook, lane`,
  );
  const disable = statements.define(
    sql`UPDATE webhooks SET state = 'disabled', disabled_at = ${param('at')}, disabled_why = ${param('why')}
      WHERE id = ${param('webhook')} AND state = 'enabled'`,
  );
  const startNext = statements.define(
    sql`UPDATE webhook_deliveries SET next_at = ${param('at')} WHERE next_at IS NULL AND ordinal = (
      SELECT min(ordinal) FROM webhook_deliveries
      WHERE webhook = ${param('webhook')} AND lane = ${param('lane')} AND state = 'pending')`,
  );

  return ({ id, claimedUntil }: DeliveryClaim, attempt: Attempt, verdict: Verdict, at: string): void => {
    log.run({ id, ...attempt });
    const delivery = deliveryOf();
    if (delivery === undefined) return;
    if (verdict.kind === 'gone' || verdict.kind === 'failed')
      disable.run({ webhook: delivery.webhook, at, why: `${WHY[verdict.kind]}: ${attempt.error}` });
    startNext.run({ ...delivery, at });

    function deliveryOf(): DeliveryRow | undefined {
      switch (verdict.kind) {
        case 'delivered':
          return deliver.get({ id, at });
        case 'retry':
          return retry.get({ id, claimedUntil, nextAt: verdict.at.toISOString() });
        case 'gone':
        case 'failed':
          return fail.get({ id, claimedUntil, at });
      }
    }
  };
}

const WHY = {
  gone: 'the receiver wants no more messages',
  failed: 'a message could not be delivered, the last time',
} as const;

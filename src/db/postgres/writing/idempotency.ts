/** What was applied for a request that may be sent again. Kept in the transaction of what it applied. */
import { sql } from 'kysely';
import type { Applied, Idempotency } from '../../../core/writing/plan.ts';
import { KEPT_MS, sameRequest } from '../../shared/writing/idempotency.ts';
import type { Session } from '../statements.ts';

/** What was applied for the key. Fails with `key-reused` where that was another request. */
export async function findApplied(session: Session, idempotency: Idempotency | undefined): Promise<Applied | null> {
  if (idempotency === undefined) return null;
  const { caller, key } = idempotency;
  const found = await session.first(sql<{ fingerprint: string; result: string }>`SELECT fingerprint, result
    FROM idempotency WHERE caller = ${caller} AND key = ${key}`);
  return found === undefined ? null : sameRequest(idempotency, found);
}

export async function keepApplied(
  session: Session,
  idempotency: Idempotency | undefined,
  applied: Applied,
  now: Date,
): Promise<void> {
  if (idempotency === undefined) return;
  const { caller, key, fingerprint } = idempotency;
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  await Promise.all([
    session.all(sql`DELETE FROM idempotency WHERE at < ${before}`),
    session.all(sql`INSERT INTO idempotency (caller, key, fingerprint, result, at)
      VALUES (${caller}, ${key}, ${fingerprint}, ${JSON.stringify(applied)}, ${now.toISOString()})`),
  ]);
}

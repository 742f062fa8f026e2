/** What was applied for a request that may be sent again. */
import { Failure } from '../../../core/values/errors.ts';
import type { Applied, Idempotency } from '../../../core/writing/plan.ts';

/** A client that has not asked again by then never will. */
const KEPT_DAYS = 7;
export const KEPT_MS = KEPT_DAYS * 24 * 60 * 60 * 1000;

/** What was applied. Fails with `key-reused` where the key came with another request. */
export function sameRequest(
  { fingerprint }: Idempotency,
  kept: { readonly fingerprint: string; readonly result: string },
): Applied {
  if (kept.fingerprint !== fingerprint)
    throw new Failure(
      'key-reused',
      'this Idempotency-Key was sent before with another request; use a new key for a new request',
    );
  return JSON.parse(kept.result) as Applied;
}

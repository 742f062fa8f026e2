/** What somebody has chosen and typed about a candidate, and not decided yet: kept for them, and shown to nobody else. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { DecisionFields, KeptDecision } from '../../core/capture/kept-decision.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { openCandidate } from './candidates.ts';

/** What the caller has kept of a candidate; null where that is nothing. */
export async function keptDecision(store: Store, caller: Caller, candidate: string): Promise<KeptDecision | null> {
  demand(caller, 'write');
  return caller.key === null ? null : store.documents.keptDecision(candidate, caller.key);
}

/**
 * Keeps it anew for the caller; `expect` is the revision that they looked at, 0 where they had kept nothing. The same again
 * changes nothing. Fails with `not-found`, with `conflict` where the candidate is decided, and with `stale` where another
 * tab has kept something else since.
 */
export async function keepDecision(
  store: Store,
  caller: Caller,
  candidate: string,
  { expect, fields }: { readonly expect: number; readonly fields: DecisionFields },
): Promise<KeptDecision> {
  demand(caller, 'write');
  await openCandidate(store, candidate);
  if (caller.key === null)
    throw new Failure('forbidden', 'only somebody with a key of their own keeps what is not decided');
  return store.documents.keepDecision({ candidate, key: caller.key, expect, fields });
}

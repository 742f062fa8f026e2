/** The commit that a caller may make. */
import { type Caller, demand, may } from '../access/caller.ts';
import type { CommitOptions } from './plan.ts';

/** Who writes, with the right that their scopes give, and why. Fails with `forbidden` where they may not write at all. */
export function commitBy(
  caller: Caller,
  { reason, dryRun, idempotency, accepts }: Pick<CommitOptions, 'reason'> & Partial<CommitOptions>,
): CommitOptions {
  demand(caller, 'write');
  return {
    actor: caller.name,
    mayPublish: may(caller, 'publish'),
    reason,
    ...(dryRun !== undefined && { dryRun }),
    ...(idempotency !== undefined && { idempotency }),
    ...(accepts !== undefined && { accepts }),
  };
}

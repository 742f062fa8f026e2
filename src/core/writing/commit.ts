/** The commit that a caller may make. */
import { type Caller, demand, may, mayAlone } from '../access/caller.ts';
import type { CommitOptions } from './plan.ts';

/**
 * Who writes, with the right that their scopes give, and why. Where it takes two people to publish, `isSecond` says that
 * somebody else wrote what this makes public. Fails with `forbidden` where they may not write at all.
 */
export function commitBy(
  caller: Caller,
  {
    reason,
    dryRun,
    idempotency,
    accepts,
    isSecond,
  }: Pick<CommitOptions, 'reason'> & Partial<CommitOptions> & { readonly isSecond?: boolean },
): CommitOptions {
  demand(caller, 'write');
  return {
    actor: caller.name,
    mayPublish: isSecond === true ? may(caller, 'publish') : mayAlone(caller),
    reason,
    ...(dryRun !== undefined && { dryRun }),
    ...(idempotency !== undefined && { idempotency }),
    ...(accepts !== undefined && { accepts }),
  };
}

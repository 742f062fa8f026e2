/** Imports of drafts: nothing becomes public by one, and nothing that is public changes. */
import { type Caller, recordedBy } from '../../core/access/caller.ts';
import type { Recorded } from '../../core/import/planner.ts';
import { Failure } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import type { Applied, CommitOptions } from '../../core/writing/plan.ts';
import { NeedsPublishing } from '../../core/writing/proposal.ts';

type Asked = { readonly caller: Caller; readonly drafts?: boolean };

/** By whom an import is recorded, and as what. */
export const recordedFor = ({ caller, drafts = false }: Asked): Omit<Recorded, 'at'> =>
  drafts ? { by: caller.name, mayPublish: false, status: 'draft', drafts } : recordedBy(caller);

/** The commit of an import. Fails with `forbidden` where the caller may not write. */
export const importCommit = (
  { caller, drafts = false }: Asked,
  options: Parameters<typeof commitBy>[1],
): CommitOptions => ({
  ...commitBy(caller, options),
  ...(drafts && { mayPublish: false, leavesPublic: true }),
});

/**
 * What was written, with a report that says so where it is of drafts. Fails with `conflict` where these would make
 * something public or change what is, and as the writing does.
 */
export async function reportedFor({ drafts = false }: Asked, written: Promise<Applied>): Promise<Applied> {
  if (!drafts) return written;
  const applied = await written.catch((error: unknown) => {
    if (!(error instanceof NeedsPublishing)) throw error;
    const rule = 'an import of drafts makes nothing public, and changes nothing that is';
    throw new Failure('conflict', `${error.why}: ${rule}; leave it out, or import without asking for drafts`);
  });
  return { ...applied, report: { ...applied.report, drafts } };
}

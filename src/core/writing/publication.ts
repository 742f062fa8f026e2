/** What the public sees is changed only by those who may publish, and corrected only with a reason. */
import type { Action } from '../change-log/change.ts';
import { mayBecome } from '../records/position.ts';
import { Failure } from '../values/errors.ts';
import type { AnyRecord, Commit } from './plan.ts';

type Snapshot = AnyRecord['record'];

const isPublic = (record: Snapshot | null): boolean =>
  record !== null && 'status' in record && record.status !== 'draft';

/**
 * Refuses an entry of the log that the commit has no right to, or no reason for. Fails with `forbidden` where a
 * position that is or becomes public is touched without the right to publish, with `invalid` where a published one is
 * changed without a reason, and with `conflict` where its status cannot follow on the one it has.
 */
export function refuseUnfit(commit: Commit, action: Action, before: Snapshot | null, after: Snapshot | null): void {
  const { id } = before ?? after ?? { id: '' };
  if (before !== null && after !== null && 'status' in before && 'status' in after)
    if (!mayBecome(before.status, after.status))
      throw new Failure('conflict', `the position "${id}" is ${before.status} and cannot become ${after.status}`);
  if (!isPublic(before) && !isPublic(after)) return;
  requirePublishing(commit, `the position "${id}" is public, or becomes so`);
  if (isPublic(before) && action !== 'publish') requireReason(commit, `the position "${id}" is public`);
}

/** For a change to the evidence of the published position `position`: its readers rely on it as much. */
export function refuseUnfitEvidence(commit: Commit, statement: string, position: string): void {
  const why = `the statement "${statement}" is evidence for the public position "${position}"`;
  requirePublishing(commit, why);
  requireReason(commit, why);
}

function requirePublishing({ mayPublish }: Commit, why: string): void {
  if (!mayPublish) throw new Failure('forbidden', `${why}: this needs a key with the scope "publish"`);
}

function requireReason({ reason }: Commit, why: string): void {
  if (reason !== null) return;
  const message = 'is required: say why, for the record of corrections';
  throw new Failure('invalid', `${why}: changing it needs a reason; nothing was written`, [
    { pointer: '/reason', message },
  ]);
}

/** What the public sees is made and changed only by those who may publish, and corrected only with a reason. */
import type { Kind } from '../records/kinds.ts';
import { mayBecome } from '../records/position.ts';
import { isPublic } from '../records/public-state.ts';
import { Failure } from '../values/errors.ts';
import type { LogEntry } from './meaning.ts';
import type { AnyRecord, Commit } from './plan.ts';
import { NeedsPublishing } from './proposal.ts';

type Snapshot = AnyRecord['record'];

const sees = (record: Snapshot | null): boolean => record !== null && isPublic(record);

/**
 * Refuses an entry of the log that the commit has no right to, or no reason for. Fails with `forbidden` where a record
 * becomes public, or what is public is corrected, without the right to publish, or changed where it is to stay; with `invalid` where it is corrected
 * without a reason; and with `conflict` where a state cannot follow on the one before it.
 */
export function refuseUnfit(
  commit: Commit,
  { action, kind, before, after, corrects }: LogEntry & { readonly corrects: boolean },
): void {
  if (before !== null && after !== null) refuseTurn(kind, before, after);
  const { id } = before ?? after ?? { id: '' };
  if (commit.leavesPublic === true && sees(before)) throw new NeedsPublishing(`the ${kind} "${id}" is public`);
  if (!sees(before) && sees(after)) requirePublishing(commit, `the ${kind} "${id}" becomes public`);
  // A position that follows another record's new id is read under it, too.
  const isTouched = corrects || (kind === 'position' && sees(before) && action !== 'publish');
  if (!isTouched) return;
  const why = `the ${kind} "${id}" is public`;
  requirePublishing(commit, why);
  requireReason(commit, why);
}

/** Fails with `conflict` where what was public would become a draft, or what was retracted comes back. */
function refuseTurn(
  kind: Kind,
  { id, status: was = 'published' }: Snapshot,
  { status: is = 'published' }: Snapshot,
): void {
  if (!mayBecome(was, is)) throw new Failure('conflict', `the ${kind} "${id}" is ${was} and cannot become ${is}`);
}

function requirePublishing({ mayPublish }: Commit, why: string): void {
  if (!mayPublish) throw new NeedsPublishing(why);
}

function requireReason({ reason }: Commit, why: string): void {
  if (reason !== null) return;
  const message = 'is required: say why, for the record of corrections';
  throw new Failure('invalid', `${why}: changing it needs a reason; nothing was written`, [
    { pointer: '/reason', message },
  ]);
}

/** What the public sees is made and changed only by those who may publish, and corrected only with a reason. */
import type { Action } from '../change-log/change.ts';
import type { Kind } from '../records/kinds.ts';
import { mayBecome } from '../records/position.ts';
import { isPublic } from '../records/public-state.ts';
import { Failure } from '../values/errors.ts';
import type { AnyRecord, Commit } from './plan.ts';
import { NeedsPublishing } from './proposal.ts';

type Snapshot = AnyRecord['record'];

/** An entry of the log before it is written. */
type Entry = {
  readonly action: Action;
  readonly kind: Kind;
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
};

const sees = (record: Snapshot | null): boolean => record !== null && isPublic(record);

/**
 * Refuses an entry of the log that the commit has no right to, or no reason for. Fails with `forbidden` where a record
 * becomes public, or a position that is so is touched, without the right to publish; with `invalid` where a published
 * position is changed without a reason; and with `conflict` where a state cannot follow on the one before it.
 */
export function refuseUnfit(commit: Commit, { action, kind, before, after }: Entry): void {
  const { id } = before ?? after ?? { id: '' };
  if (before !== null && after !== null) refuseTurn(kind, before, after);
  if (!sees(before) && !sees(after)) return;
  const who = `the ${kind} "${id}"`;
  if (kind !== 'position') {
    if (!sees(before)) requirePublishing(commit, `${who} becomes public`);
    return;
  }
  requirePublishing(commit, `${who} is public, or becomes so`);
  if (sees(before) && action !== 'publish') requireReason(commit, `${who} is public`);
}

/** Fails with `conflict` where what was public would become a draft, or what was retracted comes back. */
function refuseTurn(
  kind: Kind,
  { id, status: was = 'published' }: Snapshot,
  { status: is = 'published' }: Snapshot,
): void {
  if (!mayBecome(was, is)) throw new Failure('conflict', `the ${kind} "${id}" is ${was} and cannot become ${is}`);
}

/** For a change to the evidence of the published position `position`: its readers rely on it as much. */
export function refuseUnfitEvidence(commit: Commit, statement: string, position: string): void {
  const why = `the statement "${statement}" is evidence for the public position "${position}"`;
  requirePublishing(commit, why);
  requireReason(commit, why);
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

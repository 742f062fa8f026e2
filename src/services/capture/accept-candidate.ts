/** Accepting a candidate: what it becomes, and that it is accepted, in one commit. */
import { demand, recordedBy } from '../../core/access/caller.ts';
import { acceptedDrafts, refusalOfAcceptance, statementIdOf } from '../../core/capture/accepted-drafts.ts';
import type { Acceptance } from '../../core/capture/candidate-input.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { onRecord } from '../../core/capture/draft-bundle.ts';
import { type BundleContent, readBundle } from '../../core/import/bundle/bundle.ts';
import { idsIn } from '../../core/import/ids-in.ts';
import { planImport } from '../../core/import/plan-import.ts';
import type { Store } from '../../core/ports/store.ts';
import { commitBy } from '../../core/writing/commit.ts';
import { idFor } from '../../core/writing/edit-schemas.ts';
import { freeId, type WritePart } from '../../core/writing/grounds.ts';
import { withCurrentIds } from '../../core/writing/redirects.ts';
import { type Editor, UNNAMED } from '../records/editing.ts';
import { lookForNear, NOTHING_NEAR } from '../records/near-records.ts';
import { noPause } from '../slices.ts';
import { anyCandidate, openCandidate } from './candidates.ts';
import { getDocument, getDocumentText } from './documents.ts';

/**
 * Makes drafts of a candidate: its statement, the positions that rest on it, and the expert where they are new. Fails with
 * `stale`, with `conflict` where it is decided, or a name is near another's unless `isNew` says that it is another, and with `invalid`; nothing is written then.
 */
export async function acceptCandidate(
  store: Store,
  id: string,
  acceptance: Acceptance,
  editor: Editor,
  isNew = false,
): Promise<DocumentCandidate> {
  const { caller, at } = editor;
  demand(caller, 'write');
  if (editor.idempotency && (await store.appliedFor(editor.idempotency)) !== null) return anyCandidate(store, id);
  const candidate = await openCandidate(store, id);
  const { source } = await getDocument(store, caller, candidate.document);
  const text = await getDocumentText(store, caller, candidate.document);
  const { revision, newExpert } = acceptance;
  const speaker = newExpert === undefined ? knownSpeaker(candidate, acceptance) : newSpeaker(newExpert, acceptance);
  const draftsOf = (expert: string): BundleContent => {
    const { content, violations } = readBundle(acceptedDrafts(text, candidate, acceptance, { source, expert }), '');
    if (violations.length > 0) throw refusalOfAcceptance(violations);
    return { ...content, reason: editor.reason };
  };
  const ids = idsIn(draftsOf(speaker));
  const { refuse, ...asked } =
    newExpert === undefined || isNew
      ? NOTHING_NEAR
      : // By the id that it would have, somebody of the same name would pass for the same record.
        await lookForNear(store, caller, 'expert', { ...newExpert, id: UNNAMED }, editor.pause ?? noPause);
  const wanted = { kind: 'expert', id: speaker } as const;
  const part: WritePart = {
    ...{ ids, wanted, ...asked },
    plan: ({ stored, redirects, taken, named }) => {
      refuse({ named });
      const drafts = withCurrentIds(draftsOf(newExpert === undefined ? speaker : freeId(wanted, taken)), redirects);
      const { plan, violations } = planImport(drafts, stored, { at, ...recordedBy(caller), status: 'draft' });
      if (violations.length > 0) throw refusalOfAcceptance(violations);
      return plan.writes.map((write) => ({ ...write, expect: 'absent' as const }));
    },
  };
  const change = { state: 'accepted', statement: statementIdOf(candidate, source), by: caller.name } as const;
  await store.write({ ...commitBy(caller, editor), candidate: { id, expect: revision, change } }, [part]);
  return anyCandidate(store, id);
}

/** The expert on record who says it; a surname alone makes nobody that. */
function knownSpeaker(candidate: DocumentCandidate, { expert }: Acceptance): string {
  const known = expert ?? onRecord(candidate);
  if (known !== null) return known;
  const message = 'must be given, or newExpert: nobody on record is tied to the speaker';
  throw refusalOfAcceptance([{ pointer: '/expert', message }]);
}

/** The id that somebody new would best have. */
function newSpeaker(newExpert: NonNullable<Acceptance['newExpert']>, { expert }: Acceptance): string {
  if (expert === undefined) return idFor('expert', newExpert);
  const message = 'stands beside expert: who says it is on record, or new, and not both';
  throw refusalOfAcceptance([{ pointer: '/newExpert', message }]);
}

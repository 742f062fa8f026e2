/** Cutting one candidate into two, joining two into one, and moving the edges of the words of one. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { joinCandidates, rewordCandidate, splitCandidate } from '../../core/capture/rework.ts';
import { placedWords, type TypedWords } from '../../core/capture/typed-words.ts';
import type { Store } from '../../core/ports/store.ts';
import { anyCandidate, openCandidate } from './candidates.ts';
import { getDocumentText } from './documents.ts';

/**
 * Makes two of an open candidate; the second has its words from `begins` on, and stands behind those there are. Fails with
 * `not-found`, `stale`, `invalid`, and with `conflict` where it is decided.
 */
export async function splitInTwo(
  store: Store,
  caller: Caller,
  id: string,
  revision: number,
  begins: string,
): Promise<readonly DocumentCandidate[]> {
  demand(caller, 'write');
  const candidate = await openCandidate(store, id);
  const text = await getDocumentText(store, caller, candidate.document);
  const [first, second] = splitCandidate(text, candidate, begins);
  const cut = { id, expect: revision, change: { proposed: first } };
  const proposed = await store.documents.rework(candidate.document, [cut], [second]);
  return [await anyCandidate(store, id), ...proposed];
}

/**
 * Puts other words of the text into an open candidate, as where its edges were wrong; who says it, and who proposed it, stay.
 * Fails with `not-found`, `stale`, `conflict` where it is decided, `quote-not-in-text`, `quote-ambiguous`, and `invalid`
 * where there are none, or some twice.
 */
export async function putWords(
  store: Store,
  caller: Caller,
  { id, revision }: SeenCandidate,
  words: TypedWords,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  const candidate = await openCandidate(store, id);
  const text = await getDocumentText(store, caller, candidate.document);
  const proposed = rewordCandidate(text, candidate, placedWords(text, words));
  return store.documents.change(id, revision, { proposed });
}

/** One candidate, as it was looked at. */
export type SeenCandidate = { readonly id: string; readonly revision: number };

/**
 * Puts the words of another open candidate into this one, and sets the other aside. Fails with `not-found`, `stale`, and
 * with `conflict` where one is decided, somebody else says it, or a third stands between them.
 */
export async function joinInOne(
  store: Store,
  caller: Caller,
  into: SeenCandidate,
  other: SeenCandidate,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  const [one, two] = [await openCandidate(store, into.id), await openCandidate(store, other.id)];
  const joined = joinCandidates(one, two, await store.documents.candidates(one.document));
  await store.documents.rework(
    one.document,
    [
      { id: into.id, expect: into.revision, change: { proposed: joined } },
      {
        ...{ id: other.id, expect: other.revision },
        change: { state: 'rejected', reason: `its words are in the candidate ${into.id} now`, by: caller.name },
      },
    ],
    [],
  );
  return anyCandidate(store, into.id);
}

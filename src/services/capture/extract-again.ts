/** Looking for statements in a text again, as with a newer extractor: what was proposed and decided stays. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { DocumentCandidate, ProposedCandidate } from '../../core/capture/document.ts';
import { overlapOf } from '../../core/capture/reliability/span-agreement.ts';
import type { Extractor } from '../../core/ports/extractor.ts';
import type { Store } from '../../core/ports/store.ts';
import { captureText } from './capture.ts';
import { getDocument, getDocumentText, proposedBy } from './documents.ts';

/** Two are one where they share so much of the words that either has. */
const ONE = 0.8;

/**
 * Proposes what is found and was not proposed before, by whomever, decided or not; answers these. Fails with `not-found`,
 * also where the text is gone.
 */
export async function extractAgain(
  store: Store,
  caller: Caller,
  extractor: Extractor,
  id: string,
): Promise<readonly DocumentCandidate[]> {
  demand(caller, 'write');
  const { source, language } = await getDocument(store, caller, id);
  const text = await getDocumentText(store, caller, id);
  const publishedOn = (await store.get('source', source))?.publishedOn ?? null;
  const found = await captureText(store, caller, extractor, text, { publishedOn, language });
  const proposed = found.candidates.map((it) => proposedBy(found.extractor, it));
  return store.documents.proposeNew(id, proposed, isKnown);
}

type Words = Pick<ProposedCandidate, 'quotes' | 'content'>;

const wordsOf = ({ quotes, content }: Words) => [...quotes, ...content];

/** Somebody has looked at it: as it is, joined with another, or cut into several that have its words together. */
export function isKnown(found: Words, there: readonly Words[]): boolean {
  const isWithin = (inner: Words, outer: Words) =>
    wordsOf(inner).every((it) => wordsOf(outer).some(({ start, end }) => start <= it.start && it.end <= end));
  const parts = there
    .filter((it) => isWithin(it, found))
    .flatMap(wordsOf)
    .toSorted((a, b) => a.start - b.start);
  return (
    overlapOf(wordsOf(found), parts) >= ONE ||
    there.some((it) => isWithin(found, it) || overlapOf(wordsOf(found), wordsOf(it)) >= ONE)
  );
}

/** Candidates: proposing statements in a document, setting them aside, and publishing what came of them. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type NewCandidate, toProposed } from '../../core/capture/candidate-input.ts';
import type { CodingUnit } from '../../core/capture/coding.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { placedWords, type TypedWords } from '../../core/capture/typed-words.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import type { WritePart } from '../../core/writing/grounds.ts';
import type { Publishing } from '../../core/writing/publishing.ts';
import { type Editor, removalPart } from '../records/editing.ts';
import { type PublishingOptions, publishRecords } from '../records/publishing.ts';
import { getDocument, getDocumentText } from './documents.ts';
import { positionsOn } from './drafts-on.ts';

/**
 * Proposes a statement by hand, or where `assistant` names one, as an assistant for the caller. Fails with `not-found`,
 * `quote-not-in-text`, `quote-ambiguous` and `invalid`, and with `conflict` beyond what assistants may propose in a document.
 */
export async function proposeCandidate(
  store: Store,
  caller: Caller,
  document: string,
  input: NewCandidate,
  assistant: string | null = null,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  const text = await getDocumentText(store, caller, document);
  if (assistant === null)
    return store.documents.propose(document, toProposed(text, input, { kind: 'person', name: caller.name }));
  await refuseMany(store, document);
  return store.documents.propose(document, toProposed(text, input, { kind: 'mcp', name: assistant }));
}

/** As `proposeCandidate`, by words as a form has them. */
export async function proposeTyped(
  store: Store,
  caller: Caller,
  document: string,
  speakerName: string,
  words: TypedWords,
): Promise<DocumentCandidate> {
  const text = await getDocumentText(store, caller, document);
  return proposeCandidate(store, caller, document, { speakerName, ...placedWords(text, words) });
}

/** So many statements assistants may propose in one document, before somebody looks at them. */
export const MOST_BY_ASSISTANTS = 200;

async function refuseMany(store: Store, document: string): Promise<void> {
  const open = await store.documents.candidates(document, ['open']);
  if (open.filter(({ origin }) => origin.kind === 'mcp').length < MOST_BY_ASSISTANTS) return;
  const message = `${MOST_BY_ASSISTANTS} proposals of assistants are open in the document "${document}": a person decides on them first`;
  throw new Failure('conflict', message);
}

/** Puts other words, another speaker or day into a candidate that is open; who proposed it stays. Fails as `proposeCandidate` does, and with `stale` and `conflict`. */
export async function changeCandidate(
  store: Store,
  caller: Caller,
  id: string,
  revision: number,
  input: NewCandidate,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  const before = await openCandidate(store, id);
  const text = await getDocumentText(store, caller, before.document);
  const { rule, mention, cue, confidence } = before;
  const proposed = { ...toProposed(text, input, before.origin), rule, mention, cue, confidence };
  return store.documents.change(id, revision, { proposed });
}

/** Sets a candidate aside. Fails with `stale`, and with `conflict` where it is decided. */
export async function rejectCandidate(
  store: Store,
  caller: Caller,
  id: string,
  revision: number,
  reason: string | null,
): Promise<DocumentCandidate> {
  demand(caller, 'write');
  await openCandidate(store, id);
  return store.documents.change(id, revision, { state: 'rejected', reason, by: caller.name });
}

/** Undoes the decision on a candidate; drafts that were made of it are deleted. Fails with `stale`, and with `conflict` where they are public or cited elsewhere. */
export async function reopenCandidate(
  store: Store,
  id: string,
  revision: number,
  editor: Editor,
): Promise<DocumentCandidate> {
  demand(editor.caller, 'write');
  const candidate = await anyCandidate(store, id);
  const parts = candidate.statement === null ? [] : await removalOf(store, candidate.statement);
  const commit = commitBy(editor.caller, editor);
  await store.write({ ...commit, candidate: { id, expect: revision, change: { state: 'open' } } }, parts);
  return anyCandidate(store, id);
}

/** What deletes a draft with the drafts that rest on it, as far as it is still there. Fails with `conflict` where it is public. */
async function removalOf(store: Store, id: string): Promise<readonly WritePart[]> {
  const statement = await store.get('statement', id);
  if (statement === null) return [];
  if (statement.status !== 'draft')
    throw new Failure('conflict', `the statement "${id}" is public: correct or retract it instead`);
  const resting = await positionsOn(store, statement.source, new Set([id]), ['draft']);
  return [
    ...resting.map((it) => removalPart('position', it.id, it.revision)),
    removalPart('statement', id, statement.revision),
  ];
}

/** The drafts of positions that came of a document, in the order of the store. Fails with `not-found`. */
export async function draftsOfDocument(store: Store, caller: Caller, document: string) {
  demand(caller, 'write');
  const { source } = await getDocument(store, caller, document);
  const accepted = await store.documents.candidates(document, ['accepted']);
  return positionsOn(store, source, new Set(accepted.flatMap(({ statement }) => statement ?? [])), ['draft']);
}

/**
 * Publishes the drafts of positions that came of a document with all that they need, in one commit; or, on a trial, tells
 * what would become public. Fails with `conflict` where candidates are open, what several people code is not decided, or there is nothing,
 * and as `publishRecords` does.
 */
export async function publishDocument(
  store: Store,
  document: string,
  editor: Editor,
  options: PublishingOptions = {},
): Promise<Publishing> {
  demand(editor.caller, 'publish');
  const { candidates } = await getDocument(store, editor.caller, document);
  if (candidates.open > 0)
    throw new Failure('conflict', `${candidates.open} candidates of the document "${document}" are still open`);
  await refuseUndecided(store, document);
  const drafts = await draftsOfDocument(store, editor.caller, document);
  if (drafts.length === 0)
    throw new Failure('conflict', `no draft of a position rests on what was accepted in the document "${document}"`);
  const wanted = drafts.map(({ id, revision }) => ({ kind: 'position' as const, id, expect: revision }));
  return publishRecords(store, wanted, editor, options);
}

/** Fails with `conflict` where a candidate was coded for a question, in whichever round last, and nobody has decided on it. */
async function refuseUndecided(store: Store, document: string): Promise<void> {
  const newest = new Map<string, CodingUnit>();
  for (const { id } of await store.codings.rounds(document))
    for (const unit of await store.codings.units(id)) newest.set(`${unit.candidate} ${unit.question}`, unit);
  const undecided = [...newest.values()].filter(({ decision }) => decision === null);
  const [first] = undecided;
  if (first === undefined) return;
  const message = `${undecided.length} of the ${newest.size} units that were coded in the document "${document}" are not decided, first the candidate "${first.candidate}" on "${first.question}"`;
  throw new Failure('conflict', message);
}

/** Fails with `not-found`, and with `conflict` where it is decided. */
export async function openCandidate(store: Store, id: string): Promise<DocumentCandidate> {
  const candidate = await anyCandidate(store, id);
  if (candidate.state !== 'open')
    throw new Failure('conflict', `the candidate "${id}" is ${candidate.state}: undo that first`);
  return candidate;
}

/** Fails with `not-found`. */
export async function anyCandidate(store: Store, id: string): Promise<DocumentCandidate> {
  const candidate = await store.documents.candidate(id);
  if (candidate === null) throw new Failure('not-found', `there is no candidate "${id}"`);
  return candidate;
}

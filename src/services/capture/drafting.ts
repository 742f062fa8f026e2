/** Drafting: a model proposes statements in a document, by their exact words. What it takes them for is shown to whoever has chosen already. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Document, DocumentCandidate } from '../../core/capture/document.ts';
import type { Drafting, DropReason, MachineAnswer, NewDrafting } from '../../core/capture/drafting/drafting.ts';
import { readDraft } from '../../core/capture/drafting/read-draft.ts';
import type { AskedQuestion, Drafter } from '../../core/ports/drafter.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { anyCandidate } from './candidates.ts';
import { knownExperts, suggestQuestions } from './capture.ts';
import { getDocument, getDocumentText } from './documents.ts';
import { positionsOn } from './drafts-on.ts';
import { isKnown } from './extract-again.ts';

/** So many questions a model is asked at once: all there are, or else the nearest. */
const MOST_ASKED = 40;

export type DraftOutcome = { readonly drafting: Drafting; readonly items: readonly DocumentCandidate[] };

/**
 * Sends the text of a document to the model and proposes what it answers. That it was asked is kept, also where nothing
 * comes of it. Fails with `not-found`, with `conflict` where `refusalToDraft` says why, and with `drafting-failed`.
 */
export async function draftDocument(
  store: Store,
  caller: Caller,
  drafter: Drafter | null,
  id: string,
  now: Date,
): Promise<DraftOutcome> {
  demand(caller, 'write');
  const document = await getDocument(store, caller, id);
  const refusal = await refusalToDraft(store, caller, drafter, document, now);
  if (drafter === null || refusal !== null) throw new Failure('conflict', refusal ?? OFF);
  const text = await getDocumentText(store, caller, id);
  const questions = await askedQuestions(store, document, text);
  const { model, prompt, host, reach } = drafter;
  const about = {
    ...{ document: id, model, prompt, host, reach, characters: text.length, questions: questions.length },
    askedBy: caller.name,
  };
  try {
    const { answer, tokens } = await drafter.draft({ article: text.split('\n\n'), questions });
    const experts = await knownExperts(store, caller);
    const origin = `${model.slice(0, 150)}, prompt ${prompt}`;
    const { drafted, dropped } = readDraft(answer.proposals, { text, questions, experts, origin });
    const counted = { received: answer.proposals.length, dropped: countOf(dropped), tokens, failure: null };
    const kept = await store.documents.addDrafting({ ...about, ...counted }, drafted, isKnown);
    return { drafting: kept.drafting, items: kept.candidates };
  } catch (error) {
    if (error instanceof Failure && error.kind === 'drafting-failed') {
      const nothing = { received: 0, dropped: [], tokens: null, failure: error.message.slice(0, 1000) };
      await store.documents.addDrafting({ ...about, ...nothing }, [], isKnown);
    }
    throw error;
  }
}

const OFF =
  'no model is set: whoever runs the service names one by STANDPOINT_DRAFTING_URL and STANDPOINT_DRAFTING_MODEL';

/** Why the text of a document is not sent to the model; null where it may be. */
export async function refusalToDraft(
  store: Store,
  caller: Caller,
  drafter: Drafter | null,
  { id, rights, length, textRemovedAt }: Document,
  now: Date,
): Promise<string | null> {
  demand(caller, 'write');
  if (drafter === null) return OFF;
  const { reach, host, anyRights, maxCharacters, perDay } = drafter;
  if (textRemovedAt !== null) return `the text of the document "${id}" is gone since ${textRemovedAt}`;
  if (rights === 'none' && reach !== 'machine' && !anyRights)
    return `the document "${id}" is kept with the rights "none": its text does not leave this machine, and the model is at ${host}`;
  if (length > maxCharacters)
    return `the text of the document "${id}" has ${length} characters, and ${maxCharacters} are sent at most; nothing is cut off`;
  const day = `${now.toISOString().slice(0, 10)}T00:00:00.000Z`;
  const asked = await store.documents.countDraftings(day);
  return asked < perDay
    ? null
    : `the model was asked ${asked} times today, and ${perDay} times a day (UTC) is the most`;
}

/** All questions where they are few; else those that candidates were proposed for, and those whose words are near. */
async function askedQuestions(store: Store, { id }: Document, text: string): Promise<readonly AskedQuestion[]> {
  const { items } = await store.list('question', {}, { limit: MOST_ASKED + 1 });
  const chosen = items.length <= MOST_ASKED ? items : await store.getMany('question', await nearest(store, id, text));
  const scales = await store.getMany('scale', [...new Set(chosen.map(({ scale }) => scale))]);
  const options = new Map(scales.map((it) => [it.id, it.options.map(({ id, label }) => ({ id, label }))]));
  return chosen.map(({ id, title, proposition, codingRule, scale }) => ({
    ...{ id, title, proposition, codingRule, options: options.get(scale) ?? [] },
  }));
}

async function nearest(store: Store, document: string, text: string): Promise<readonly string[]> {
  const candidates = await store.documents.candidates(document);
  const near = await suggestQuestions(store, text, MOST_ASKED);
  return [...new Set([...candidates.flatMap(({ questions }) => questions), ...near.map(({ id }) => id)])].slice(
    0,
    MOST_ASKED,
  );
}

const countOf = (dropped: readonly DropReason[]): NewDrafting['dropped'] =>
  [...Map.groupBy(dropped, (why) => why)].map(([why, all]) => ({ why, count: all.length }));

/** The times that a model was asked about a document, the newest first. Fails with `not-found`. */
export async function listDraftings(store: Store, caller: Caller, document: string): Promise<readonly Drafting[]> {
  const { id } = await getDocument(store, caller, document);
  return store.documents.draftings(id);
}

/**
 * What the model took the words of a candidate for, once somebody has chosen: where a position on the question rests on
 * them. Null before, where the model said nothing, and for ever where several people code it unseen. Fails with `not-found`.
 */
export async function machineAnswer(store: Store, caller: Caller, id: string): Promise<MachineAnswer | null> {
  demand(caller, 'write');
  const { document, statement, origin } = await anyCandidate(store, id);
  if (origin.kind !== 'model' || statement === null) return null;
  const answer = (await store.documents.machineAnswers(document)).get(id);
  if (answer === undefined || (await store.codings.unit(id, answer.question)) !== null) return null;
  const { source } = await getDocument(store, caller, document);
  const resting = await positionsOn(store, source, new Set([statement]));
  return resting.some(({ question }) => question === answer.question) ? answer : null;
}

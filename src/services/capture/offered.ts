/** What is offered beside a candidate: whom it may be said by, and which questions it may answer. What is near is read, however much is on record. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import type { Offered } from '../../core/capture/offered.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Expert } from '../../core/records/expert.ts';
import type { Question } from '../../core/records/question.ts';
import { suggestQuestions } from './capture.ts';

/** What somebody has said already, and looks for. */
export type SaidAlready = {
  readonly expert: string | undefined;
  /** A name that was written. */
  readonly name: string | undefined;
  readonly questions: readonly string[];
  readonly words: string | undefined;
};

/** So many experts are all offered; of more, those who are near. */
const FEW_EXPERTS = 60;
/** So many questions, each of which has a key. */
const FEW_QUESTIONS = 9;
/** So many are found by words at most. */
const FOUND = 10;

export async function offeredFor(
  store: Store,
  caller: Caller,
  candidate: DocumentCandidate,
  asked: SaidAlready,
): Promise<Offered> {
  demand(caller, 'write');
  const experts = await expertsNear(store, candidate, asked);
  const questions = await questionsNear(store, candidate, asked);
  const scales = await store.getMany('scale', [...new Set(questions.items.map(({ scale }) => scale))]);
  return {
    ...{ experts: experts.items, questions: questions.items },
    scales: new Map(scales.map((scale) => [scale.id, scale])),
    found: asked.words === undefined ? null : { experts: experts.found, questions: questions.found },
    hasMore: experts.hasMore || questions.hasMore,
  };
}

type Near<R> = { readonly items: readonly R[]; readonly found: number; readonly hasMore: boolean };

const findExperts = async (store: Store, words: string): Promise<readonly Expert[]> =>
  (await store.list('expert', { q: words }, { limit: FOUND })).items;

/** Whoever is chosen, bears the name or the surname, was found, or speaks in this document already. */
async function expertsNear(
  store: Store,
  { document, speakerName, expert }: DocumentCandidate,
  { expert: chosen, name, words }: SaidAlready,
): Promise<Near<Expert>> {
  const found = words === undefined ? [] : await findExperts(store, words);
  const { items, next } = await store.list('expert', {}, { limit: FEW_EXPERTS });
  if (next === null) return { items, found: found.length, hasMore: false };
  const ids = [chosen, expert].flatMap((id) => id ?? []);
  const near = [...(await store.getMany('expert', ids)), ...found];
  const surname = speakerName.split(/\s+/).at(-1) ?? speakerName;
  for (const named of new Set([speakerName, ...(name === undefined ? [] : [name]), surname]))
    near.push(...(await findExperts(store, named)));
  near.push(...(await store.getMany('expert', await speakersIn(store, document))));
  return { items: onlyOnce(near), found: found.length, hasMore: true };
}

/** Who says what was accepted in a document. */
async function speakersIn(store: Store, document: string): Promise<readonly string[]> {
  const accepted = await store.documents.candidates(document, ['accepted']);
  const statements = await store.getMany(
    'statement',
    accepted.flatMap(({ statement }) => statement ?? []),
  );
  return [...new Set(statements.map(({ expert }) => expert))];
}

/** Those chosen, whose words are near, that were found, and that others of this document answer. */
async function questionsNear(store: Store, candidate: DocumentCandidate, asked: SaidAlready): Promise<Near<Question>> {
  const found = asked.words === undefined ? [] : await findQuestions(store, asked.words);
  const { items, next } = await store.list('question', {}, { limit: FEW_QUESTIONS });
  if (next === null) {
    const isNear = ({ id }: Question) => candidate.questions.includes(id);
    return {
      items: [...items.filter(isNear), ...items.filter((it) => !isNear(it))],
      found: found.length,
      hasMore: false,
    };
  }
  const ids = [...asked.questions, ...candidate.questions];
  const byId = new Map((await store.getMany('question', ids)).map((it) => [it.id, it]));
  const near = ids.flatMap((id) => byId.get(id) ?? []);
  const used = await store.getMany('question', await questionsIn(store, candidate.document));
  return { items: onlyOnce([...near, ...found, ...used]), found: found.length, hasMore: true };
}

/** Drafts too; where none has all of the words, those that have any. */
async function findQuestions(store: Store, words: string): Promise<readonly Question[]> {
  const { items } = await store.list('question', { q: words }, { limit: FOUND });
  if (items.length > 0) return items;
  const ids = (await suggestQuestions(store, words, FOUND)).map(({ id }) => id);
  return store.getMany('question', ids);
}

/** The questions that drafts on the source of a document answer, as far as they have place among those offered. */
async function questionsIn(store: Store, document: string): Promise<readonly string[]> {
  const source = (await store.documents.get(document))?.source;
  if (source === undefined) return [];
  const { items } = await store.list('position', { source: [source], status: ['draft'] }, { limit: 100 });
  return [...new Set(items.map(({ question }) => question))].slice(0, FEW_QUESTIONS);
}

const onlyOnce = <R extends { readonly id: string }>(records: readonly R[]): readonly R[] => [
  ...new Map(records.map((it) => [it.id, it])).values(),
];

/** So many questions are all offered for a round; of more, those that are near. */
const FEW_TO_CODE = 50;

/** The questions that a round may be about: all there are, where these are few; else those near the candidates of the document, or found. */
export async function questionsToCode(
  store: Store,
  caller: Caller,
  document: string,
  words: string | null,
): Promise<Pick<Offered, 'questions' | 'hasMore'>> {
  demand(caller, 'write');
  const { items, next } = await store.list('question', {}, { limit: FEW_TO_CODE });
  if (next === null) return { questions: items, hasMore: false };
  const accepted = await store.documents.candidates(document, ['accepted']);
  const near = [...new Set(accepted.flatMap(({ questions }) => questions))].slice(0, FEW_TO_CODE);
  const found = words === null ? [] : await findQuestions(store, words);
  return { questions: onlyOnce([...found, ...(await store.getMany('question', near))]), hasMore: true };
}

/** Capture: what is said in the text of an article, with who of those on record says it, and which questions it may answer. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Candidate, Capture, CaptureContext, KnownExpert } from '../../core/capture/candidate.ts';
import { namedIn } from '../../core/capture/named-in.ts';
import type { Extractor } from '../../core/ports/extractor.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Named } from '../../core/records/near.ts';

/** A question on record that a candidate may answer; the first of several is the likeliest. */
export type SuggestedQuestion = { readonly id: string; readonly title: string };

export type ProposedStatement = Candidate & { readonly questions: readonly SuggestedQuestion[] };

export type ProposedStatements = Omit<Capture, 'candidates'> & { readonly candidates: readonly ProposedStatement[] };

const SUGGESTED = 3;
const MAX_WORDS = 60;

/** Finds statements in a text, for those who may write. Nothing is stored. */
export async function captureText(
  store: Store,
  caller: Caller,
  extractor: Extractor,
  text: string,
  article: Omit<CaptureContext, 'experts'>,
): Promise<ProposedStatements> {
  demand(caller, 'write');
  const experts = namedIn(text, await store.names('expert')).map(knownAs);
  const { candidates, ...capture } = await extractor(text, { ...article, experts });
  const proposed: ProposedStatement[] = [];
  for (const candidate of candidates)
    proposed.push({ ...candidate, questions: await suggestQuestions(store, wordsOf(text, candidate)) });
  return { ...capture, candidates: proposed };
}

/** Whom a speaker may be, drafts among them. */
export async function knownExperts(store: Store, caller: Caller): Promise<KnownExpert[]> {
  demand(caller, 'write');
  return (await store.names('expert')).map(knownAs);
}

const knownAs = ({ id, names: [name = '', ...aliases] }: Named): KnownExpert => ({ id, name, aliases });

/** The words of a candidate, by which a question is looked for. */
function wordsOf(text: string, { quotes, content }: Candidate): string {
  return [...quotes, ...content].map(({ start, end }) => text.slice(start, end)).join(' ');
}

/** Words of which every text is full, and which say nothing about what it asks. */
const COMMON = new Set(
  (
    'the and that this with from have has had was were will would could should been being they them their there then than ' +
    'for not but are his her its our your you she him who what when which while about into over after before more most ' +
    'some any all can may might must said says say also just only very much many such other because between through'
  ).split(' '),
);

/** The questions whose words are nearest to those that were said, so many at most. */
export async function suggestQuestions(store: Store, said: string, limit = SUGGESTED): Promise<SuggestedQuestion[]> {
  const words = (said.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((it) => it.length > 2 && !COMMON.has(it));
  const some = [...new Set(words)].slice(0, MAX_WORDS);
  if (some.length === 0) return [];
  const hits = await store.search(some.join(' '), { kinds: ['question'], match: 'any', limit });
  return hits.map(({ id, title }) => ({ id, title }));
}

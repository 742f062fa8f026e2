/** Search over names, questions, positions and quotes. */

import type { Caller } from '../../core/access/caller.ts';
import { correctedDays } from '../../core/matrix/corrected.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import type { Question } from '../../core/records/question.ts';
import { type HitSubject, SEARCH_KINDS, type SearchHit, type SearchMatch } from '../../core/records/search-text.ts';
import { readableBy } from '../access/sight.ts';
import { requireWords } from './records.ts';

export type SearchResult = {
  readonly match: SearchMatch;
  readonly items: readonly SearchHit[];
};

/**
 * The best hits for all the words; where nothing contains them all, for words that contain them; else for any. `match`
 * says which. With `within`, words that contain them are looked for at once.
 */
export async function searchRecords(
  reading: StoreReading,
  caller: Caller,
  q: string,
  limit: number,
  within = false,
): Promise<SearchResult> {
  const store = readableBy(caller, reading);
  const words = requireWords(q);
  const found = async (match: SearchMatch): Promise<SearchResult> => ({
    match,
    items: await store.search(words, { kinds: SEARCH_KINDS, match, limit }),
  });
  for (const match of within ? (['part', 'all'] as const) : (['all', 'part'] as const)) {
    const result = await found(match);
    if (result.items.length > 0) return result;
  }
  return found('any');
}

export type FoundSubject = {
  readonly hit: SearchHit;
  readonly subject: HitSubject;
  /** The question that it is about; null where it is about none. */
  readonly asked: Question | null;
  /** The day of the last correction of the cell that it is about; null where there was none, and where it is about no cell. */
  readonly correctedOn: string | null;
};

/** Each hit with what it is about: a position is about what its expert holds on its question, a statement about who said it. */
export async function subjectsOf(
  reading: StoreReading,
  caller: Caller,
  hits: readonly SearchHit[],
): Promise<readonly FoundSubject[]> {
  const store = readableBy(caller, reading);
  const of = (kind: SearchHit['kind']) => hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
  const positions = new Map((await store.getMany('position', of('position'))).map((it) => [it.id, it]));
  const statements = new Map((await store.getMany('statement', of('statement'))).map((it) => [it.id, it]));
  const subjects = hits.map((hit): HitSubject => {
    if (hit.kind === 'question') return { expert: null, question: hit.id };
    if (hit.kind === 'position') {
      const { expert = null, question = null } = positions.get(hit.id) ?? {};
      return { expert, question };
    }
    return { expert: hit.kind === 'expert' ? hit.id : (statements.get(hit.id)?.expert ?? null), question: null };
  });
  const about = [...new Set(subjects.flatMap(({ question }) => question ?? []))];
  const questions = new Map((await store.getMany('question', about)).map((it) => [it.id, it]));
  const holders = [...positions.values()].map(({ expert }) => expert);
  const days = correctedDays(await store.corrected([...new Set(holders)], about));
  return hits.map((hit, index) => {
    const subject = subjects[index] ?? { expert: null, question: null };
    const { expert, question } = subject;
    const asked = questions.get(question ?? '') ?? null;
    return { hit, subject, asked, correctedOn: expert === null || question === null ? null : days(expert, question) };
  });
}

/** Questions by the words that a person would ask with, each with the options it can be answered by. */
import type { Caller } from '../../core/access/caller.ts';
import type { NearQuestion } from '../../core/matrix/matrix.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import type { Question } from '../../core/records/question.ts';
import type { Scale } from '../../core/records/scale.ts';
import { publicTo } from '../access/sight.ts';
import { nearestQuestions } from '../matrix/matrix.ts';
import { listRecords } from './records.ts';

export type QuestionsRequest = {
  readonly words?: string;
  readonly topic?: readonly string[];
  readonly limit: number;
  readonly cursor?: string;
};

export type FoundQuestions = {
  /** By title. */
  readonly questions: readonly { readonly question: Question; readonly scale: Scale }[];
  readonly next: string | null;
  /** Where no question has all the words: those whose words come nearest, the nearest first. */
  readonly nearest: readonly NearQuestion[];
};

/** The public questions that have all the words and one of the topics. Fails as `listRecords` does. */
export async function findQuestions(
  reading: StoreReading,
  caller: Caller,
  { words, ...asked }: QuestionsRequest,
): Promise<FoundQuestions> {
  const store = publicTo(caller, reading);
  const filter = { ...asked, ...(words !== undefined && { q: words }) };
  const { items, next } = await listRecords(store, caller, 'question', filter);
  const scales = await store.getMany('scale', [...new Set(items.map(({ scale }) => scale))]);
  const byId = new Map(scales.map((scale) => [scale.id, scale]));
  const questions = items.flatMap((question) => {
    const scale = byId.get(question.scale);
    return scale === undefined ? [] : [{ question, scale }];
  });
  const isFirst = asked.cursor === undefined;
  return {
    questions,
    next,
    nearest: words === undefined || items.length > 0 || !isFirst ? [] : await nearestQuestions(store, words),
  };
}

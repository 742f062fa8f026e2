/** Search over names, questions, positions and quotes. */

import type { Caller } from '../../core/access/caller.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { SEARCH_KINDS, type SearchHit } from '../../core/records/search-text.ts';
import { readableBy } from '../access/sight.ts';
import { requireWords } from './records.ts';

export type SearchResult = {
  readonly match: 'all' | 'any';
  readonly items: readonly SearchHit[];
};

/** The best hits for all the words, or, where nothing contains them all, for any; `match` says which. */
export async function searchRecords(
  reading: StoreReading,
  caller: Caller,
  q: string,
  limit: number,
): Promise<SearchResult> {
  const store = readableBy(caller, reading);
  const words = requireWords(q);
  const all = await store.search(words, { kinds: SEARCH_KINDS, match: 'all', limit });
  if (all.length > 0) return { match: 'all', items: all };
  return { match: 'any', items: await store.search(words, { kinds: SEARCH_KINDS, match: 'any', limit }) };
}

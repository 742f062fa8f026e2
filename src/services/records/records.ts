/** Reading single records and lists of them. */
import { type Caller, seesDrafts } from '../../core/access/caller.ts';
import type { ListFilter, Reading, Snapshot } from '../../core/ports/store.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { searchWords } from '../../core/records/search-text.ts';
import { orderOf } from '../../core/records/sorts.ts';
import { firstDay, lastDay } from '../../core/values/date.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { suggest } from '../../core/values/validation.ts';
import { Moved } from '../../core/writing/redirects.ts';
import { readableBy } from '../access/sight.ts';
import type { Pause } from '../slices.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { idsForHints, requireKnown } from './require-known.ts';

export type ListRequest = ListFilter & { readonly limit: number; readonly cursor?: string; readonly sort?: string };
export type List<T> = { readonly items: readonly T[]; readonly next: string | null };

/**
 * The record; a draft is found by those who see drafts. Fails with `not-found`, naming the nearest id, and as `Moved`
 * where the id was given up.
 */
export async function getRecord<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
  id: string,
): Promise<Entities[K]> {
  const store = readableBy(caller, reading);
  const record = await store.get(kind, id);
  if (record !== null) return record;
  const to = (await store.redirects(kind, [id])).get(id);
  if (to !== undefined) throw new Moved(kind, id, to);
  throw new Failure('not-found', `there is no ${kind} "${id}"${suggest(id, await idsForHints(store, kind))}`);
}

/**
 * One page of the records of a kind that pass the filter, drafts for those who see them. Fails with `invalid` on an
 * unknown id, topic, cursor or word, and with `forbidden` where drafts are asked for by somebody else.
 */
export async function listRecords<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
  { limit, cursor, sort, ...filter }: ListRequest,
): Promise<List<Entities[K]>> {
  const store = readableBy(caller, reading);
  const known = await requireKnown(store, filter, kind);
  // A place in one order is none in another.
  const name = sort === undefined ? kind : `${kind} ${sort}`;
  const { items, next } = await store.list(kind, narrowed(known, caller), {
    limit,
    ...(sort === undefined ? {} : { order: orderOf(kind, sort) }),
    ...(cursor === undefined ? {} : { after: decodeCursor(cursor, name, [ANYTHING, ANYTHING]) }),
  });
  return { items, next: next === null ? null : encodeCursor(next, name) };
}

/** All records of a kind that pass the filter, sorted as is asked for, some at a time. Fails as `listRecords` does. */
export async function* everyRecord<K extends Kind>(
  snapshot: Snapshot,
  caller: Caller,
  kind: K,
  { sort, ...filter }: ListFilter & Pick<ListRequest, 'sort'>,
  pause: Pause,
): AsyncGenerator<readonly Entities[K][]> {
  const seen = readableBy(caller, snapshot);
  const known = await requireKnown(seen, filter, kind);
  const order = sort === undefined ? undefined : orderOf(kind, sort);
  for await (const records of seen.pieces(kind, narrowed(known, caller), order)) {
    yield records;
    await pause();
  }
}

/** The filter with the days and the instant that it means. */
function narrowed(filter: ListFilter, caller: Caller): ListFilter {
  const { from, to, updatedSince, q, ...rest } = filter;
  const [first, last] = [from === undefined ? null : firstDay(from), to === undefined ? null : lastDay(to)];
  if (first !== null && last !== null && first > last) throw invalidParameter('from', 'must not be after "to"');
  if (!seesDrafts(caller) && filter.status?.includes('draft') === true)
    throw new Failure('forbidden', 'drafts are for those who write: this needs a key with the scope "write"');
  // Drafts and what was taken back are not in the index, and a filter that finds nothing by mistake is no answer.
  if (q !== undefined && filter.status?.includes('published') === false)
    throw invalidParameter('q', 'finds published positions only: leave it out, or ask for status=published');
  return {
    ...rest,
    ...(first === null ? {} : { from: first }),
    ...(last === null ? {} : { to: last }),
    ...(updatedSince === undefined ? {} : { updatedSince: new Date(updatedSince).toISOString() }),
    ...(q === undefined ? {} : { q: requireWords(q) }),
  };
}

/** What the rows are sorted by may be any text. */
const ANYTHING = /^/;

/** The text, where there is a word in it. */
export function requireWords(q: string): string {
  if (searchWords(q).length === 0) throw invalidParameter('q', 'must contain a letter or a digit to search for');
  return q;
}

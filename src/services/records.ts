/** Reading single records and lists of them. */
import { firstDay, lastDay } from '../core/date.ts';
import { type Entities, type Kind, PLURALS } from '../core/entity.ts';
import { Failure, invalidParameter } from '../core/errors.ts';
import { PUBLIC_STATUSES } from '../core/position.ts';
import { searchWords } from '../core/search.ts';
import type { ListFilter, Store } from '../core/store.ts';
import { suggest } from '../core/validation.ts';
import { requireKnown } from './known.ts';

export type ListRequest = ListFilter & { readonly limit: number; readonly cursor?: string };
export type List<T> = { readonly items: readonly T[]; readonly next: string | null };

/** The record; fails with `not-found`, naming the nearest id. A draft is not found. */
export async function getRecord<K extends Kind>(store: Store, kind: K, id: string): Promise<Entities[K]> {
  const record = await store.get(kind, id);
  if (record !== null && !('status' in record && record.status === 'draft')) return record;
  // Positions and statements may be millions, and nobody types their ids.
  const near = kind === 'position' || kind === 'statement' ? '' : suggest(id, await store.ids(kind));
  throw new Failure('not-found', `there is no ${kind} "${id}"${near}`);
}

/** One page of the records of a kind that pass the filter. Fails with `invalid` on an unknown id, topic, cursor or word. */
export async function listRecords<K extends Kind>(
  store: Store,
  kind: K,
  { limit, cursor, ...filter }: ListRequest,
): Promise<List<Entities[K]>> {
  await requireKnown(store, filter);
  const { items, next } = await store.list(kind, publicFilter(kind, filter), {
    limit,
    ...(cursor === undefined ? {} : { after: decodeCursor(cursor, kind) }),
  });
  return { items, next: next === null ? null : encodeCursor(next, kind) };
}

function publicFilter(kind: Kind, filter: ListFilter): ListFilter {
  const { from, to, q, ...rest } = filter;
  const [first, last] = [from === undefined ? null : firstDay(from), to === undefined ? null : lastDay(to)];
  if (first !== null && last !== null && first > last) throw invalidParameter('from', 'must not be after "to"');
  return {
    ...rest,
    ...(first === null ? {} : { from: first }),
    ...(last === null ? {} : { to: last }),
    ...(q === undefined ? {} : { q: requireWords(q) }),
    ...(kind === 'position' && filter.status === undefined ? { status: [...PUBLIC_STATUSES] } : {}),
  };
}

/** The text, where there is a word in it. */
export function requireWords(q: string): string {
  if (searchWords(q).length === 0) throw invalidParameter('q', 'must contain a letter or a digit to search for');
  return q;
}

const encodeCursor = (after: readonly string[], kind: Kind): string =>
  Buffer.from(JSON.stringify([kind, ...after])).toString('base64url');

function decodeCursor(cursor: string, kind: Kind): string[] {
  const parts = parsed(Buffer.from(cursor, 'base64url').toString());
  const isCursor = Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === 'string');
  if (!isCursor || parts[0] !== kind)
    throw invalidParameter('cursor', `must be the "next" of a page of ${PLURALS[kind]}, unchanged`);
  return parts.slice(1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

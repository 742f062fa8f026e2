/** Experts some at a time, for answers that hold no more of them. */
import type { Caller } from '../../core/access/caller.ts';
import type { ListFilter, Reading } from '../../core/ports/store.ts';
import type { Expert } from '../../core/records/expert.ts';
import { publicTo } from '../access/sight.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** So many of the experts chosen, those behind the cursor, by name. */
export type ExpertPage = { readonly limit: number; readonly cursor?: string };

/** The public experts of a page that pass the filter, and where the next page begins. Fails with `invalid` on a cursor of another list. */
export async function expertPage(
  reading: Reading,
  caller: Caller,
  filter: ListFilter,
  { limit, cursor }: ExpertPage,
): Promise<{ readonly items: readonly Expert[]; readonly next: string | null }> {
  const after = cursor === undefined ? {} : { after: decodeCursor(cursor, LIST, [ANYTHING, ANYTHING]) };
  const { items, next } = await publicTo(caller, reading).list('expert', filter, { limit, ...after });
  return { items, next: next === null ? null : encodeCursor(next, LIST) };
}

const LIST = 'expert';
/** What the rows are sorted by may be any text. */
const ANYTHING = /^/;

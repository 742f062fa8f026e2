/** The change log as a caller may read it. */
import type { Caller } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import type { ChangeFilter, Reading } from '../../core/ports/store.ts';
import { readableBy } from '../access/sight.ts';
import { requireKnown } from '../records/require-known.ts';

/** Whom and what the entries are about; without any, everything. */
export type About = Pick<ChangeFilter, 'expert' | 'question' | 'topic'>;
export type ChangeRequest = About & { readonly after: number; readonly limit: number };
export type ChangePage = { readonly items: readonly Change[]; readonly next: number | null };

/**
 * A page of the log, oldest first; `next` is what to pass as `after` for the following one, null at the end. Those who
 * do not see drafts get the public's form of what is public. Fails with `invalid` on an unknown id or topic.
 */
export async function listChanges(
  reading: Reading,
  caller: Caller,
  { after, limit, ...about }: ChangeRequest,
): Promise<ChangePage> {
  const store = readableBy(caller, reading);
  const filter = await requireKnown(store, about);
  const found = await store.changes(after, limit + 1, filter);
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.seq ?? null) : null };
}

/** The latest entries, the newest first. Fails as `listChanges` does. */
export async function latestChanges(
  reading: Reading,
  caller: Caller,
  limit: number,
  about: ChangeFilter = {},
): Promise<readonly Change[]> {
  const store = readableBy(caller, reading);
  return store.changesBefore(Number.MAX_SAFE_INTEGER, limit, await requireKnown(store, about));
}

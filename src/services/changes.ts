/** The change log as the public may read it. */
import { type Change, publicChange } from '../core/change.ts';
import type { Store } from '../core/store.ts';

export type ChangePage = { readonly items: readonly Change[]; readonly next: number | null };

/** Up to `limit` public changes after `after`; `next` is what to pass as `after` for the following page, null at the end. */
export async function listChanges(store: Store, after: number, limit: number): Promise<ChangePage> {
  const items: Change[] = [];
  let seen = after;
  while (items.length < limit) {
    const changes = await store.changes(seen, limit - items.length);
    if (changes.length === 0) return { items, next: null };
    seen = changes.at(-1)?.seq ?? seen;
    items.push(...changes.flatMap((change) => publicChange(change) ?? []));
  }
  const more = await store.changes(seen, 1);
  return { items, next: more.length === 0 ? null : seen };
}

/** How far back the latest changes are looked for: drafts among them are passed over. */
const LOOK_BACK = 200;

/** The latest public changes, the newest first. */
export async function latestChanges(store: Store, limit: number): Promise<readonly Change[]> {
  const changes = await store.changes(Math.max(0, (await store.revision()) - LOOK_BACK), LOOK_BACK);
  return changes
    .flatMap((change) => publicChange(change) ?? [])
    .reverse()
    .slice(0, limit);
}

/** An order of records of one kind that name each other: each stands behind the one that it names. */
import type { Kind } from '../records/kinds.ts';
import type { BundleEntry, Inputs } from './bundle/bundle.ts';
import type { Planner } from './planner.ts';

/**
 * The entries in their order, but for those that are named by one before them: these come right before it. Of some that
 * name each other in a circle, one stands before what it names.
 */
export function namedFirst<I extends { readonly id: string }>(
  entries: readonly BundleEntry<I>[],
  named: (input: I) => string | undefined,
): readonly BundleEntry<I>[] {
  if (entries.every(({ input }) => named(input) === undefined)) return entries;
  const byId = new Map(entries.map((entry) => [entry.input.id, entry]));
  const ordered = new Set<BundleEntry<I>>();
  for (const entry of entries) {
    const waiting = new Set<BundleEntry<I>>();
    for (
      let next: BundleEntry<I> | undefined = entry;
      next !== undefined && !ordered.has(next) && !waiting.has(next);
    ) {
      waiting.add(next);
      next = byId.get(named(next.input) ?? '');
    }
    for (const it of [...waiting].reverse()) ordered.add(it);
  }
  return [...ordered];
}

/** True of a record that is planned after the one that names it: in `namedFirst`, only where they name each other in a circle. */
export function isToCome(planner: Planner, kind: Kind, id: string): boolean {
  if (planner.isClaimed(kind, id) || planner.stored[kind].has(id)) return false;
  const entries: readonly BundleEntry<Inputs[Kind]>[] = planner.content.entries[kind];
  return entries.some(({ input }) => input.id === id);
}

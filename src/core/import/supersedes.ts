/** Which position another may take the place of, and an order in which each stands behind what it supersedes. */
import type { Position, PositionInput } from '../records/position.ts';
import type { BundleEntry } from './bundle/bundle.ts';

type Entry = BundleEntry<PositionInput>;

/**
 * The positions in their order, but for those that are superseded by one before them: these come right before it. Of
 * some that take each other's place in a circle, one stands before what it supersedes.
 */
export function supersededFirst(entries: readonly Entry[]): readonly Entry[] {
  if (entries.every(({ input }) => input.supersedes === undefined)) return entries;
  const byId = new Map(entries.map((entry) => [entry.input.id, entry]));
  const ordered = new Set<Entry>();
  for (const entry of entries) {
    const waiting = new Set<Entry>();
    for (let next: Entry | undefined = entry; next !== undefined && !ordered.has(next) && !waiting.has(next); ) {
      waiting.add(next);
      next = byId.get(next.input.supersedes ?? '');
    }
    for (const it of [...waiting].reverse()) ordered.add(it);
  }
  return [...ordered];
}

/** What is wrong where positions name each other, or one names itself. */
export const CIRCULAR = 'must name a position that stands for itself, and does not take the place of this one';

/**
 * What is wrong with superseding `found`, which must be of the same expert on the same question, be public where the
 * position is so, and have been recorded before it.
 */
export function supersedesFaults(
  input: PositionInput,
  found: Position,
  stored: ReadonlyMap<string, Position>,
): readonly string[] {
  const faults = (['expert', 'question'] as const).flatMap((field) =>
    found[field] === input[field]
      ? []
      : [`names "${found.id}", whose ${field} is "${found[field]}", not "${input[field]}"`],
  );
  if (found.status === 'draft' && input.status !== 'draft')
    faults.push(`names "${found.id}", which is a draft: publish that first, or keep this one a draft`);
  const [self, other] = [stored.get(input.id), stored.get(found.id)];
  if (self !== undefined && (other === undefined || other.recordedSeq > self.recordedSeq))
    faults.push(
      `names "${found.id}", which was recorded after it: record anew, under another id, what takes its place`,
    );
  return faults;
}

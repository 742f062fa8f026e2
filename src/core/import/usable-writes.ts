/** What of a plan with faults can be written nevertheless. */

import { KINDS, type Kind } from '../records/kinds.ts';
import type { Violation } from '../values/errors.ts';
import type { Stored } from '../writing/grounds.ts';
import type { Write } from '../writing/plan.ts';
import type { BundleContent, BundleEntry } from './bundle/bundle.ts';

/** The place of the record that a pointer leads into. */
export const recordIn = (pointer = ''): string => pointer.split('/', 3).join('/');

/**
 * Of a load that will be refused: what those that follow may refer to, so that they are judged as they would be, and
 * nothing that could not be written.
 */
export function soundAmong(
  writes: readonly Write[],
  { entries }: BundleContent,
  stored: Stored,
  violations: readonly Violation[],
): readonly Write[] {
  const faulty = new Set(violations.map(({ pointer }) => recordIn(pointer)));
  const keys = KINDS.flatMap((kind) =>
    (entries[kind] as readonly BundleEntry<{ readonly id: string }>[])
      .filter(({ place }) => faulty.has(place))
      .map(({ input }) => `${kind} ${input.id}`),
  );
  const left = new Set(keys);
  const written = new Set<string>();
  const isThere = (kind: Kind, id: string) => stored[kind].has(id) || written.has(`${kind} ${id}`);
  return writes.filter((write) => {
    const key = `${write.kind} ${write.record.id}`;
    // A change of what is stored makes no difference to what refers to it, but for the options of a scale.
    const isOfUse = write.kind === 'scale' || (write.kind !== 'position' && write.expect === 'absent');
    if (!isOfUse || left.has(key) || !referencesOf(write).every(([kind, id]) => isThere(kind, id))) return false;
    written.add(key);
    return true;
  });
}

function referencesOf({ kind, record }: Write): readonly (readonly [Kind, string])[] {
  if (kind === 'question') return [['scale', record.scale]];
  if (kind === 'statement')
    return [
      ...record.experts.map((id) => ['expert', id] as const),
      ...record.sources.map((id) => ['source', id] as const),
    ];
  return [];
}

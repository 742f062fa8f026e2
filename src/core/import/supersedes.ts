/** Which position another may take the place of. */
import type { Position, PositionInput } from '../records/position.ts';

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

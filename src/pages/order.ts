/** The order of stances: along the scale, then who contradicts themself, who took no side, who is silent. */
import type { Cell } from '../core/matrix/cell.ts';

type Placed = Pick<Cell, 'state' | 'value'>;

const GROUPS = { placed: 0, contested: 1, noSide: 2, silent: 3 } as const;

function groupOf(cell: Placed | undefined): number {
  if (cell === undefined || cell.state === 'none') return GROUPS.silent;
  if (cell.state === 'contested') return GROUPS.contested;
  return cell.value === null ? GROUPS.noSide : GROUPS.placed;
}

/** Compares by value: `1` the lowest first, `-1` the highest. The groups stay in their order either way. */
export const byPlace =
  (direction: 1 | -1) =>
  (a: Placed | undefined, b: Placed | undefined): number =>
    groupOf(a) - groupOf(b) || direction * ((a?.value ?? 0) - (b?.value ?? 0));

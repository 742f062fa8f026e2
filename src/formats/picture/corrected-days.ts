/** The days on which what a grid shows was corrected: a note beside each mark, explained at the foot of the picture. */
import type { Cell } from '../../core/matrix/cell.ts';
import { CORRECTED } from './mark.ts';

/** A letter for each day, the latest first; the last one stands for all that were before. */
const LETTERS = [...'abcdefgh'];

/** By day, what stands beside the mark of a cell that was corrected on it. */
function notesOf(cells: readonly Cell[]): ReadonlyMap<string, string> {
  const days = [...new Set(cells.flatMap(({ correctedOn }) => correctedOn ?? []))].sort().reverse();
  return new Map(
    days.map((day, at) => [day, days.length === 1 ? CORRECTED : (LETTERS[Math.min(at, LETTERS.length - 1)] ?? '')]),
  );
}

/** What stands beside the mark of a cell; null where it was never corrected. */
export function correctionNote(cells: readonly Cell[]): (cell: Cell) => string | null {
  const notes = notesOf(cells);
  return ({ correctedOn }) => (correctedOn === null ? null : (notes.get(correctedOn) ?? null));
}

/** What each note means: "* 2024-07-01", or "a 2024-07-01" and "b 2024-06-12". */
export const correctionDays = (cells: readonly Cell[]): string[] =>
  [...Map.groupBy(notesOf(cells), ([, note]) => note)].map(
    ([note, [latest, ...before]]) => `${note} ${latest?.[0]}${before.length === 0 ? '' : ' or before'}`,
  );

/** The page for people; ids, which may be long, are none for a foot. */
const CORRECTIONS = 'what was said before is at /corrections';

/** How many of what is shown was corrected, and when: of a question the names say it, of a grid the notes beside marks. */
export function correctedIn(cells: readonly Cell[], isGrid: boolean): string[] {
  const days = cells.flatMap(({ correctedOn }) => correctedOn ?? []).sort();
  const last = days.at(-1);
  if (last === undefined) return [];
  return isGrid
    ? [`${days.length} corrected`, ...correctionDays(cells), CORRECTIONS]
    : [`${days.length} corrected, the last on ${last}: ${CORRECTIONS}`];
}

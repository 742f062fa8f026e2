/** What each expert holds on each question, read from cells, or from stances as they were judged when they were written. */
import { heldBy, type Moment, placeOf, type Stance, standing, takenOn } from '../matrix/cell.ts';
import type { CellAxes, CellVisitor, PositionHead } from '../matrix/material.ts';
import { GroundIndex } from '../matrix/selection-index.ts';
import { type StanceVisitor, stanceReader, type TakeStance } from '../matrix/stored-stances.ts';
import { belongedOn, type Organizations } from '../records/belonging.ts';
import type { Expert } from '../records/expert.ts';
import { lastDay } from '../values/date.ts';

/** Whose positions count, and when: with `organizations` those that were taken while their holder belonged to one. */
export type HeldOptions = Moment & { readonly organizations?: Organizations | null };

/** Is given what one expert holds on the question of a column, beside `take`, where positions were read. */
type TakeCurrent = (expert: Expert, column: number, current: readonly Stance<PositionHead>[]) => void;

type HeldReader = Pick<CellVisitor<unknown>, 'cell'> &
  Pick<StanceVisitor<unknown>, 'question'> & {
    /** The sequence number of the last change to the ground and to what was read. */
    readonly revision: number;
  };

/** Gives each stance that counts to `take`, in any order; who holds nothing on a question is left out. */
export function heldReader(
  ground: CellAxes,
  { rule, asOf, organizations = null }: HeldOptions,
  take: TakeStance,
  takeCurrent: TakeCurrent = () => undefined,
): HeldReader {
  const index = new GroundIndex(ground);
  const moment = { rule, asOf: asOf === null ? null : lastDay(asOf) };
  const takeColumn = stanceReader(ground, take);
  return {
    question(id, column) {
      index.note(column.revision);
      takeColumn(id, column);
    },
    cell(positions) {
      const found = index.find(positions);
      if (found === undefined) return;
      const { row, column, expert, scale } = found;
      const current = takenOn(standing(positions, scale, moment).current, (day) =>
        belongedOn(expert, day, organizations),
      );
      if (current.length === 0) return;
      take(row, column, heldBy(current), placeOf(current));
      takeCurrent(expert, column, current);
    },
    get revision() {
      return index.revision;
    },
  };
}

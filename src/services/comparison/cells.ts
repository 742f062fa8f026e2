/** Selections that are read cell by cell, because they may be too large for a matrix. */
import type { Moment } from '../../core/matrix/cell.ts';
import type { CellAxes, CellVisitor, PositionHead } from '../../core/matrix/material.ts';
import type { StanceVisitor } from '../../core/matrix/stored-stances.ts';
import type { CellSelection, Reading, StoreReading } from '../../core/ports/store.ts';
import { neverMoved, type Organizations } from '../../core/records/belonging.ts';

/** The most cells that are read for one comparison; the roll calls of a parliament's lifetime are about a million. */
export const MAX_COMPARED_CELLS = 5_000_000;

/** What an answer says where it is a preview. */
export const markOf = ({ drafts = false }: Pick<Moment, 'drafts'>): { preview?: true } =>
  drafts ? { preview: true } : {};

/** Reads the cells of a selection; with drafts, as they would be if every draft were published now. Fails with `too-large`. */
export const readCells = <T>(
  reading: Reading,
  selection: CellSelection,
  begin: (ground: CellAxes) => CellVisitor<T>,
): Promise<T> =>
  reading.readCells(selection, selection.withDrafts === true ? (ground) => previewing(begin(ground)) : begin);

const previewing = <T>(visitor: CellVisitor<T>): CellVisitor<T> => ({
  cell: (positions) => visitor.cell(positions.map(asPublished)),
  end: () => visitor.end(),
});

/** In a preview a draft counts as what it would be then. */
export const asPublished = <P extends Pick<PositionHead, 'status'>>(position: P): P =>
  position.status === 'draft' ? { ...position, status: 'published' } : position;

/** What decides whether what is stored of each cell will do. */
export type HeldAt = Moment & {
  readonly knownAt: string | null;
  /** Those whose members' positions count by their day; null: none. */
  readonly organizations: Organizations | null;
  /** The days of all positions are asked for, which what is stored does not tell. */
  readonly byDay?: boolean;
};

/**
 * Reads what experts hold: from what is stored of each cell where that answers, which is so by the newest position, of all
 * that is known now, where nobody moved; else from the positions of `reading`, for a preview with drafts as if they were
 * published. Fails with `too-large`.
 */
export async function readHeld<T>(
  { store, reading }: { readonly store: StoreReading; readonly reading: Reading },
  selection: Pick<CellSelection, 'experts' | 'questions' | 'maxCells'>,
  { rule, asOf, drafts = false, knownAt, organizations, byDay = false }: HeldAt,
  begin: (ground: CellAxes) => CellVisitor<T> & StanceVisitor<T>,
): Promise<T> {
  const isOfNow = rule === 'latest' && asOf === null && knownAt === null && !drafts && !byDay;
  const ofNow = (ground: CellAxes) => (neverMoved(ground.experts, organizations) ? begin(ground) : null);
  const stored = isOfNow ? await store.readStances(selection, ofNow) : null;
  return stored ?? readCells(reading, { ...selection, withSources: false, withDrafts: drafts }, begin);
}

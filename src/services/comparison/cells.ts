/** Selections that are read cell by cell, because they may be too large for a matrix. */
import type { Moment } from '../../core/matrix/cell.ts';

/** The most cells that are read for one comparison; the roll calls of a parliament's lifetime are about a million. */
export const MAX_COMPARED_CELLS = 5_000_000;

/** True where what is stored of each cell answers: by the newest position, of all that is known now. */
export const isOfNow = ({ rule, asOf, knownAt }: Moment & { readonly knownAt: string | null }): boolean =>
  rule === 'latest' && asOf === null && knownAt === null;

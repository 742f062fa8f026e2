/** Selections that are read cell by cell, because they may be too large for a matrix. */

/** The most cells that are read for one comparison; the roll calls of a parliament's lifetime are about a million. */
export const MAX_COMPARED_CELLS = 5_000_000;

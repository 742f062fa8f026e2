/** What pictures show: one kind of answer or another, each as its service gave it. */
import type { Agreement } from '../core/comparison/agreement/agreement.ts';
import type { Consensus, ConsensusRanking } from '../core/comparison/consensus.ts';
import type { Comparison } from '../core/comparison/side-by-side.ts';
import type { Cell } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';

/** The cells that a number was computed from, with their statements, by which a picture names its sources; where they are too many to be read for it, the day of the record's last change, null where there was none. */
export type CitedCells = readonly Cell[] | { readonly updatedOn: string | null };

export const NOTHING_CITED: CitedCells = [];

/** Which pairs of an agreement were asked for, the first of them first; null: those of everybody, or all of one expert. */
export type PairsEnd = 'nearest' | 'farthest' | null;

export type Drawing =
  | { readonly kind: 'matrix'; readonly matrix: Matrix }
  | { readonly kind: 'comparison'; readonly comparison: Comparison }
  | { readonly kind: 'agreement'; readonly agreement: Agreement; readonly cells: CitedCells; readonly end: PairsEnd }
  | { readonly kind: 'consensus'; readonly consensus: Consensus; readonly cells: CitedCells }
  | { readonly kind: 'ranking'; readonly ranking: ConsensusRanking; readonly cells: CitedCells };

/** How many large tables are sent, to whom, and how slowly they may be taken. */
import { MAX_CELLS } from '../../core/matrix/matrix.ts';
import type { PlaceLimits } from './places.ts';

export type TableLimits = {
  /** What is larger is sent as it is made, in formats that can be: cells of a matrix, rows of a list. */
  readonly held: { readonly cells: number; readonly rows: number };
  /** Tables that are sent at a time; each keeps a state of the store open. */
  readonly open: PlaceLimits;
  /** Who finds so many in line before them, or so many of their own, is sent away. */
  readonly inLine: PlaceLimits;
  /** For so long a client may take nothing of what was sent. */
  readonly stallMs: number;
  /** While others wait, whoever takes fewer bytes of the table a second makes room for them. */
  readonly fairPace: number;
  /** So long they may fall behind it. */
  readonly graceMs: number;
  /** So long a table may take altogether. */
  readonly lastMs: number;
  /** What is under way gets so long to arrive when the service closes. */
  readonly closeMs: number;
};

export const TABLE_LIMITS: TableLimits = {
  held: { cells: MAX_CELLS, rows: 1_000 },
  open: { all: 8, perClient: 4 },
  inLine: { all: 100, perClient: 20 },
  stallMs: 30_000,
  fairPace: 16 * 1024,
  graceMs: 10_000,
  lastMs: 15 * 60_000,
  closeMs: 5_000,
};

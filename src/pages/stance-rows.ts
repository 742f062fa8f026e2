/** The rows of a question's table: who of those on record, in which order, and which portion of them. */
import type { Cell } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import { hasWords } from './narrow.ts';
import { byPlace } from './order.ts';
import { type ListPart, portionOf } from './portion.ts';

/** What the rows are sorted by; `-` before it turns it round. */
export const STANCE_ORDERS = ['stance', '-stance', 'saidOn', '-saidOn', 'name', '-name'] as const;
export type StanceOrder = (typeof STANCE_ORDERS)[number];

/** Up to so many rows all are shown; of more, so many at once, and the evidence is on the page of each cell. */
const WHOLE_UP_TO = 40;
const ROWS_AT_ONCE = 20;

/** Which rows are asked for: whose name or affiliation has these words, in that order, and the number of their portion. */
export type RowsAsked = {
  readonly sort?: StanceOrder | undefined;
  readonly rows?: number | undefined;
  readonly q?: string | undefined;
};

type Held = Pick<Matrix, 'cells' | 'experts'>;

/** The cells of those whose name or affiliation has the words. */
export function cellsOf({ cells, experts }: Held, q: string | undefined): readonly Cell[] {
  if (q === undefined) return cells;
  const has = hasWords(q);
  const found = new Set(experts.filter(({ name, affiliation }) => has([name, affiliation])).map(({ id }) => id));
  return cells.filter(({ expert }) => found.has(expert));
}

/** The cells of the rows; nothing on record is no row. */
export const rowCells = (cells: readonly Cell[], order: StanceOrder = 'stance'): readonly Cell[] =>
  sorted(
    cells.filter(({ state }) => state !== 'none'),
    order,
  );

/** How many portions of rows there are. */
export const rowPortions = (matrix: Held, q?: string): number => rowPortion(rowCells(cellsOf(matrix, q)), 1).count;

export const rowPortion = ({ length }: readonly Cell[], number: number): ListPart =>
  portionOf(length, length <= WHOLE_UP_TO ? WHOLE_UP_TO : ROWS_AT_ONCE, number);

/** The portion of all rows that has the first of those cells, in the order along the scale. */
export function portionWith(matrix: Held, isOne: (cell: Cell) => boolean): number {
  const rows = rowCells(matrix.cells);
  const at = rows.findIndex(isOne) + 1;
  const numbers = Array.from({ length: rowPortions(matrix) }, (_, index) => index + 1);
  return numbers.find((number) => at <= rowPortion(rows, number).to) ?? 1;
}

/** The cells of a matrix are in the order of its experts, which is that of their names. */
function sorted(cells: readonly Cell[], order: StanceOrder): readonly Cell[] {
  const byDay = ({ saidOn: a }: Cell, { saidOn: b }: Cell) => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1);
  const sorts: { readonly [O in StanceOrder]: () => readonly Cell[] } = {
    name: () => cells,
    '-name': () => cells.toReversed(),
    stance: () => cells.toSorted(byPlace(1)),
    '-stance': () => cells.toSorted(byPlace(-1)),
    saidOn: () => cells.toSorted(byDay),
    '-saidOn': () => cells.toSorted((a, b) => byDay(b, a)),
  };
  return sorts[order]();
}

/** Which rows and columns of a grid are shown at once, where it is too large for that. */
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Axis } from './grid-state.ts';
import { type ListPart, portionCount, portionOf, within } from './portion.ts';

/** About as many cells as make half of a page's weight; people with the twelve questions of a quiz are seen at once up to forty. */
const CELLS_AT_ONCE = 480;
const COLUMNS_AT_ONCE = 24;

/** More columns than this are not seen at once on a desktop. */
const MAX_ACROSS = 7;

type Sized = Pick<Matrix, 'experts' | 'questions'>;

/** What the columns are: questions; people where they are fewer, and the questions too many to be seen beside each other. */
export const acrossOf = ({ experts, questions }: Sized): Axis =>
  questions.length > MAX_ACROSS && experts.length < questions.length ? 'expert' : 'question';

/** The numbers of the portions that are asked for; the columns also by one of them. */
export type AskedPortions = {
  readonly rows: number;
  readonly columns: number | null;
  readonly column: string | null;
};

const sizesOf = (matrix: Sized) => {
  const [rows, columns] =
    acrossOf(matrix) === 'question'
      ? [matrix.experts.length, matrix.questions.length]
      : [matrix.questions.length, matrix.experts.length];
  const across = Math.ceil(columns / portionCount(columns, COLUMNS_AT_ONCE));
  return { rows, columns, most: Math.max(1, Math.floor(CELLS_AT_ONCE / Math.max(1, across))) };
};

/** How many portions there are of each. */
export function gridPortions(matrix: Sized): { readonly rows: number; readonly columns: number } {
  const { rows, columns, most } = sizesOf(matrix);
  return { rows: portionCount(rows, most), columns: portionCount(columns, COLUMNS_AT_ONCE) };
}

type Order = { readonly [A in Axis]: readonly string[] };

/** What is shown: the portions, and the ids in them in their order. */
export type Shown = { readonly rows: ListPart; readonly columns: ListPart; readonly order: Order };

export function shownOf(matrix: Sized, order: Order, { rows, columns, column }: AskedPortions): Shown {
  const sizes = sizesOf(matrix);
  const across = acrossOf(matrix);
  const down = across === 'question' ? 'expert' : 'question';
  const numbers = Array.from({ length: portionCount(sizes.columns, COLUMNS_AT_ONCE) }, (_, index) => index + 1);
  const all = numbers.map((number) => portionOf(sizes.columns, COLUMNS_AT_ONCE, number));
  const has = (portion: ListPart) => column !== null && within(order[across], portion).includes(column);
  const columnPortion = all[(columns ?? 0) - 1] ?? all.find(has) ?? portionOf(sizes.columns, COLUMNS_AT_ONCE, 1);
  const rowPortion = portionOf(sizes.rows, sizes.most, rows);
  const shown = { [across]: within(order[across], columnPortion), [down]: within(order[down], rowPortion) };
  return { rows: rowPortion, columns: columnPortion, order: { ...order, ...shown } };
}

/** All of it, where that is known to be little. */
export function shownWhole(matrix: Sized, order: Order): Shown {
  const { rows, columns } = sizesOf(matrix);
  return { rows: portionOf(rows, Math.max(1, rows), 1), columns: portionOf(columns, Math.max(1, columns), 1), order };
}

/** Which rows and columns of a grid are shown at once, where it is too large for that. */
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Axis } from './grid-state.ts';
import type { Query } from './links.ts';
import { hasWords, rowsQuery } from './narrow.ts';
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

/** What the rows are. */
export const downOf = (matrix: Sized): Axis => (acrossOf(matrix) === 'question' ? 'expert' : 'question');

/** The words that the rows are narrowed by, and the numbers of the portions; the columns also by one of them. */
export type AskedPortions = {
  readonly q: string | undefined;
  readonly rows: number;
  readonly columns: number | null;
  readonly column: string | null;
};

/** Of these what an embed has, too. */
export type Portions = Pick<AskedPortions, 'q' | 'rows' | 'columns'>;

/** What of these goes into an address; the first portions go without saying. */
export const portionQuery = ({ q, rows, columns }: Portions): Query => [
  ...rowsQuery(q, rows),
  ...(columns === null || columns === 1 ? [] : [['columns', String(columns)] as const]),
];

/** Of how many rows and columns a portion is made, and how many rows it has at most. */
const sizesOf = (matrix: Sized, rows: number) => {
  const columns = acrossOf(matrix) === 'question' ? matrix.questions.length : matrix.experts.length;
  const across = Math.ceil(columns / portionCount(columns, COLUMNS_AT_ONCE));
  return { rows, columns, most: Math.max(1, Math.floor(CELLS_AT_ONCE / Math.max(1, across))) };
};

/** The rows that have the words: people in their name or affiliation, questions in what they ask. */
export function foundRows(matrix: Sized, q: string | undefined): ReadonlySet<string> {
  const has = hasWords(q);
  const told =
    downOf(matrix) === 'expert'
      ? matrix.experts.map(({ id, name, affiliation }) => ({ id, texts: [name, affiliation] }))
      : matrix.questions.map(({ id, title, proposition }) => ({ id, texts: [title, proposition] }));
  return new Set(told.filter(({ texts }) => has(texts)).map(({ id }) => id));
}

/** How many portions there are of each. */
export function gridPortions(
  matrix: Sized,
  q: string | undefined,
): { readonly rows: number; readonly columns: number } {
  const { rows, columns, most } = sizesOf(matrix, foundRows(matrix, q).size);
  return { rows: portionCount(rows, most), columns: portionCount(columns, COLUMNS_AT_ONCE) };
}

type Order = { readonly [A in Axis]: readonly string[] };

/** What is shown: the portions, all that they are portions of, and the ids in them in their order. */
export type Shown = {
  readonly rows: ListPart;
  readonly columns: ListPart;
  readonly found: readonly string[];
  readonly order: Order;
};

export function shownOf(matrix: Sized, order: Order, { q, rows, columns, column }: AskedPortions): Shown {
  const across = acrossOf(matrix);
  const down = downOf(matrix);
  const rowsFound = foundRows(matrix, q);
  const found = order[down].filter((id) => rowsFound.has(id));
  const sizes = sizesOf(matrix, found.length);
  const numbers = Array.from({ length: portionCount(sizes.columns, COLUMNS_AT_ONCE) }, (_, index) => index + 1);
  const all = numbers.map((number) => portionOf(sizes.columns, COLUMNS_AT_ONCE, number));
  const has = (portion: ListPart) => column !== null && within(order[across], portion).includes(column);
  const columnPortion = all[(columns ?? 0) - 1] ?? all.find(has) ?? portionOf(sizes.columns, COLUMNS_AT_ONCE, 1);
  const rowPortion = portionOf(sizes.rows, sizes.most, rows);
  const shown = { [across]: within(order[across], columnPortion), [down]: within(found, rowPortion) };
  return { rows: rowPortion, columns: columnPortion, found, order: { ...order, ...shown } };
}

/** All of it, where that is known to be little. */
export function shownWhole(matrix: Sized, order: Order): Shown {
  const found = order[downOf(matrix)];
  const { rows, columns } = sizesOf(matrix, found.length);
  const whole = (all: number) => portionOf(all, Math.max(1, all), 1);
  return { rows: whole(rows), columns: whole(columns), found, order };
}

/** Several questions as a picture: a mark at every crossing. The longer side runs down, so that its names can be read. */

import { labeller } from '../../answers/words.ts';
import type { Cell } from '../../core/matrix/cell.ts';
import type { Matrix } from '../../core/matrix/matrix.ts';
import { type Block, gap, MUTED, rule, stack, textBlock } from './block.ts';
import { correctionNote } from './corrected-days.ts';
import type { Area } from './frame.ts';
import { gridHeader } from './grid-header.ts';
import { type Density, drawRow, leastHeight, markWidth, prepareRow, type Row, type RowFrame } from './grid-row.ts';
import { INK } from './line.ts';
import { tooLarge } from './plan.ts';
import { MOST } from './size.ts';
import { single, widthOf } from './text.ts';

/** Rows by columns, with a cell at every crossing. */
export type Crossings = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly at: (row: number, column: number) => Cell | undefined;
};

/** Crossings, and what is told of their cells. */
export type CellGrid = Crossings &
  Pick<RowFrame, 'label' | 'note'> & {
    /** What stands above a row, where something begins with it. */
    readonly headAbove?: (row: number) => string | null;
  };

/** A matrix turned so that its longer side runs down. */
export function crossingsOf({ experts, questions, cells }: Matrix): Crossings {
  const names = experts.map(({ name }) => name);
  const titles = questions.map(({ title }) => title);
  const width = questions.length;
  return questions.length > experts.length
    ? { rows: titles, columns: names, at: (row, column) => cells[column * width + row] }
    : { rows: names, columns: titles, at: (row, column) => cells[row * width + column] };
}

export const gridOf = (matrix: Matrix): CellGrid => ({
  ...crossingsOf(matrix),
  label: labeller(matrix),
  note: correctionNote(matrix.cells),
});

/** Fails with `too-large` where a picture cannot hold so many rows and columns; `what` says what they are. */
export function requireGrid({ rows, columns }: Pick<Crossings, 'rows' | 'columns'>, what: string): void {
  if (rows.length > MOST.rows || columns.length > MOST.columns) throw tooLarge(what, `${MOST.rows} by ${MOST.columns}`);
}

/** Pixels at the size of a share card. */
const NARROWEST_COLUMN = 34;
const NARROWEST_LABEL = 120;
const MOST_EXTRA = 20;
/** From this width of a column on there may be words below the marks. */
const WORDED_COLUMN = 96;
const LABEL_SHARE = 0.34;
/** Beside so few columns there is more room for the names of rows. */
const FEW_COLUMNS = 3;
const WIDE_LABEL_SHARE = 0.48;

/** From the most telling to the tightest: the first that fits the room is taken. */
const DENSITIES: readonly Density[] = [
  { worded: true, sizes: [17, 15, 13.5], least: 26, padding: 10 },
  { worded: false, sizes: [17, 15, 13.5], least: 26, padding: 8 },
  { worded: false, sizes: [14.5, 13], least: 20, padding: 2.4 },
];

/** Pixels of width the grid needs on a share card. */
export const gridWidth = ({ columns }: Pick<Crossings, 'columns'>): number =>
  (columns.length * NARROWEST_COLUMN) / (1 - LABEL_SHARE);

export function gridBody(grid: CellGrid, area: Area, room: number): Block {
  const { x, width, unit } = area;
  const { rows: titles, columns, at, label, note } = grid;
  const widest = Math.max(...titles.map((title) => widthOf(title, { size: 17 * unit, weight: 400 }))) + 24 * unit;
  const labelWidth = Math.min(
    Math.max(widest, NARROWEST_LABEL * unit),
    width * (columns.length > FEW_COLUMNS ? LABEL_SHARE : WIDE_LABEL_SHARE),
  );
  const column = (width - labelWidth) / columns.length;
  const frame: RowFrame = {
    ...area,
    labelWidth,
    column,
    centre: (index) => x + labelWidth + (index + 0.5) * column,
    label,
    note,
  };
  const heads = titles.map((_, row) => headBlock(grid.headAbove?.(row) ?? null, area));
  const head = stack([gridHeader(columns, frame), rule(x, width, 1.5 * unit, INK)]);
  const roomForRows = room - head.height - stack(heads).height;
  const densities = DENSITIES.filter(({ worded }) => !worded || column >= WORDED_COLUMN * unit);
  let rows: Row[] = [];
  let needed = 0;
  for (const density of densities) {
    rows = titles.map((title, row) =>
      prepareRow(
        title,
        columns.map((_, index) => at(row, index)),
        density,
        frame,
      ),
    );
    needed = rows.reduce((sum, row) => sum + leastHeight(row, unit), 0);
    if (needed <= roomForRows) break;
  }
  const extra = Math.min(Math.max(0, (roomForRows - needed) / rows.length), MOST_EXTRA * unit);
  const heights = rows.map((row) => leastHeight(row, unit) + extra);
  const size = markWidth(heights, frame);
  return stack([
    head,
    ...rows.flatMap((row, index) => [heads[index] ?? gap(0), drawRow(row, heights[index] ?? 0, size, frame)]),
  ]);
}

const headBlock = (words: string | null, { x, unit }: Area): Block =>
  words === null
    ? gap(0)
    : stack([
        gap(12 * unit),
        textBlock(single(words, { size: 14.5 * unit, weight: 700 }), x, { fill: MUTED }),
        gap(2 * unit),
      ]);

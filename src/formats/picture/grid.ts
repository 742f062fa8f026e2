/** Several questions as a picture: a mark at every crossing. The longer side runs down, so that its names can be read. */

import { labeller } from '../../answers/words.ts';
import type { Cell } from '../../core/matrix/cell.ts';
import type { Matrix } from '../../core/matrix/matrix.ts';
import { type Block, rule, stack } from './block.ts';
import { correctionNote } from './corrected-days.ts';
import type { Area } from './frame.ts';
import { gridHeader } from './grid-header.ts';
import { type Density, drawRow, leastHeight, markWidth, prepareRow, type Row, type RowFrame } from './grid-row.ts';
import { INK } from './line.ts';
import { widthOf } from './text.ts';

/** A matrix turned so that its longer side runs down. */
export type Crossings = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly at: (row: number, column: number) => Cell | undefined;
};

export function crossingsOf({ experts, questions, cells }: Matrix): Crossings {
  const names = experts.map(({ name }) => name);
  const titles = questions.map(({ title }) => title);
  const width = questions.length;
  return questions.length > experts.length
    ? { rows: titles, columns: names, at: (row, column) => cells[column * width + row] }
    : { rows: names, columns: titles, at: (row, column) => cells[row * width + column] };
}

/** Pixels at the size of a share card. */
const NARROWEST_COLUMN = 34;
const NARROWEST_LABEL = 120;
const MOST_EXTRA = 20;
/** From this width of a column on there may be words below the marks. */
const WORDED_COLUMN = 96;
const LABEL_SHARE = 0.34;

/** From the most telling to the tightest: the first that fits the room is taken. */
const DENSITIES: readonly Density[] = [
  { worded: true, sizes: [17, 15, 13.5], least: 26, padding: 10 },
  { worded: false, sizes: [17, 15, 13.5], least: 26, padding: 8 },
  { worded: false, sizes: [14.5, 13], least: 20, padding: 2.4 },
];

/** Pixels of width the grid needs on a share card. */
export const gridWidth = (matrix: Matrix): number =>
  (crossingsOf(matrix).columns.length * NARROWEST_COLUMN) / (1 - LABEL_SHARE);

export function gridBody(matrix: Matrix, area: Area, room: number): Block {
  const { x, width, unit } = area;
  const { rows: titles, columns, at } = crossingsOf(matrix);
  const widest = Math.max(...titles.map((title) => widthOf(title, { size: 17 * unit, weight: 400 }))) + 24 * unit;
  const labelWidth = Math.min(Math.max(widest, NARROWEST_LABEL * unit), width * LABEL_SHARE);
  const column = (width - labelWidth) / columns.length;
  const frame: RowFrame = {
    ...area,
    labelWidth,
    column,
    centre: (index) => x + labelWidth + (index + 0.5) * column,
    label: labeller(matrix),
    note: correctionNote(matrix.cells),
  };
  const head = stack([gridHeader(columns, frame), rule(x, width, 1.5 * unit, INK)]);
  const roomForRows = room - head.height;
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
  return stack([head, ...rows.map((row, index) => drawRow(row, heights[index] ?? 0, size, frame))]);
}

/** A row of a grid: its name, and a mark in every column. */

import { stanceWords } from '../../answers/words.ts';
import type { Cell } from '../../core/matrix/cell.ts';
import { type Markup, markup } from '../markup.ts';
import { type Block, HAIR, heightOf, MUTED, rule, stack, textBlock } from './block.ts';
import type { Area } from './frame.ts';
import { mark } from './mark.ts';
import { fit, type Lines, scaled } from './text.ts';

/** How closely rows stand, in pixels at the size of a share card; `worded` where the stances stand below the marks. */
export type Density = {
  readonly worded: boolean;
  readonly sizes: readonly number[];
  readonly least: number;
  readonly padding: number;
};

/** What all rows share. */
export type RowFrame = Area & {
  readonly labelWidth: number;
  readonly column: number;
  readonly centre: (index: number) => number;
  readonly label: (question: string, option: string) => string;
  /** What stands beside the mark of a cell, explained at the foot. */
  readonly note: (cell: Cell) => string | null;
};

export type Row = {
  readonly name: Lines;
  readonly cells: readonly { readonly cell: Cell | undefined; readonly words: Lines | null }[];
  readonly density: Density;
};

/** Where words begin below the top of their mark. */
const WORDS_TOP = 24;
const WIDEST_MARK = 108;

export function prepareRow(
  title: string,
  cells: readonly (Cell | undefined)[],
  density: Density,
  { labelWidth, column, unit, label }: RowFrame,
): Row {
  const wordsOf = (cell: Cell | undefined): Lines | null =>
    !density.worded || cell === undefined || cell.state === 'none'
      ? null
      : fit(stanceWords(cell, label), 400, scaled(unit, 13.5, 12.5), column - 12 * unit, 2);
  return {
    name: fit(title, 400, scaled(unit, ...density.sizes), labelWidth - 16 * unit, 2),
    cells: cells.map((cell) => ({ cell, words: wordsOf(cell) })),
    density,
  };
}

/** Hairline included. */
export const leastHeight = (row: Row, unit: number): number =>
  Math.max(row.density.least * unit, Math.max(heightOf(row.name), worded(row, unit)) + row.density.padding * unit) +
  hair(unit);

const hair = (unit: number): number => Math.max(1, unit);

/** The height of the tallest mark with its words; 0 where there are none. */
const worded = ({ cells }: Row, unit: number): number =>
  Math.max(0, ...cells.map(({ words }) => (words === null ? 0 : WORDS_TOP * unit + heightOf(words))));

/** The width of a mark in rows of these heights: all marks of a grid are alike. */
export const markWidth = (heights: readonly number[], { column, unit }: RowFrame): number =>
  Math.min(column * 0.78, WIDEST_MARK * unit, (Math.min(...heights) - hair(unit)) * 2.5);

export function drawRow(row: Row, height: number, size: number, { x, width, unit, centre, note }: RowFrame): Block {
  const inner = height - hair(unit);
  const name = textBlock(row.name, x);
  const tallest = worded(row, unit);
  const crossing = ({ cell, words }: Row['cells'][number], index: number, y: number): Markup | null => {
    if (cell === undefined) return null;
    if (words === null) return mark(cell, centre(index), y + inner / 2, size, note(cell));
    const top = y + (inner - tallest) / 2;
    const below = textBlock(words, centre(index), { fill: MUTED, anchor: 'middle' });
    return markup`${mark(cell, centre(index), top + (WORDS_TOP / 2) * unit, size, note(cell))}${below.draw(top + WORDS_TOP * unit)}`;
  };
  const line: Block = {
    height: inner,
    draw: (y) =>
      markup`${name.draw(y + (inner - name.height) / 2)}${row.cells.map((it, index) => crossing(it, index, y))}`,
  };
  return stack([line, rule(x, width, hair(unit), HAIR)]);
}

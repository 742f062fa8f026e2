/** Tables as boxed columns of text that fit the width of a terminal, long texts wrapped. */
import type { Table } from '../../answers/table.ts';
import { isolatedLines } from '../isolation.ts';
import { printed } from '../printed.ts';
import { type ColumnsOf, columnsIn } from './terminal-columns.ts';
import { wrap } from './wrap.ts';

/** A cell's padding and border. */
const FRAME = 3;
const WIDEST_CHARACTER = 2;

/** A table with its title above and its notes below, `width` terminal columns wide at most. */
export async function boxed({ title, subtitle, columns, rows, notes }: Table, width: number): Promise<string> {
  const cells = [columns.map(({ label }) => label), ...rows.map((row) => row.map(printed))].map((row) =>
    row.map(harmless),
  );
  const columnsOf = await columnsIn(cells.flat());
  const boxes =
    rows.length === 0
      ? []
      : blocks(cells, width, columnsOf).map((indexes) => renderBox(cells, indexes, width, columnsOf));
  const line = (words: string) => isolatedLines(harmless(words));
  const below = [subtitle ?? [], notes].flat().map(line);
  return `${[line(title), '', ...boxes.flatMap((box) => [box, '']), ...below].join('\n')}\n`;
}

/** Without what a terminal would obey: tabs, carriage returns, and the C1 control characters that begin its commands. */
const harmless = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]/gu, '\u{fffd}');

function renderBox(
  cells: readonly (readonly string[])[],
  indexes: readonly number[],
  width: number,
  columnsOf: ColumnsOf,
): string {
  const chosen = cells.map((row) => indexes.map((index) => row[index] ?? ''));
  const widths = fit(chosen, width, columnsOf);
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((size) => '─'.repeat(size + 2)).join(middle) + right;
  const rows = chosen.map((row) => renderRow(row, widths, columnsOf).join('\n'));
  return [rule('┌', '┬', '┐'), rows.join(`\n${rule('├', '┼', '┤')}\n`), rule('└', '┴', '┘')].join('\n');
}

/** The lines of one row, each cell wrapped and filled up to the width of its column. */
function renderRow(row: readonly string[], widths: readonly number[], columnsOf: ColumnsOf): string[] {
  const wrapped = row.map((cell, index) => wrap(cell, widths[index] ?? 0, columnsOf));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const cells = widths.map((size, index) => {
      const text = wrapped[index]?.[line] ?? '';
      return isolatedLines(text) + ' '.repeat(Math.max(0, size - columnsOf(text)));
    });
    return `│ ${cells.join(' │ ')} │`;
  });
}

/** Columns in blocks that each fit the width without cutting a word; every block begins with the first column. */
function blocks(cells: readonly (readonly string[])[], width: number, columnsOf: ColumnsOf): number[][] {
  const needs = (cells[0] ?? []).map((_, index) => longestWord(cells, index, columnsOf) + FRAME);
  const result: number[][] = [[0]];
  let used = (needs[0] ?? 0) + 1;
  needs.slice(1).forEach((need, previous) => {
    const block = result.at(-1);
    if (block !== undefined && (block.length === 1 || used + need <= width)) {
      block.push(previous + 1);
      used += need;
    } else {
      result.push([0, previous + 1]);
      used = (needs[0] ?? 0) + need + 1;
    }
  });
  return result;
}

/** Column widths: as wide as the longest line wants; the widest are narrowed, to their longest word, until all fit. */
function fit(cells: readonly (readonly string[])[], width: number, columnsOf: ColumnsOf): number[] {
  const columns = cells[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, index) => longest(cells, index, /\n/, columnsOf));
  const least = widths.map((_, index) => longestWord(cells, index, columnsOf));
  const room = width - columns * FRAME - 1;
  while (widths.reduce((sum, size) => sum + size, 0) > room) {
    const slack = widths.map((size, index) => (size > (least[index] ?? 0) ? size : 0));
    const widest = Math.max(...slack) > 0 ? slack.indexOf(Math.max(...slack)) : widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= WIDEST_CHARACTER) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

const longestWord = (cells: readonly (readonly string[])[], column: number, columnsOf: ColumnsOf): number =>
  longest(cells, column, /\s/, columnsOf);

/** The longest piece of a column's cells, in terminal columns, when they are split at `separator`. */
function longest(
  cells: readonly (readonly string[])[],
  column: number,
  separator: RegExp,
  columnsOf: ColumnsOf,
): number {
  return Math.max(1, ...cells.flatMap((row) => (row[column] ?? '').split(separator).map((piece) => columnsOf(piece))));
}

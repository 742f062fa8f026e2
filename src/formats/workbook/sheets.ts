/** Tables as sheets of a workbook. */
import type { CellObject, SheetData } from 'write-excel-file/node';
import { type Answer, PUBLISHER } from '../../answers/answer.ts';
import type { Column, Detail, Table, Value } from '../../answers/table.ts';
import { Failure } from '../../core/values/errors.ts';
import { PALETTE, toneOf } from '../palette.ts';
import { printed } from '../printed.ts';
import { cellText, sheetName } from './text.ts';

/** A sheet as the library takes it. */
export type WorkSheet = {
  readonly sheet: string;
  readonly data: SheetData;
  readonly columns: { width: number }[];
  readonly stickyRowsCount: number;
  readonly stickyColumnsCount?: number;
};

/** The most columns and rows a sheet holds. */
const MAX_COLUMNS = 16_384;
const MAX_ROWS = 1_048_576;

/** Widths in characters. */
const MIN_WIDTH = 8;
const MAX_WIDTH = 60;
const STANCE_WIDTH = 24;
/** The first column stays in sight, and must leave room for the others. */
const FIRST_WIDTH = 32;

const TEXT = { type: String, format: '@', wrap: true, alignVertical: 'top' } as const;
const HEAD = { ...TEXT, fontWeight: 'bold', backgroundColor: '#eceae5', bottomBorderStyle: 'thin' } as const;

/** The table under a header that stays in sight. Fails with `too-large` where a sheet cannot hold it. */
export function tableSheet(table: Table, taken: Set<string>): WorkSheet {
  const { title, columns, rows, details } = table;
  if (columns.length > MAX_COLUMNS || rows.length >= MAX_ROWS)
    throw new Failure(
      'too-large',
      `a spreadsheet holds ${MAX_COLUMNS} columns and ${MAX_ROWS} rows; choose fewer experts or questions, or take csv`,
    );
  return {
    sheet: sheetName(title, taken),
    data: [
      columns.map(({ label }): CellObject => ({ ...HEAD, value: cellText(label) })),
      ...rows.map((row, y) => row.map((value, x) => cellOf(value, details?.[y]?.[x] ?? null))),
    ],
    columns: columns.map((column, index) => ({ width: widthOf(column, table, index) })),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
  };
}

/** Text stays text, whatever it begins with; dates are text too, as many of them are years or months. */
function cellOf(value: Value, detail: Detail | null): CellObject | null {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { type: Number, value, alignVertical: 'top' };
  if (typeof value === 'boolean') return { type: Boolean, value, alignVertical: 'top' };
  const cell: CellObject = { ...TEXT, value: cellText(value) };
  if (detail?.stance === undefined || detail.stance.state === 'none') return cell;
  const { fill, ink } = PALETTE[toneOf(detail.stance)];
  return { ...cell, backgroundColor: fill, textColor: ink };
}

function widthOf({ label }: Column, { rows, details }: Table, index: number): number {
  const widest = rows.reduce(
    (width, row) => Math.max(width, longestLine(printed(row[index] ?? null))),
    longestLine(label),
  );
  const isStance = details?.some((row) => row[index]?.stance !== undefined) === true;
  const most = index === 0 ? FIRST_WIDTH : isStance ? STANCE_WIDTH : MAX_WIDTH;
  return Math.min(most, Math.max(MIN_WIDTH, widest + 2));
}

const longestLine = (text: string): number =>
  text.split('\n').reduce((longest, line) => Math.max(longest, line.length), 0);

/** What a reader must know: the titles and notes of the tables, and what they were computed under. */
export function notesSheet(
  tables: readonly Table[],
  { basis, publisher = PUBLISHER }: { [F in 'basis' | 'publisher']?: Answer[F] | undefined },
  taken: Set<string>,
): WorkSheet {
  const facts: (readonly [string, Value])[] = [
    ...tables.flatMap(({ title, subtitle, notes }) => [
      ['Table', title] as const,
      ...(subtitle === undefined ? [] : [['Proposition', subtitle] as const]),
      ...notes.map((note) => ['Note', note] as const),
    ]),
    ...(basis === undefined
      ? []
      : ([
          ['Rule', basis.rule],
          ['As of', basis.asOf ?? 'all that is on record'],
          ['Known at', basis.knownAt ?? 'all that is known'],
          ['Revision', basis.revision],
        ] as const)),
    ['Made by', publisher],
  ];
  return {
    sheet: sheetName('Notes', taken),
    data: [
      ['What', 'Words'].map((value): CellObject => ({ ...HEAD, value })),
      ...facts.map(([what, value]) => [cellOf(what, null), cellOf(value, null)]),
    ],
    columns: [{ width: 16 }, { width: 100 }],
    stickyRowsCount: 1,
  };
}

/** Tables as sheets of a workbook. */
import { type Answer, PUBLISHER } from '../../answers/answer.ts';
import type { Column, Table, Value } from '../../answers/table.ts';
import { Failure } from '../../core/values/errors.ts';
import { toneOf } from '../palette.ts';
import { printed } from '../printed.ts';
import type { WorkSheet } from './sheet-xml.ts';
import { lookOfTone, TEXT } from './styles.ts';
import { sheetName } from './text.ts';

/** The most columns and rows a sheet holds. */
const MAX_COLUMNS = 16_384;
const MAX_ROWS = 1_048_576;

/** Widths in characters. */
const MIN_WIDTH = 8;
const MAX_WIDTH = 60;
const STANCE_WIDTH = 24;
/** The first column stays in sight, and must leave room for the others. */
const FIRST_WIDTH = 32;

/** The table under a header that stays in sight. Fails with `too-large` where a sheet cannot hold it. */
export function tableSheet(table: Table, taken: Set<string>): WorkSheet {
  const { title, columns, rows, details } = table;
  if (columns.length > MAX_COLUMNS || rows.length >= MAX_ROWS)
    throw new Failure(
      'too-large',
      `a spreadsheet holds ${MAX_COLUMNS} columns and ${MAX_ROWS} rows; choose fewer experts or questions, or take csv`,
    );
  return {
    name: sheetName(title, taken),
    head: columns.map(({ label }) => label),
    rows,
    widths: columns.map((column, index) => widthOf(column, table, index)),
    isTable: true,
    lookOf: (y, x) => {
      const stance = details?.[y]?.[x]?.stance;
      return stance === undefined || stance.state === 'none' ? TEXT : lookOfTone(toneOf(stance));
    },
  };
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
    name: sheetName('Notes', taken),
    head: ['What', 'Words'],
    rows: facts,
    widths: [16, 100],
    isTable: false,
    lookOf: () => TEXT,
  };
}

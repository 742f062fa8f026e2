/** A sheet as it stands in a workbook (ECMA-376 part 1, 18.3), written row by row. */
import type { Value } from '../../answers/table.ts';
import { HEAD, PLAIN } from './styles.ts';
import { cellText } from './text.ts';
import type { WorkbookTexts } from './workbook-texts.ts';

/** Rows of cells under a head that stays in sight and is repeated on each printed page. */
export type WorkSheet = {
  /** As `sheetName` makes it. */
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  /** True for a table: its first column stays in sight, and its head has a filter. */
  readonly isTable: boolean;
  /** The look of a text, by its row and column. */
  lookOf(y: number, x: number): number;
};

/** A4 in landscape, as wide as the paper and as long as it needs; margins in inches. */
const FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const PAGE =
  '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>';

/** The sheet's text, a row at a time; `isFirst` for the one that is seen when the workbook is opened. */
export function* sheetXml(sheet: WorkSheet, texts: WorkbookTexts, isFirst: boolean): Generator<string> {
  const { head, rows, widths, isTable } = sheet;
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${FIT}` +
    `<sheetViews><sheetView tabSelected="${isFirst ? 1 : 0}" workbookViewId="0">${frozen(isTable)}</sheetView></sheetViews>` +
    `<cols>${widths.map(columnXml).join('')}</cols><sheetData>`;
  const columns = widths.map((_, x) => letters(x + 1));
  const cell = (value: Value, look: number, x: number, row: number): string => {
    if (value === null || value === '') return '';
    const place = `${columns[x]}${row}`;
    if (typeof value === 'string')
      return `<c r="${place}" s="${look}" t="s"><v>${texts.numberOf(cellText(value))}</v></c>`;
    return `<c r="${place}" s="${PLAIN}"${typeof value === 'boolean' ? ' t="b"' : ''}><v>${Number(value)}</v></c>`;
  };
  yield `<row r="1">${head.map((label, x) => cell(label, HEAD, x, 1)).join('')}</row>`;
  for (const [y, row] of rows.entries())
    yield `<row r="${y + 2}">${row.map((value, x) => cell(value, sheet.lookOf(y, x), x, y + 2)).join('')}</row>`;
  yield `</sheetData>${isTable ? `<autoFilter ref="${rangeOf(sheet)}"/>` : ''}${PAGE}</worksheet>`;
}

const frozen = (isTable: boolean): string =>
  isTable
    ? '<pane ySplit="1" xSplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    : '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';

const columnXml = (width: number, x: number): string =>
  `<col min="${x + 1}" max="${x + 1}" width="${width}" customWidth="1"/>`;

/** The cells of the sheet, the head among them; `$` before each part keeps the range where it is. */
export const rangeOf = ({ head, rows }: WorkSheet, fixed = ''): string =>
  `${fixed}A${fixed}1:${fixed}${letters(head.length)}${fixed}${rows.length + 1}`;

/** The name of a column, by its number from 1: A, Z, AA. */
const letters = (column: number): string =>
  column <= 0 ? '' : letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));

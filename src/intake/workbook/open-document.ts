/** Sheets of OpenDocument spreadsheets (.ods, OASIS OpenDocument 1.3): the rows of one, read as a stream of tags. */
import { inDigits } from '../../core/values/decimal.ts';
import { readTags, type XmlAttributes, type XmlReader } from '../xml.ts';
import { NoSuchSheet, type SheetCell, type SheetRow, withinColumns } from './sheet.ts';

/** So many cells at most are made of those that say how often they are repeated. */
const MOST_CELLS = 20_000_000;
const MIDNIGHT = 'T00:00:00';

/**
 * The rows of the sheet of that name, or of the first where it is null: numbers in digits, days as 2024-10-23, instants with
 * the time of day, all else as the text that is shown. `content` is the file content.xml of the document. Fails with
 * `NoSuchSheet`, and where the text ends too early.
 */
export function* openDocumentRows(content: Iterable<Uint8Array>, sheet: string | null): Generator<SheetRow> {
  const reading = new SheetReading(sheet);
  for (const _ of readTags(content, reading)) yield* reading.taken();
  reading.end();
}

class SheetReading implements XmlReader {
  readonly #wanted: string | null;
  readonly #sheets: string[] = [];
  #rows: (SheetRow & { readonly times: number })[] = [];
  /** Of the last row, in which nothing may stand. */
  #line = 0;
  #isWanted = false;
  /** Tables may stand in the cells of others, and in drawings. */
  #depth = 0;
  /** Notes stand in cells, and do not belong to what these say. */
  #notes = 0;
  #made = 0;
  #row: { readonly cells: SheetCell[]; readonly times: number; blank: number } | null = null;
  #cell: { readonly attributes: XmlAttributes; readonly paragraphs: string[] } | null = null;
  #isInParagraph = false;

  constructor(sheet: string | null) {
    this.#wanted = sheet;
  }

  /** The rows since the last time, repeated ones as they are asked for. */
  *taken(): Generator<SheetRow> {
    const rows = this.#rows;
    this.#rows = [];
    for (const { line, cells, times } of rows) for (let at = 0; at < times; at += 1) yield { line: line + at, cells };
  }

  end(): void {
    if (this.#sheets.length === 0) throw new Error('there is no table in it');
    if (this.#wanted !== null && !this.#sheets.includes(this.#wanted)) throw new NoSuchSheet(this.#sheets);
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'table:table') this.#openTable(attributes['table:name'] ?? '');
    if (!this.#isWanted || this.#depth > 1) return;
    if (name === 'table:table-row')
      this.#row = { cells: [], times: timesIn(attributes, 'table:number-rows-repeated'), blank: 0 };
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell')
      this.#cell = { attributes, paragraphs: [] };
    else if (name === 'office:annotation' || name === 'text:note') this.#notes += 1;
    else if (this.#notes === 0) this.#openText(name, attributes);
  }

  #openTable(name: string): void {
    this.#depth += 1;
    if (this.#depth > 1) return;
    this.#isWanted = this.#sheets.length === 0 ? this.#wanted === null || this.#wanted === name : this.#wanted === name;
    this.#sheets.push(name);
  }

  #openText(name: string, attributes: XmlAttributes): void {
    if (name === 'text:p' || name === 'text:h') {
      this.#cell?.paragraphs.push('');
      this.#isInParagraph = true;
    } else if (name === 'text:s') this.#add(' '.repeat(Math.min(1_000, timesIn(attributes, 'text:c'))));
    else if (name === 'text:tab') this.#add('\t');
    else if (name === 'text:line-break') this.#add('\n');
  }

  /** What stands around elements is one blank at the most (OpenDocument 1.3, part 3, 6.1.2). */
  text(text: string): void {
    if (this.#isInParagraph && this.#notes === 0 && this.#depth === 1)
      this.#add(text.replace(/[\t\r\n ]+/g, ' '), true);
  }

  #add(text: string, isCollapsed = false): void {
    const paragraphs = this.#cell?.paragraphs;
    const last = paragraphs?.pop();
    if (paragraphs === undefined || last === undefined) return;
    const isDoubled = isCollapsed && text.startsWith(' ') && (last === '' || last.endsWith(' '));
    paragraphs.push(last + (isDoubled ? text.slice(1) : text));
  }

  close(name: string): void {
    if (name === 'table:table') this.#depth -= 1;
    if (!this.#isWanted || this.#depth > 1) return;
    if (name === 'office:annotation' || name === 'text:note') this.#notes -= 1;
    else if (this.#notes > 0) return;
    else if (name === 'text:p' || name === 'text:h') this.#isInParagraph = false;
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#closeCell();
    else if (name === 'table:table-row') this.#closeRow();
  }

  #closeCell(): void {
    const [row, cell] = [this.#row, this.#cell];
    this.#cell = null;
    if (row === null || cell === null) return;
    const times = timesIn(cell.attributes, 'table:number-columns-repeated');
    const value = textOf(cell.attributes, cell.paragraphs);
    if (value === null) {
      row.blank += times;
      return;
    }
    withinColumns(row.cells.length + row.blank + times, this.#line + 1);
    for (let at = 0; at < row.blank; at += 1) row.cells.push(null);
    for (let at = 0; at < times; at += 1) row.cells.push(value);
    row.blank = 0;
  }

  #closeRow(): void {
    const row = this.#row;
    this.#row = null;
    if (row === null) return;
    if (row.cells.length > 0) {
      this.#count(row.times * row.cells.length);
      this.#rows.push({ line: this.#line + 1, cells: row.cells, times: row.times });
    }
    this.#line += row.times;
  }

  #count(cells: number): void {
    this.#made += cells;
    if (this.#made > MOST_CELLS) throw new Error(`it has more than ${MOST_CELLS} cells, repeated ones included`);
  }
}

/** How often it is repeated: once, where it does not say. */
function timesIn(attributes: XmlAttributes, name: string): number {
  const times = Number(attributes[name] ?? 1);
  return Number.isSafeInteger(times) && times > 0 ? times : 1;
}

/** What a cell holds; null where that is nothing. */
function textOf(attributes: XmlAttributes, paragraphs: readonly string[]): string | null {
  const { 'office:value': number, 'office:date-value': date, 'office:boolean-value': truth } = attributes;
  const shown = attributes['office:string-value'] ?? paragraphs.join('\n');
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return number === undefined ? shown : digitsOf(number);
    case 'date':
      return date === undefined ? shown : dayOrInstant(date);
    case 'boolean':
      return truth ?? shown;
    default:
      return shown === '' ? null : shown;
  }
}

/** Its digits as they are written, of which a number may not hold all; with an exponent, those that it stands for. */
const digitsOf = (number: string): string => (/e/i.test(number) ? inDigits(Number(number)) : number);

function dayOrInstant(date: string): string {
  if (!date.includes('T')) return date;
  return date.endsWith(MIDNIGHT) ? date.slice(0, -MIDNIGHT.length) : `${date}Z`;
}

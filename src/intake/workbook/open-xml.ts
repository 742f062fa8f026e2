/** Sheets of Excel workbooks (.xlsx, ECMA-376, SpreadsheetML): the rows of one, read as a stream of tags. */
import { inDigits } from '../../core/values/decimal.ts';
import { bare, child, named, readTags, readXml, type XmlAttributes, type XmlElement, type XmlReader } from '../xml.ts';
import type { Archive } from './archive.ts';
import { dateFormatsIn, dayOrTime } from './excel-dates.ts';
import { SharedTexts, unescaped } from './shared-texts.ts';
import { NoSuchSheet, type SheetCell, type SheetRow, withinColumns } from './sheet.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

/**
 * The rows of the sheet of that name, or of the first where it is null: numbers in digits, days as 2024-10-23, instants with
 * the time of day, formulas as what they came to, an error of one by its name (#N/A). The texts that cells share are held
 * meanwhile. `columns` is told how many columns the sheet says it has, before its rows: it need not, nor be right. Fails
 * with `NoSuchSheet`, and where the archive is no such workbook.
 */
export function* openXmlRows(
  archive: Archive,
  sheet: string | null,
  columns: (count: number) => void,
): Generator<SheetRow> {
  const parts = partsOf(archive, sheet);
  const texts = new SharedTexts();
  if (parts.texts !== null) texts.takeIn(archive.piecesOf(parts.texts));
  const styles = parts.styles === null ? null : archive.file(parts.styles);
  const isDate = dateFormatsIn(styles === null ? undefined : readXml(styles));
  const rows = new RowReader({ texts, isDate, since1904: parts.since1904, columns });
  for (const _ of readTags(archive.piecesOf(parts.sheet), rows)) yield* rows.taken();
}

type Parts = {
  readonly sheet: string;
  readonly texts: string | null;
  readonly styles: string | null;
  readonly since1904: boolean;
};

/** Where in the archive it all stands. */
function partsOf(archive: Archive, sheet: string | null): Parts {
  const files = archive.files((name) => name === WORKBOOK || name === RELATIONS);
  const root = rootOf(files, WORKBOOK);
  const sheets = named(child(root, 'sheets'), 'sheet').map(({ attributes }) => ({
    name: unescaped(attributes.name ?? ''),
    relation: Object.entries(attributes).find(([name]) => bare(name) === 'id')?.[1],
  }));
  const wanted = sheet === null ? sheets[0] : sheets.find(({ name }) => name === sheet);
  if (wanted === undefined) throw new NoSuchSheet(sheets.map(({ name }) => name));
  const relations = named(rootOf(files, RELATIONS), 'Relationship').map(({ attributes }) => attributes);
  const target = (relation: XmlAttributes | undefined): string | null => {
    const path = relation?.Target;
    return path === undefined ? null : path.startsWith('/') ? path.slice(1) : `xl/${path}`;
  };
  const ofType = (type: string) => target(relations.find(({ Type }) => Type?.endsWith(`/relationships/${type}`)));
  const found = target(relations.find(({ Id }) => Id === wanted.relation));
  if (found === null) throw new Error(`it does not say where the sheet ${JSON.stringify(wanted.name)} is`);
  const { date1904 } = child(root, 'workbookPr')?.attributes ?? {};
  return {
    ...{ sheet: found, texts: ofType('sharedStrings'), styles: ofType('styles') },
    since1904: date1904 === '1' || date1904 === 'true',
  };
}

function rootOf(files: { readonly [name: string]: Uint8Array }, name: string): XmlElement {
  const bytes = files[name];
  if (bytes === undefined) throw new Error(`there is no ${name} in it`);
  return readXml(bytes);
}

type Reading = {
  readonly texts: SharedTexts;
  /** Whether cells of that style, by its number, are days or times. */
  readonly isDate: (style: string) => boolean;
  readonly since1904: boolean;
  readonly columns: (count: number) => void;
};

class RowReader implements XmlReader {
  readonly #reading: Reading;
  #rows: SheetRow[] = [];
  #isInSheet = false;
  #line = 0;
  #cells: SheetCell[] = [];
  /** Counted from 0, of the cell that comes next. */
  #column = 0;
  #cell: XmlAttributes | null = null;
  #value = '';
  #isInValue = false;
  /** How a word is spoken stands beside it in some languages. */
  #phonetics = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The rows since the last time. */
  taken(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(prefixed: string, attributes: XmlAttributes): void {
    const name = bare(prefixed);
    if (name === 'sheetData') this.#isInSheet = true;
    // A range such as A1:I200, or one cell.
    else if (name === 'dimension') this.#reading.columns(columnIn(attributes.ref?.split(':').at(-1) ?? '') + 1);
    if (!this.#isInSheet) return;
    if (name === 'row') this.#openRow(attributes.r);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'rPh') this.#phonetics += 1;
    else if (name === 'v' || name === 't') this.#isInValue = this.#phonetics === 0;
  }

  text(text: string): void {
    if (this.#isInValue) this.#value += text;
  }

  close(prefixed: string): void {
    const name = bare(prefixed);
    if (name === 'v' || name === 't') this.#isInValue = false;
    else if (name === 'rPh') this.#phonetics -= 1;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else if (name === 'sheetData') this.#isInSheet = false;
  }

  /** A row and a cell need not say where they are: then each follows the one before it. */
  #openRow(number: string | undefined): void {
    const line = number === undefined ? this.#line + 1 : Number(number);
    if (!(line > this.#line)) throw new Error(`the row ${number} stands behind the row ${this.#line}`);
    this.#line = line;
    this.#cells = [];
    this.#column = 0;
  }

  #openCell(attributes: XmlAttributes): void {
    const column = attributes.r === undefined ? this.#column : columnIn(attributes.r);
    if (!(column >= this.#column)) throw new Error(`the cell ${attributes.r} stands behind others of its row`);
    this.#column = column;
    this.#cell = attributes;
    this.#value = '';
  }

  #closeCell(): void {
    if (this.#cell === null) return;
    const cell = this.#textOf(this.#cell);
    this.#cell = null;
    if (cell !== null) {
      withinColumns(this.#column + 1, this.#line);
      while (this.#cells.length < this.#column) this.#cells.push(null);
      this.#cells.push(cell);
    }
    this.#column += 1;
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push({ line: this.#line, cells: this.#cells });
  }

  #textOf({ t: type = 'n', s: style, r: place }: XmlAttributes): string | null {
    const value = this.#value;
    if (value === '') return null;
    switch (type) {
      case 's':
        return this.#reading.texts.at(Number(value)) || null;
      case 'str':
      case 'inlineStr':
        return unescaped(value);
      case 'b':
        return value === '1' || value === 'true' ? 'true' : 'false';
      case 'e':
        return value;
      case 'd':
        return value.replace(/T00:00:00(?:\.0+)?Z?$/, '');
      default:
        return this.#ofNumber(value, style, place);
    }
  }

  #ofNumber(value: string, style: string | undefined, place: string | undefined): string {
    const number = Number(value);
    if (!Number.isFinite(number)) throw new Error(`the cell ${place ?? `in line ${this.#line}`} holds no number`);
    return style !== undefined && this.#reading.isDate(style)
      ? dayOrTime(number, this.#reading.since1904)
      : inDigits(number);
  }
}

const A = 'A'.charCodeAt(0);

/** The column of a cell such as AB12, counted from 0. */
function columnIn(place: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(place)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - A + 1;
  return column - 1;
}

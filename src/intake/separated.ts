/** Tables of separated values (RFC 4180), read as a stream. */
import { type CsvError, Parser } from 'csv-parse';
import {
  type FileBatch,
  type FileColumn,
  type FileRow,
  type FileTable,
  type Head,
  isBlank,
} from '../core/import/table/file-table.ts';
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';
import { type Delimiter, layoutOf, throughHead } from './delimiter.ts';
import { asUtf8 } from './encoding.ts';
import { MAX_ROW_WORDS } from './row-limit.ts';
import type { TextReading } from './text-reading.ts';

/** A quoted cell may span lines, so that a row is not a line. */
const LINE_END = /\r\n|\n|\r/g;

/** `usual`: what the format has between its cells, where the head line tells nothing else. */
export const separatedTable = (
  name: string | null,
  bytes: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: TextReading,
  usual: Delimiter,
): FileTable => ({
  name,
  hasHeader: true,
  batches: (head) => read(asUtf8(bytes, encoding), { head, delimiter, usual }),
});

type Separated = { readonly head: Head; readonly delimiter: Delimiter | null; readonly usual: Delimiter };

async function* read(text: AsyncGenerator<Buffer>, { head, delimiter, usual }: Separated): AsyncGenerator<FileBatch> {
  const { lines, whole } = await throughHead(text, typeof head === 'number' ? head : 1);
  const layout = layoutOf(lines, delimiter, usual);
  const rows = new Rows(head, layout.isDeclared);
  const parser = new Parser({
    delimiter: layout.delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: INPUT_LIMITS.rowBytes,
    // Nothing is handed on by the parser itself: what it has read before it fails would be lost.
    on_record: (cells: string[]) => rows.take(cells),
  });
  parser.resume();
  const failed = new Promise<Error>((resolve) => parser.once('error', resolve));
  const done = (act: (callback: (error?: Error | null) => void) => void): Promise<unknown> =>
    Promise.race([new Promise((resolve) => act(() => resolve(undefined))), failed]);
  for await (const chunk of whole) {
    await done((callback) => parser.write(chunk, callback));
    if (parser.errored !== null) break;
    if (rows.columns !== null) yield rows.batch(rows.columns);
  }
  if (parser.errored === null) await done((callback) => parser.end(callback));
  if (rows.columns !== null) yield rows.batch(rows.columns);
  if (parser.errored !== null) throw rows.failure(await failed);
  if (rows.columns === null) throw rows.fault(whyWithoutHead(head));
}

const whyWithoutHead = (head: Head): string =>
  typeof head === 'number'
    ? `is behind the last row, and line ${head} was to name the columns`
    : 'is empty: the first line must name the columns';

/** The rows that have been read and not been taken, and in which line the next one begins. */
class Rows {
  readonly #head: Head;
  #isDeclared: boolean;
  #line = 1;
  #rows: FileRow[] = [];
  columns: readonly FileColumn[] | null = null;

  /** `isDeclared`: the first line says what the separator is, and nothing else. */
  constructor(head: Head, isDeclared: boolean) {
    this.#head = head;
    this.#isDeclared = isDeclared;
  }

  /** Keeps the row; null, so that the parser does not. */
  take(cells: string[]): null {
    const line = this.#line;
    this.#line += 1;
    for (const cell of cells)
      if (cell.includes('\n') || cell.includes('\r')) this.#line += cell.match(LINE_END)?.length ?? 0;
    if (this.#isDeclared) this.#isDeclared = false;
    // Nothing in it: often the last lines, or what a spreadsheet has below its rows.
    else if (!cells.every(isBlank)) this.#keep(cells, line);
    return null;
  }

  batch(columns: readonly FileColumn[]): FileBatch {
    const rows = this.#rows;
    this.#rows = [];
    return { columns, rows };
  }

  /** A fault of the row that comes next. */
  fault(message: string): Failure {
    return new Failure('invalid', message, [{ line: this.#line, message }]);
  }

  /** What keeps the parser from going on. */
  failure(error: Error): Failure {
    return error instanceof Failure ? error : this.fault(whyUnreadable(error as CsvError));
  }

  #keep(cells: readonly string[], line: number): void {
    if (this.columns !== null) this.#rows.push({ line, cells });
    else if (typeof this.#head !== 'number' || line >= this.#head) {
      this.columns = this.#header(cells, line);
      if (this.#head === 'none') this.#rows.push({ line, cells });
    }
  }

  #header(cells: readonly string[], line: number): FileColumn[] {
    if (cells.length > INPUT_LIMITS.columns) {
      const message = `names ${cells.length} columns, and at most ${INPUT_LIMITS.columns} are read; leave out those that are not needed`;
      throw new Failure('invalid', message, [{ line, message }]);
    }
    return cells.map((name, index) => ({ name: this.#head === 'none' ? `#${index + 1}` : name.trim(), line }));
  }
}

function whyUnreadable(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `begins a row with a quote (") that is never closed`;
    case 'CSV_MAX_RECORD_SIZE':
      return `begins a row of more than ${MAX_ROW_WORDS}; is a quote (") in it not closed?`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'begins a row with a quote (") in the middle of a cell; put such a cell in quotes, and write "" for each inside';
    default:
      return `begins a row that cannot be read: ${error.message}`;
  }
}

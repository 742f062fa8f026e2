/** Tables of separated values (RFC 4180), read as a stream. */
import { type CsvError, Parser } from 'csv-parse';
import type { FileBatch, FileColumn, FileRow, FileTable } from '../core/import/table/file-table.ts';
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';
import { MAX_ROW_WORDS } from './row-limit.ts';
import { checkedUtf8 } from './utf8.ts';

/** A quoted cell may span lines, so that a row is not a line. */
const LINE_END = /\r\n|\n|\r/g;

/** Separators that a table may have in the place of its own, and what they are called. */
const SEPARATORS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;

export const separatedTable = (
  name: string | null,
  bytes: AsyncIterable<Uint8Array>,
  delimiter: ',' | '\t',
): FileTable => ({ name, hasHeader: true, batches: read(bytes, delimiter) });

async function* read(bytes: AsyncIterable<Uint8Array>, delimiter: ',' | '\t'): AsyncGenerator<FileBatch> {
  const rows = new Rows(delimiter);
  const parser = new Parser({
    delimiter,
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
  for await (const chunk of checkedUtf8(bytes)) {
    await done((callback) => parser.write(chunk, callback));
    if (parser.errored !== null) break;
    if (rows.columns !== null) yield rows.batch(rows.columns);
  }
  if (parser.errored === null) await done((callback) => parser.end(callback));
  if (rows.columns !== null) yield rows.batch(rows.columns);
  if (parser.errored !== null) throw rows.failure(await failed);
  if (rows.columns === null) throw rows.fault('is empty: the first line must name the columns');
}

/** The rows that have been read and not been taken, and in which line the next one begins. */
class Rows {
  readonly #delimiter: ',' | '\t';
  #line = 1;
  #rows: FileRow[] = [];
  columns: readonly FileColumn[] | null = null;

  constructor(delimiter: ',' | '\t') {
    this.#delimiter = delimiter;
  }

  /** Keeps the row; null, so that the parser does not. */
  take(cells: string[]): null {
    const line = this.#line;
    this.#line += 1;
    for (const cell of cells)
      if (cell.includes('\n') || cell.includes('\r')) this.#line += cell.match(LINE_END)?.length ?? 0;
    // A line with nothing in it, often the last one.
    if (cells.length === 1 && cells[0] === '') return null;
    if (this.columns === null) this.columns = this.#header(cells, line);
    else this.#rows.push({ line, cells });
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

  #header(cells: readonly string[], line: number): FileColumn[] {
    const [only = ''] = cells;
    const others = Object.entries(SEPARATORS).filter(([separator]) => separator !== this.#delimiter);
    const between = cells.length === 1 ? others.find(([separator]) => only.includes(separator)) : undefined;
    if (between !== undefined) {
      const own = SEPARATORS[this.#delimiter];
      const remedy =
        between[0] === '\t' ? 'read it as tsv' : between[0] === ',' ? 'read it as csv' : `save it with ${own}`;
      const message = `has ${between[1]} between the names of its columns, and not ${own}; ${remedy}`;
      throw new Failure('invalid', message, [{ line, message }]);
    }
    if (cells.length > INPUT_LIMITS.columns) {
      const message = `names ${cells.length} columns, and at most ${INPUT_LIMITS.columns} are read; leave out those that are not needed`;
      throw new Failure('invalid', message, [{ line, message }]);
    }
    return cells.map((name) => ({ name, line }));
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

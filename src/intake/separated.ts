/** Tables of separated values (RFC 4180), read as a stream. */
import type { CsvError } from 'csv-parse';
import type { FileBatch, FileTable, Head } from '../core/import/table/file-table.ts';
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';
import { type Delimiter, layoutOf, throughHead } from './delimiter.ts';
import { asUtf8 } from './encoding.ts';
import { RowBounds } from './row-bounds.ts';
import { MAX_ROW_WORDS } from './row-limit.ts';
import type { TableReading } from './table-reading.ts';
import { TableRows } from './table-rows.ts';

/** A quoted cell may span lines, so that a row is not a line. */
const LINE_END = /\r\n|\n|\r/g;

/** `usual`: what the format has between its cells, where the head line tells nothing else. */
export const separatedTable = (
  name: string | null,
  bytes: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: TableReading,
  usual: Delimiter,
): FileTable => ({
  name,
  hasHeader: true,
  batches: (head) => read(asUtf8(bytes, encoding), { head, delimiter, usual }),
});

type Separated = { readonly head: Head; readonly delimiter: Delimiter | null; readonly usual: Delimiter };

async function* read(text: AsyncGenerator<Buffer>, { head, delimiter, usual }: Separated): AsyncGenerator<FileBatch> {
  const { lines: start, isEnded, whole } = await throughHead(text, typeof head === 'number' ? head : 1);
  if (!isEnded && head !== 'none') throw endlessHead(start.length);
  const layout = layoutOf(start, delimiter, usual);
  const lines = new Lines(head, layout.isDeclared);
  const { rows } = lines;
  const { Parser } = await import('csv-parse');
  const bounds = new RowBounds(layout.delimiter);
  const parser = new Parser({
    delimiter: layout.delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: INPUT_LIMITS.rowBytes,
    // Nothing is handed on by the parser itself: what it has read before it fails would be lost.
    on_record: (cells: string[]) => lines.take(cells),
  });
  parser.resume();
  const failed = new Promise<Error>((resolve) => parser.once('error', resolve));
  const done = (act: (callback: (error?: Error | null) => void) => void): Promise<unknown> =>
    Promise.race([new Promise((resolve) => act(() => resolve(undefined))), failed]);
  for await (const chunk of whole) {
    bounds.take(chunk);
    await done((callback) => parser.write(chunk, callback));
    if (parser.errored !== null) break;
    yield* rows.batches();
  }
  if (parser.errored === null) await done((callback) => parser.end(callback));
  yield* rows.batches();
  if (parser.errored !== null) throw lines.failure(await failed);
  if (rows.columns === null) throw lines.fault(rows.whyWithoutHead);
}

/** To take a line apart takes long, and one that names columns is not so long. */
function endlessHead(line: number): Failure {
  const message = `is longer than ${INPUT_LIMITS.headBytes / 1024} KiB, and has to name the columns; where it is data, say in a mapping that no line names them ("head: none")`;
  return new Failure('invalid', message, [{ line, message }]);
}

/** The lines of the text: in which one the next row begins, and what has been read and not been taken. */
class Lines {
  readonly rows: TableRows;
  #isDeclared: boolean;
  #line = 1;

  /** `isDeclared`: the first line says what the separator is, and nothing else. */
  constructor(head: Head, isDeclared: boolean) {
    this.rows = new TableRows(head);
    this.#isDeclared = isDeclared;
  }

  /** Keeps the row; null, so that the parser does not. */
  take(cells: string[]): null {
    const line = this.#line;
    this.#line += 1;
    for (const cell of cells)
      if (cell.includes('\n') || cell.includes('\r')) this.#line += cell.match(LINE_END)?.length ?? 0;
    if (this.#isDeclared) this.#isDeclared = false;
    else this.rows.keep(cells, line);
    return null;
  }

  /** A fault of the row that comes next. */
  fault(message: string): Failure {
    return new Failure('invalid', message, [{ line: this.#line, message }]);
  }

  /** What keeps the parser from going on. */
  failure(error: Error): Failure {
    return error instanceof Failure ? error : this.fault(whyUnreadable(error as CsvError));
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

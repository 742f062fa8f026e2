/** Tables as newline-delimited JSON, read as a stream: each line an object, its members the columns. */

import type { FileBatch, FileColumn, FileRow, FileTable } from '../core/import/table/file-table.ts';
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';
import { asUtf8 } from './encoding.ts';
import { JsonScan } from './json-scan.ts';
import { MAX_ROW_WORDS } from './row-limit.ts';
import type { TableReading } from './table-reading.ts';

export const ndjsonTable = (
  name: string | null,
  bytes: AsyncIterable<Uint8Array>,
  { encoding }: TableReading,
): FileTable => ({ name, hasHeader: false, batches: () => readObjects(asUtf8(bytes, encoding)) });

/** The object of each line of a text in UTF-8 as a row: its members, or those of what `rowOf` makes of it. */
export async function* readObjects(
  text: AsyncIterable<Buffer>,
  rowOf: (object: object) => object = (object) => object,
): AsyncGenerator<FileBatch> {
  const objects = new Objects(rowOf);
  const decoder = new TextDecoder();
  const scan = new JsonScan('lines');
  let rest = '';
  for await (const chunk of text) {
    scan.take(chunk);
    const [end = '', ...lines] = decoder.decode(chunk, { stream: true }).split('\n');
    rest += end;
    if (rest.length > INPUT_LIMITS.rowBytes) throw objects.tooLong();
    if (lines.length === 0) continue;
    const whole = [rest, ...lines];
    rest = whole.pop() ?? '';
    const rows = whole.flatMap((line) => objects.read(line));
    if (rows.length > 0) yield { columns: objects.columns, rows };
  }
  const rows = objects.read(rest + decoder.decode());
  if (rows.length > 0) yield { columns: objects.columns, rows };
}

/** Turns objects into rows: a cell for each name that was used so far. */
class Objects {
  readonly #rowOf: (object: object) => object;
  readonly #indexOf = new Map<string, number>();
  #columns: readonly FileColumn[] = [];
  #line = 0;

  constructor(rowOf: (object: object) => object) {
    this.#rowOf = rowOf;
  }

  get columns(): readonly FileColumn[] {
    return this.#columns;
  }

  /** The row that is on the next line; none on one that is blank. */
  read(line: string): FileRow[] {
    this.#line += 1;
    if (line.trim() === '') return [];
    const value = parse(line);
    if ('fault' in value) return [{ line: this.#line, cells: [], fault: value.fault }];
    const cells: unknown[] = [];
    for (const [name, cell] of Object.entries(this.#rowOf(value.object))) cells[this.#index(name)] = cell;
    return [{ line: this.#line, cells }];
  }

  tooLong(): Failure {
    const message = `is longer than ${MAX_ROW_WORDS}`;
    return new Failure('invalid', message, [{ line: this.#line + 1, message }]);
  }

  #tooWide(): Failure {
    const message = `names more than ${INPUT_LIMITS.columns} columns, together with the lines before it; leave out those that are not needed`;
    return new Failure('invalid', message, [{ line: this.#line, message }]);
  }

  #index(name: string): number {
    const known = this.#indexOf.get(name);
    if (known !== undefined) return known;
    const index = this.#indexOf.size;
    if (index === INPUT_LIMITS.columns) throw this.#tooWide();
    this.#indexOf.set(name, index);
    this.#columns = [...this.#columns, { name, line: this.#line }];
    return index;
  }
}

/** Only such a number may be another one once it is read; `"1234…"` is a text. */
const LONG_DIGITS = /\d{16}/;

/** A whole number in the value that may have lost digits; undefined where there is none. */
function inexactIn(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const item of Object.values(value)) {
    const found = inexactIn(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parse(line: string): { readonly object: object } | { readonly fault: string } {
  try {
    const value: unknown = JSON.parse(line);
    const inexact = LONG_DIGITS.test(line) ? inexactIn(value) : undefined;
    if (inexact !== undefined)
      return {
        fault: `has a number of more digits than a number holds, read as ${inexact}; write it as a text, in quotes`,
      };
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { object: value };
    return { fault: 'must be a JSON object, with our columns for members' };
  } catch (error) {
    return { fault: `is not JSON: ${error instanceof Error ? error.message : error}` };
  }
}

/** How many cells the rows of a text of separated values have, counted before they are taken apart. */
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

export class CellCount {
  readonly #delimiter: number;
  #isQuoted = false;
  #cells = 1;
  #isBehindReturn = false;
  #line = 1;
  /** Where the row begins. */
  #rowLine = 1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Counts the cells in the bytes that come next. Fails with `invalid` at the first beyond INPUT_LIMITS. */
  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // Two quotes within quotes stand for one, and so does a cell that is left and entered again.
      if (byte === QUOTE) this.#isQuoted = !this.#isQuoted;
      else if (byte === LINE_FEED || byte === RETURN) this.#endLine(byte);
      else if (byte === this.#delimiter && !this.#isQuoted) this.#count();
      this.#isBehindReturn = byte === RETURN;
    }
  }

  #count(): void {
    this.#cells += 1;
    if (this.#cells <= INPUT_LIMITS.rowCells) return;
    const { rowCells, columns } = INPUT_LIMITS;
    const message = `begins a row of more than ${rowCells} cells, and at most ${columns} columns are read; leave out those that are not needed`;
    throw new Failure('invalid', message, [{ line: this.#rowLine, message }]);
  }

  #endLine(byte: number): void {
    if (byte === RETURN || !this.#isBehindReturn) this.#line += 1;
    if (this.#isQuoted) return;
    this.#cells = 1;
    this.#rowLine = this.#line;
  }
}

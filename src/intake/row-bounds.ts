/** How many cells the rows of a text of separated values have, and how long these are, found before they are taken apart. */
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** The bits by which a byte of UTF-8 goes on with a character. */
const [WITHIN_MASK, WITHIN] = [0xc0, 0x80];

const { rowCells, documentCharacters, columns } = INPUT_LIMITS;
const TOO_MANY = `begins a row of more than ${rowCells} cells, and at most ${columns} columns are read; leave out those that are not needed`;
const TOO_LONG = `begins a row with a cell of more than ${documentCharacters} characters; is a quote (") in it not closed?`;

export class RowBounds {
  readonly #delimiter: number;
  #isQuoted = false;
  #cells = 1;
  #characters = 0;
  #isBehindReturn = false;
  #line = 1;
  /** Where the row begins. */
  #rowLine = 1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Looks at the bytes that come next. Fails with `invalid` at the first beyond INPUT_LIMITS. */
  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // Two quotes within quotes stand for one, and so does a cell that is left and entered again.
      if (byte === QUOTE) this.#isQuoted = !this.#isQuoted;
      else if (byte === LINE_FEED || byte === RETURN) this.#endLine(byte);
      else if (byte === this.#delimiter && !this.#isQuoted) this.#endCell();
      else if ((byte & WITHIN_MASK) !== WITHIN) this.#characters += 1;
      this.#isBehindReturn = byte === RETURN;
    }
    if (this.#characters > documentCharacters) throw this.#fault(TOO_LONG);
  }

  #endCell(): void {
    if (this.#characters > documentCharacters) throw this.#fault(TOO_LONG);
    this.#characters = 0;
    this.#cells += 1;
    if (this.#cells > rowCells) throw this.#fault(TOO_MANY);
  }

  #endLine(byte: number): void {
    if (byte === RETURN || !this.#isBehindReturn) this.#line += 1;
    if (this.#isQuoted) return;
    if (this.#characters > documentCharacters) throw this.#fault(TOO_LONG);
    this.#characters = 0;
    this.#cells = 1;
    this.#rowLine = this.#line;
  }

  #fault(message: string): Failure {
    return new Failure('invalid', message, [{ line: this.#rowLine, message }]);
  }
}

/** The cells of a matrix as JSON in UTF-8: where each of them is, so that none is taken out of its row before it is wanted. */

/** The cells of a row, in the order of the columns. */
export type RowTexts = {
  /** The JSON of cells in any order, a comma between each and the next. */
  readonly bytes: Uint8Array;
  /** By column, where its cell begins. */
  readonly starts: Uint32Array;
  /** By column, where its cell ends. */
  readonly ends: Uint32Array;
};

const COMMA = 0x2c;

export class CellTexts {
  readonly #rows: readonly RowTexts[];

  constructor(rows: readonly RowTexts[]) {
    this.#rows = rows;
  }

  /** Bytes of a cell and its comma. */
  lengthOf(row: number, column: number): number {
    const { starts, ends } = this.#rows[row] ?? NO_CELLS;
    return (ends[column] ?? 0) - (starts[column] ?? 0) + 1;
  }

  /** Puts a cell and a comma into the target; where that ends. */
  put(target: Uint8Array, at: number, row: number, column: number): number {
    const { bytes, starts, ends } = this.#rows[row] ?? NO_CELLS;
    return putPiece(target, at, bytes, starts[column] ?? 0, ends[column] ?? 0);
  }

  /** The cells row by row, between other texts of at least a byte, with a comma after each but the last. */
  between(begin: Uint8Array, end: Uint8Array): Uint8Array {
    let size = 0;
    for (const { starts, ends } of this.#rows) size += sumOf(ends) - sumOf(starts) + ends.length;
    const last = begin.length + Math.max(0, size - 1);
    // Every byte is written below: those of a new one would be made zero before.
    const whole = Buffer.allocUnsafeSlow(last + end.length);
    whole.set(begin);
    let at = begin.length;
    for (const { bytes, starts, ends } of this.#rows)
      for (let column = 0; column < starts.length; ) {
        const start = starts[column] ?? 0;
        let finish = ends[column] ?? 0;
        // Cells that lie behind each other are taken at once, which most are.
        for (column += 1; column < starts.length && starts[column] === finish + 1; column += 1)
          finish = ends[column] ?? 0;
        at = putPiece(whole, at, bytes, start, finish);
      }
    // In the place of the last comma.
    whole.set(end, last);
    return whole;
  }
}

const NO_CELLS: RowTexts = { bytes: new Uint8Array(), starts: new Uint32Array(), ends: new Uint32Array() };

/** Puts a piece of the bytes and a comma into the target; where that ends. */
function putPiece(target: Uint8Array, at: number, bytes: Uint8Array, start: number, end: number): number {
  target.set(bytes.subarray(start, end), at);
  const comma = at + end - start;
  target[comma] = COMMA;
  return comma + 1;
}

function sumOf(numbers: Uint32Array): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

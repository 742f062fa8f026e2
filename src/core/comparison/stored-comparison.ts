/** A comparison of cells that are JSON already: which cells come where is decided without reading any. */
import { type StoredMatrix, toPlacedMatrix } from '../matrix/stored-cells.ts';
import { buildComparison, type Comparison, outlineComparison } from './side-by-side.ts';

/** The comparison of all experts of a matrix. */
export const toComparison = (stored: StoredMatrix): Comparison => buildComparison(toPlacedMatrix(stored));

/** The same as JSON in UTF-8, as `JSON.stringify` writes it, and the end of a line. */
export function comparisonJson({ head, cells, stances }: StoredMatrix): Uint8Array {
  const { comparison, columns } = outlineComparison(head, stances());
  // Written and encoded at once: question by question it would take three times as long.
  const outline = Buffer.from(`${JSON.stringify(comparison)}\n`);
  const rows = head.experts.map((_, row) => row);
  let inCells = 0;
  for (const column of columns) for (const row of rows) inCells += cells.lengthOf(row, column);
  // Of each question the last cell is without its comma.
  const whole = Buffer.allocUnsafeSlow(outline.length + inCells - columns.length);
  let [at, from] = [0, 0];
  for (const column of columns) {
    const end = outline.indexOf(NO_CELLS, from) + NO_CELLS.length - 1;
    whole.set(outline.subarray(from, end), at);
    at += end - from;
    from = end;
    for (const row of rows) at = cells.put(whole, at, row, column);
    at -= 1;
  }
  whole.set(outline.subarray(from), at);
  return whole;
}

/** Within a text its quotes would be escaped, so it stands where a question has no cells yet and nowhere else. */
const NO_CELLS = Buffer.from('"cells":[]');

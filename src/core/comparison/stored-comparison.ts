/** A comparison of cells that are JSON already: which cells come where is decided without reading any. */
import { type StoredMatrix, toPlacedMatrix } from '../matrix/stored-cells.ts';
import { buildComparison, type Comparison, outlineComparison } from './side-by-side.ts';

/** The comparison of all experts of a matrix. */
export const toComparison = (stored: StoredMatrix): Comparison => buildComparison(toPlacedMatrix(stored));

/** The same as JSON in UTF-8, as `JSON.stringify` writes it, and the end of a line. */
export function comparisonJson({ head, cells, held, places }: StoredMatrix): Uint8Array {
  const { questions, ...outline } = outlineComparison(head, { held, places });
  const begin = `${JSON.stringify(outline).slice(0, -1)},"questions":[`;
  const between = questions.map(
    ({ column: _, ...question }, index) =>
      `${index === 0 ? begin : ']},'}${JSON.stringify(question).slice(0, -1)},"cells":[`,
  );
  // Encoded at once, and not one by one, many texts take a third of the time; JSON escapes ends of lines.
  const lines = new TextEncoder().encode([...between, questions.length === 0 ? `${begin}]}` : ']}]}'].join('\n'));
  const rows = head.experts.map((_, row) => row);
  let inCells = 0;
  for (const { column } of questions) for (const row of rows) inCells += cells.lengthOf(row, column);
  // In the place of the comma after each question's last cell comes what is between, and in that of each end of a line nothing.
  const whole = new Uint8Array(lines.length + inCells - 2 * questions.length + 1);
  let [at, from] = [0, 0];
  for (const { column } of questions) {
    const end = lines.indexOf(LINE_FEED, from);
    whole.set(lines.subarray(from, end), at);
    at += end - from;
    from = end + 1;
    for (const row of rows) at = cells.put(whole, at, row, column);
    at -= 1;
  }
  whole.set(lines.subarray(from), at);
  whole[whole.length - 1] = LINE_FEED;
  return whole;
}

const LINE_FEED = 0x0a;

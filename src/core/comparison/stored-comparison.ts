/** A comparison of cells that are JSON already: which cells come where is decided without reading any. */
import { joined, listed, type StoredMatrix, toPlacedMatrix } from '../matrix/stored-cells.ts';
import { buildComparison, type Comparison, outlineComparison } from './side-by-side.ts';

/** The comparison of all experts of a matrix. */
export const toComparison = (stored: StoredMatrix): Comparison => buildComparison(toPlacedMatrix(stored));

/** The same as JSON in UTF-8, as `JSON.stringify` writes it, and the end of a line. */
export function comparisonJson({ head, cells, ...stances }: StoredMatrix): Uint8Array {
  const { questions, ...outline } = outlineComparison(head, stances);
  const width = head.questions.length;
  const begin = `${JSON.stringify(outline).slice(0, -1)},"questions":[`;
  const between = questions.map(
    ({ column: _, ...question }, index) =>
      `${index === 0 ? begin : ']},'}${JSON.stringify(question).slice(0, -1)},"cells":[`,
  );
  const [first = new Uint8Array(), ...rest] = linesOf([...between, questions.length === 0 ? `${begin}]}` : ']}]}']);
  const pieces = questions.flatMap(({ column }, index) => [
    ...listed(head.experts.flatMap((_, row) => cells[row * width + column] ?? [])),
    rest[index] ?? new Uint8Array(),
  ]);
  return joined([first, ...pieces, Uint8Array.of(LINE_FEED)]);
}

const LINE_FEED = 0x0a;

/** Texts of JSON in UTF-8. Encoded at once, and not one by one, many take a third of the time; JSON escapes ends of lines. */
function linesOf(texts: readonly string[]): Uint8Array[] {
  const whole = new TextEncoder().encode(texts.join('\n'));
  let at = 0;
  return texts.map(() => {
    const end = whole.indexOf(LINE_FEED, at);
    const line = whole.subarray(at, end === -1 ? whole.length : end);
    at += line.length + 1;
    return line;
  });
}

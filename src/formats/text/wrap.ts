/** Text in lines of at most `width` terminal columns: broken between words where it can be, within a word where it must. */
import type { ColumnsOf } from './terminal-columns.ts';

export const wrap = (text: string, width: number, columnsOf: ColumnsOf): string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, width, columnsOf));

function wrapLine(line: string, width: number, columnsOf: ColumnsOf): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(/\s+/)) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (columnsOf(joined) <= width) {
      current = joined;
      continue;
    }
    if (current !== '') lines.push(current);
    // What tells letters apart takes some 15 ms to get ready.
    const pieces = columnsOf(word) <= width ? [word] : cut(word, width, columnsOf);
    current = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return [...lines, current];
}

/** A word in pieces that fit; a character that is wider than a line stands alone. */
function cut(word: string, width: number, columnsOf: ColumnsOf): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (piece !== '' && columnsOf(piece + segment) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}

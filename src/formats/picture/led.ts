/** A bold beginning, and words that flow after it. */
import { markup } from '../markup.ts';
import { type Block, LEADING, MUTED } from './block.ts';
import { lineOf } from './line.ts';
import type { Face } from './text.ts';
import { widthOf, wrap } from './text.ts';

/** What a person wrote as part of a line, kept from turning the direction of the rest. */
export const isolated = (text: string): string => `\u2068${text.replaceAll(/[\u2066-\u2069]/g, '')}\u2069`;

/** Words of which none is broken, in as many lines as they need; one wider than a line is cut. */
export function ledBlock(lead: string, words: readonly string[], x: number, width: number, face: Face): Block {
  const bold: Face = { ...face, weight: 700 };
  const lines: string[] = [];
  let line = '';
  let start = widthOf(`${lead} `, bold);
  for (const word of words.map((it) => wrap(it, face, width - start, 1).lines[0] ?? '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && start + widthOf(longer, face) > width) {
      lines.push(line);
      line = word;
      start = 0;
    } else line = longer;
  }
  lines.push(line);
  return {
    height: lines.length * face.size * LEADING,
    draw: (y) =>
      markup`${lines.map((text, index) => lineOf(text, x, y + (index * LEADING + 1) * face.size, { ...face, fill: MUTED }, index === 0 ? { lead } : {}))}`,
  };
}

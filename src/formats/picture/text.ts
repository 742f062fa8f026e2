/** Text that fits: measured with the shipped fonts, wrapped, made smaller, and at last cut with an ellipsis. */
import stringWidth from 'string-width';
import { advanceOf, familyOf, shapeText } from './font.ts';
import { isComplex, runsOf } from './runs.ts';
import { LATIN, type Weight } from './typefaces.ts';

/** Size in pixels, of one weight. */
export type Face = { readonly size: number; readonly weight: Weight };

/** Sizes at a scale. */
export const scaled = (unit: number, ...sizes: readonly number[]): number[] => sizes.map((size) => size * unit);

/** Width in em of half a column of a terminal, for characters that no font here has and another one will draw. */
const FOREIGN = 0.6;
const ELLIPSIS = '…';

/** Stands for a letter that no font has. */
export const REPLACEMENT = '\ufffd';
export const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const split = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/** On one line, without what XML or a picture has no place for. */
export const plain = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\ufffe\uffff\s]+/gu, ' ')
    .trim();

/** Pixels the text takes on a line; kerning, which makes it narrower if anything, is left out where letters stand for themselves. */
export function widthOf(text: string, { size, weight }: Face): number {
  if (!isComplex(text)) return lettersWidth(text, weight) * size;
  const widths = runsOf(text).map((run) =>
    run.family !== null && isComplex(run.text)
      ? shapeText(run.text, run.family, weight).advance
      : lettersWidth(run.text, weight),
  );
  return widths.reduce((sum, width) => sum + width, 0) * size;
}

/** In em. */
function lettersWidth(text: string, weight: Weight): number {
  let em = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const family = familyOf(codePoint);
    em += family === null ? foreignWidth(character, weight) : advanceOf(codePoint, family, weight);
  }
  return em;
}

/** Room for the letter in another font, and for the sign that stands for it where there is none. */
const foreignWidth = (letter: string, weight: Weight): number =>
  UNSEEN.test(letter)
    ? 0
    : Math.max(stringWidth(letter) * FOREIGN, advanceOf(REPLACEMENT.codePointAt(0) ?? 0, LATIN.family, weight));

/** A text in lines; `cut` where not all of it is there. */
export type Lines = {
  readonly full: string;
  readonly lines: readonly string[];
  readonly cut: boolean;
  readonly face: Face;
};

/** A text on one line, whatever its width. */
export const single = (full: string, face: Face): Lines => ({ full, lines: [plain(full)], cut: false, face });

/** The text in at most so many lines of that width; a word too long for a line is broken. */
export function wrap(text: string, face: Face, width: number, most: number): Lines {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const pieces = plain(text).split(/(?<=[ \u2010-\u2014/-])/u);
  for (const piece of pieces.flatMap((it) => breakUp(it, face, width))) {
    if (line !== '' && used + widthOf(piece.trimEnd(), face) > width) {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    line += piece;
    used += widthOf(piece, face);
  }
  lines.push(line.trimEnd());
  if (lines.length <= most) return { full: text, lines, cut: false, face };
  const last = shorten(lines.slice(most - 1).join(' '), face, width);
  return { full: text, lines: [...lines.slice(0, most - 1), last], cut: true, face };
}

/** A word in pieces that each fit the width. */
function breakUp(word: string, face: Face, width: number): string[] {
  if (widthOf(word.trimEnd(), face) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const grapheme of split(word)) {
    const more = widthOf(grapheme, face);
    if (piece !== '' && grapheme !== ' ' && used + more > width) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += grapheme;
    used += more;
  }
  return [...pieces, piece];
}

/** As much of the text as leaves room for an ellipsis. */
function shorten(text: string, face: Face, width: number): string {
  const kept: string[] = [];
  let used = widthOf(ELLIPSIS, face);
  for (const grapheme of split(text)) {
    used += widthOf(grapheme, face);
    if (used > width) break;
    kept.push(grapheme);
  }
  return kept.join('').trimEnd() + ELLIPSIS;
}

/** The text in the largest of the sizes in which all of it fits, or in the smallest, cut. `sizes` begins with the largest. */
export function fit(text: string, weight: Weight, sizes: readonly number[], width: number, most: number): Lines {
  let fitted = wrap(text, { size: sizes[0] ?? 0, weight }, width, most);
  for (const size of sizes.slice(1)) {
    if (!fitted.cut) break;
    fitted = wrap(text, { size, weight }, width, most);
  }
  return fitted;
}

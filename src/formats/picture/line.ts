/** One line of text in a picture. */
import { type Markup, markup } from '../markup.ts';
import { familyName, shapeText } from './font.ts';
import { isRightToLeft, type Run, runsOf } from './runs.ts';
import { type Face, plain, widthOf } from './text.ts';
import { firstFamily } from './typefaces.ts';

export const INK = '#1d1b18';

export type Anchor = 'start' | 'middle' | 'end';
export type Look = { readonly fill?: string; readonly anchor?: Anchor };

/** `lead` stands before the line in bold; `full` is told where the line is not all of it. */
type Around = { readonly lead?: string; readonly full?: string | null };

/** Two decimals are enough for any screen, and keep the file small. */
export const px = (value: number): number => Math.round(value * 100) / 100;

/**
 * With its baseline at `y`. Syllables that have to be put together are outlines, all else is text; each font has an
 * element of its own, because resvg takes what stands in several fonts in one element apart.
 */
export function lineOf(
  line: string,
  x: number,
  y: number,
  look: Face & Look,
  { lead, full = null }: Around = {},
): Markup {
  const text = plain(line);
  const runs = runsOf(text);
  const told = full === null ? null : markup`<title>${plain(full)}</title>`;
  const before = lead === undefined ? null : markup`<tspan font-weight="700" fill="${INK}">${lead} </tspan>`;
  const [only, second] = runs;
  if (only === undefined || (second === undefined && !isOutlined(only) && (isFirst(only) || lead === undefined)))
    return textAt(x, y, look, markup`${told}${before}${inside(text)}`, only?.family);
  const leadWidth = lead === undefined ? 0 : widthOf(`${lead} `, { ...look, weight: 700 });
  const { anchor = 'start' } = look;
  let left = x - (anchor === 'start' ? 0 : (leadWidth + widthOf(text, look)) * (anchor === 'middle' ? 0.5 : 1));
  const from = { ...look, anchor: 'start' } as const;
  const parts: Markup[] = before === null ? [] : [textAt(left, y, from, before)];
  left += leadWidth;
  const isReversed = isRightToLeft(text);
  for (const run of isReversed ? runs.toReversed() : runs) {
    const { blank, seen } = splitBlank(run.text, isReversed);
    if (isOutlined(run)) parts.push(outlineAt(left, y, look, run));
    else if (seen !== '') parts.push(textAt(left + widthOf(blank, look), y, from, inside(seen), run.family));
    left += widthOf(run.text, look);
  }
  return markup`<g>${told}${parts}</g>`;
}

/** A run without the blanks at its ends, which belong to the line around it, and the one at its left: SVG would drop it. */
function splitBlank(text: string, isLineRightToLeft: boolean): { readonly blank: string; readonly seen: string } {
  const rest = isLineRightToLeft ? text.trimEnd() : text.trimStart();
  return { seen: text.trim(), blank: ' '.repeat(text.length - rest.length) };
}

const isFirst = ({ family }: Run): boolean => family === null || family === firstFamily();

/** What begins at the right ends at the left, its full stop included. */
const inside = (text: string): Markup => markup`${isRightToLeft(text) ? `\u2067${text}\u2069` : text}`;

type Outlined = Run & { readonly family: string };

const isOutlined = (run: Run): run is Outlined => run.isShaped && run.family !== null;

function textAt(
  x: number,
  y: number,
  { size, weight, fill = INK, anchor = 'start' }: Face & Look,
  inner: Markup,
  family: string | null = null,
): Markup {
  const bold = weight === 700 ? markup` font-weight="700"` : null;
  const place = anchor === 'start' ? null : markup` text-anchor="${anchor}"`;
  const font = family === null || family === firstFamily() ? null : markup` font-family="${familyName(family)}"`;
  return markup`<text x="${px(x)}" y="${px(y)}" font-size="${px(size)}"${bold} fill="${fill}"${place}${font} unicode-bidi="isolate">${inner}</text>`;
}

function outlineAt(
  x: number,
  y: number,
  { size, weight, fill = INK }: Face & Look,
  { text, family }: Outlined,
): Markup {
  const { outline, unitsPerEm } = shapeText(text, family, weight);
  const scale = Math.round((size / unitsPerEm) * 1e6) / 1e6;
  return markup`<path transform="translate(${px(x)} ${px(y)}) scale(${scale} ${-scale})" fill="${fill}" d="${outline}"/>`;
}

/** The parts a picture is put together from. */
import { type Markup, markup } from '../markup.ts';
import { type Lines, plain } from './text.ts';

/** A part of a picture: how tall it is, and what it draws with its top at `y`. Pixels throughout. */
export type Block = { readonly height: number; readonly draw: (y: number) => Markup };

export const INK = '#1d1b18';
export const MUTED = '#5f5b53';
export const FAINT = '#b3aea4';
export const HAIR = '#e3e0d9';

export const gap = (height: number): Block => ({ height, draw: () => markup`` });

/** One below the other. */
export const stack = (blocks: readonly Block[]): Block => ({
  height: blocks.reduce((sum, { height }) => sum + height, 0),
  draw: (y) => {
    let top = y;
    const drawn = blocks.map((block) => {
      const part = block.draw(top);
      top += block.height;
      return part;
    });
    return markup`${drawn}`;
  },
});

/** Over each other, from the same top. */
export const beside = (blocks: readonly Block[]): Block => ({
  height: Math.max(0, ...blocks.map(({ height }) => height)),
  draw: (y) => markup`${blocks.map(({ draw }) => draw(y))}`,
});

export type Anchor = 'start' | 'middle' | 'end';
type Look = { readonly fill?: string; readonly anchor?: Anchor };

/** Of the size of the font: from line to line, and from the top of a line to the foot of its letters. */
export const LEADING = 1.28;
const BASELINE = 1;

export const heightOf = ({ lines, face }: Pick<Lines, 'lines' | 'face'>): number => lines.length * face.size * LEADING;

/** Text in lines at `x`. Each line is an element of its own, so that no text turns the direction of another. */
export function textBlock({ full, lines, cut, face }: Lines, x: number, look: Look = {}): Block {
  const { size } = face;
  return {
    height: heightOf({ lines, face }),
    draw: (y) =>
      markup`${lines.map((line, index) => lineOf(line, x, y + (index * LEADING + BASELINE) * size, { ...face, ...look }, null, cut ? full : undefined))}`,
  };
}

type TextLook = Look & { readonly size: number; readonly weight: number };

/** One line of text with its baseline at `y`, after its `lead`, if any; `full` is told where the line is not all of it. */
export function lineOf(
  line: string,
  x: number,
  y: number,
  look: TextLook,
  lead: Markup | null = null,
  full?: string,
): Markup {
  const { size, weight, fill = INK, anchor = 'start' } = look;
  const bold = weight === 700 ? markup` font-weight="700"` : null;
  const place = anchor === 'start' ? null : markup` text-anchor="${anchor}"`;
  const told = full === undefined ? null : markup`<title>${plain(full)}</title>`;
  return markup`<text x="${px(x)}" y="${px(y)}" font-size="${px(size)}"${bold} fill="${fill}"${place} unicode-bidi="isolate">${told}${lead}${plain(line)}</text>`;
}

export const rule = (x: number, width: number, thickness: number, colour: string): Block => ({
  height: thickness,
  draw: (y) =>
    markup`<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(thickness)}" fill="${colour}"/>`,
});

/** Two decimals are enough for any screen, and keep the file small. */
export const px = (value: number): number => Math.round(value * 100) / 100;

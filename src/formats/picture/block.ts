/** The parts a picture is put together from. */
import { type Markup, markup } from '../markup.ts';
import { type Look, lineOf, px } from './line.ts';
import { isComplex } from './runs.ts';
import type { Lines } from './text.ts';

/** A part of a picture: how tall it is, and what it draws with its top at `y`. Pixels throughout. */
export type Block = { readonly height: number; readonly draw: (y: number) => Markup };

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

/** Of the size of the font: from line to line, and from the top of a line to the foot of its letters. */
export const LEADING = 1.28;
const BASELINE = 1;

/** Where letters stand higher and lower than Latin ones. */
const WIDE_LEADING = 1.5;

const leadingOf = (lines: readonly string[]): number => (lines.some(isComplex) ? WIDE_LEADING : LEADING);

export const heightOf = ({ lines, face }: Pick<Lines, 'lines' | 'face'>): number =>
  lines.length * face.size * leadingOf(lines);

/** Text in lines at `x`. Each line is an element of its own, so that no text turns the direction of another. */
export function textBlock({ full, lines, cut, face }: Lines, x: number, look: Look = {}): Block {
  const { size } = face;
  const leading = leadingOf(lines);
  const baseline = BASELINE + (leading - LEADING) / 2;
  return {
    height: heightOf({ lines, face }),
    draw: (y) =>
      markup`${lines.map((line, index) => lineOf(line, x, y + (index * leading + baseline) * size, { ...face, ...look }, { full: cut ? full : null }))}`,
  };
}

export const rule = (x: number, width: number, thickness: number, colour: string): Block => ({
  height: thickness,
  draw: (y) =>
    markup`<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(thickness)}" fill="${colour}"/>`,
});

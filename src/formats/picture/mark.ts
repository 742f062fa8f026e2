/** The scale mark: where a stance lies between against (left) and for (right), told by shape before colour. */

import { NOTHING_ON_RECORD } from '../../answers/table.ts';
import type { Cell } from '../../core/matrix/cell.ts';
import { type Markup, markup } from '../markup.ts';
import { PALETTE, toneOf } from '../palette.ts';
import { FAINT, MUTED } from './block.ts';
import { lineOf, px } from './line.ts';

const LINE = '#8a867d';

/** What a mark tells of a cell; a stance that was inferred has a broken line, a draft a box. */
export type Sign = Pick<Cell, 'state' | 'value'> & Partial<Pick<Cell, 'basis' | 'status'>>;

/**
 * Around the centre (`x`, `y`), `width` wide: a line with a tick in its middle and a dot at the value's place; two joined
 * dots for a contradiction; a ring for no side; an em dash for silence. `note` stands raised beside it, and refers to the
 * foot of the picture.
 */
export function mark(sign: Sign, x: number, y: number, width: number, note: string | null = null): Markup {
  const radius = radiusOf(width);
  const stroke = Math.max(1, radius / 5);
  const { status } = sign;
  const [side, half] = [width / 2 + radius * 0.5, radius * 1.15];
  const box =
    status === 'draft'
      ? markup`<rect x="${px(x - side)}" y="${px(y - half)}" width="${px(side * 2)}" height="${px(half * 2)}" fill="none" stroke="${MUTED}" stroke-width="${px(stroke)}" stroke-dasharray="${px(stroke * 3)} ${px(stroke * 2)}"/>`
      : null;
  const isLetter = note !== null && note !== CORRECTED;
  const size = Math.max(12, radius * (isLetter ? 1.5 : 2));
  const beside = { size, weight: 700, fill: MUTED, anchor: 'middle' } as const;
  const raised =
    note === null
      ? null
      : lineOf(note, x + width / 2 + radius * (isLetter ? 0.75 : 0.4), y + (isLetter ? size / 6 : 0), beside);
  return markup`${box}${place(sign, x, y, width)}${raised}`;
}

/** Stands beside what was corrected where that was on one day. */
export const CORRECTED = '*';

const radiusOf = (width: number): number => Math.min(width * 0.14, width * 0.06 + 5);

function place(sign: Sign, x: number, y: number, width: number): Markup {
  const radius = radiusOf(width);
  const reach = width / 2 - radius;
  const stroke = Math.max(1, radius / 5);
  const broken = sign.basis === 'inferred' ? markup` stroke-dasharray="${px(stroke * 2)} ${px(stroke * 1.6)}"` : null;
  const { fill, ink } = PALETTE[toneOf(sign)];
  const dot = (at: number) =>
    markup`<circle cx="${px(x + at)}" cy="${px(y)}" r="${px(radius)}" fill="${fill}" stroke="${outline(fill, ink)}" stroke-width="${px(stroke)}"/>`;
  const line = (half: number, colour: string, thickness: number) =>
    markup`<path d="M${px(x - half)} ${px(y)}h${px(half * 2)}" stroke="${colour}" stroke-width="${px(thickness)}"${broken}/>`;
  if (sign.state === 'none') {
    const size = radius * 2.2;
    return lineOf(NOTHING_ON_RECORD, x, y + size * DASH_HEIGHT, { size, weight: 400, fill: FAINT, anchor: 'middle' });
  }
  if (sign.state === 'contested') return markup`${line(reach, fill, stroke * 1.6)}${dot(-reach)}${dot(reach)}`;
  if (sign.value === null)
    return markup`<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius * 0.9)}" fill="#ffffff" stroke="${MUTED}" stroke-width="${px(stroke * 1.6)}"${broken}/>`;
  return markup`${line(width / 2, LINE, stroke)}<path d="M${px(x)} ${px(y - radius * 0.7)}v${px(radius * 1.4)}" stroke="${LINE}" stroke-width="${px(stroke)}"/>${dot(sign.value * reach)}`;
}

/** How high above its baseline the font draws a dash, in em. */
const DASH_HEIGHT = 0.29;

/** Light dots have a dark edge; dark ones are edged by themselves. */
const outline = (fill: string, ink: string): string => (ink === '#ffffff' ? fill : MUTED);

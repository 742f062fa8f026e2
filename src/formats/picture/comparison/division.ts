/** A bar that grows from a middle line: against to the left, for to the right, between upon it; the counts stand at its ends. */
import type { Scale } from '../../../core/records/scale.ts';
import { halvesOf, type Share, sizeOf, type Tallied } from '../../halves.ts';
import { type Markup, markup } from '../../markup.ts';
import { PALETTE } from '../../palette.ts';
import { type Block, beside, FAINT, gap, MUTED, stack, textBlock } from '../block.ts';
import type { Area } from '../frame.ts';
import { INK, lineOf, px } from '../line.ts';
import { single } from '../text.ts';
import type { Shares, Strip } from './rows.ts';

/** Room for a count at either end, in pixels at the size of a share card. */
const COUNT_ROOM = 46;

/** `reach` is the number of experts that half the width stands for. */
export function divisionBar(tallied: Tallied, scale: Pick<Scale, 'options'>, reach: number, strip: Strip): Markup {
  const { x, y, width, height, unit } = strip;
  const { left, middle, right } = halvesOf(tallied, scale);
  const half = width / 2 - COUNT_ROOM * unit;
  const centre = x + width / 2;
  const long = (count: number): number => (count / Math.max(reach, 1)) * half;
  const inner = long(sizeOf(middle)) / 2;
  const part = ({ tone }: Share, from: number, to: number) => {
    const { fill, ink } = PALETTE[tone];
    return markup`<rect x="${px(from)}" y="${px(y - height / 2)}" width="${px(Math.max(to - from, unit))}" height="${px(height)}" fill="${fill}" stroke="${ink === '#ffffff' ? '#ffffff' : MUTED}" stroke-width="${px(unit / 2)}"/>`;
  };
  const run = (shares: readonly Share[], start: number, direction: 1 | -1) => {
    let at = start;
    return shares.map((share) => {
      const [from, to] = [at, at + direction * long(share.count)];
      at = to;
      return part(share, Math.min(from, to), Math.max(from, to));
    });
  };
  const count = (shares: readonly Share[], direction: 1 | -1) => {
    const n = sizeOf(shares);
    const size = Math.min(17 * unit, height * 0.85);
    const at = centre + direction * (inner + long(n) + 8 * unit);
    return lineOf(String(n), at, y + size * 0.36, {
      size,
      weight: 700,
      fill: n === 0 ? FAINT : INK,
      anchor: direction === 1 ? 'start' : 'end',
    });
  };
  const line = markup`<rect x="${px(centre - unit / 2)}" y="${px(y - height / 2 - 4 * unit)}" width="${px(unit)}" height="${px(height + 8 * unit)}" fill="${MUTED}"/>`;
  return markup`${line}${run(middle, centre - inner, 1)}${run(left, centre - inner, -1)}${run(right, centre + inner, 1)}${count(left, -1)}${count(right, 1)}`;
}

/** What the two sides are, above the bars. */
export function sidesHead({ name, number }: Shares, { x, width, unit }: Area): Block {
  const centre = x + width * name + (width * (1 - name - number)) / 2;
  const words = (text: string, at: number, anchor: 'start' | 'end') =>
    textBlock(single(text, { size: 15 * unit, weight: 700 }), at, { anchor, fill: MUTED });
  return stack([
    beside([words('Against', centre - 10 * unit, 'end'), words('For', centre + 10 * unit, 'start')]),
    gap(4 * unit),
  ]);
}

/** One question by its options: a bar for each, and what is no answer told apart from them. */
import type { DistributionPart } from '../../../answers/comparison/consensus.ts';
import { markup } from '../../markup.ts';
import { PALETTE, toneOfValue } from '../../palette.ts';
import { type Block, FAINT, gap, MUTED } from '../block.ts';
import type { Area } from '../frame.ts';
import { px } from '../line.ts';
import { mark, type Sign } from '../mark.ts';
import { type BarRow, rowsBody, type Strip } from './rows.ts';

const SHARES = { name: 0.36, number: 0.1 };

/** From against to for, then what is on no side, then silence. */
export function optionsBody(
  parts: readonly DistributionPart[],
  distribution: { readonly [key: string]: number },
  area: Area,
  room: number,
): Block {
  const shown = [
    ...parts.filter(({ value }) => value !== null).toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0)),
    ...parts.filter(({ key, value }) => value === null && (distribution[key] ?? 0) > 0),
  ];
  const most = Math.max(1, ...shown.map(({ key }) => distribution[key] ?? 0));
  const rows = shown.map((part): BarRow => {
    const count = distribution[part.key] ?? 0;
    return {
      name: part.label,
      draw: (strip) => bar(part, count / most, strip),
      number: { words: String(count), weight: count === 0 ? 400 : 700 },
    };
  });
  return rowsBody(rows, SHARES, gap(0), area, room);
}

const signOf = ({ key, value }: DistributionPart): Sign =>
  key === 'contested' || key === 'none' ? { state: key, value: null } : { state: 'position', value };

/** The mark of the place before its bar; silence has an outline alone. */
function bar(part: DistributionPart, share: number, { x, y, width, height, unit }: Strip) {
  const sign = signOf(part);
  const size = 54 * unit;
  const left = x + size + 16 * unit;
  const tone = sign.state === 'position' ? toneOfValue(part.value) : sign.state;
  const { fill } = PALETTE[tone];
  const edge = fill === '#ffffff' ? (sign.state === 'none' ? FAINT : MUTED) : fill;
  const broken = sign.state === 'none' ? markup` stroke-dasharray="${px(3 * unit)} ${px(3 * unit)}"` : null;
  return markup`${mark(sign, x + size / 2, y, size)}<rect x="${px(left)}" y="${px(y - height / 2)}" width="${px((width - size - 16 * unit) * share)}" height="${px(height)}" fill="${fill}" stroke="${edge}" stroke-width="${px(unit)}"${broken}/>`;
}

/** Rows of a name, a drawing beside it, and words at the end: bars that are to be compared. */
import { type Markup, markup } from '../../markup.ts';
import { type Block, beside, gap, HAIR, heightOf, MUTED, rule, stack, textBlock } from '../block.ts';
import type { Area } from '../frame.ts';
import { fit, scaled, wrap } from '../text.ts';
import type { Weight } from '../typefaces.ts';

/** Where a drawing stands: from `x`, `width` wide, around the middle `y`, no taller than `height`. */
export type Strip = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly unit: number;
};

export type BarRow = {
  /** What stands above it, where something begins with it. */
  readonly head?: string | null;
  readonly name: string;
  /** In small letters below the name. */
  readonly remark?: string;
  readonly draw: (strip: Strip) => Markup;
  /** At the end of the row: the number, and what it rests on. */
  readonly number?: { readonly words: string; readonly weight: Weight; readonly rest?: string };
};

/** The parts of the width for names and for numbers; the drawing has what is left. */
export type Shares = { readonly name: number; readonly number: number };

/** From the roomiest to the tightest, in pixels at the size of a share card: the first that fits is taken. */
const DENSITIES = [
  { name: [19, 17, 15.5], remark: 14, bar: 22, padding: 12 },
  { name: [16, 14.5, 13], remark: 12.5, bar: 16, padding: 7 },
  { name: [14, 12.5], remark: 11, bar: 12, padding: 3.5 },
] as const;
const MOST_EXTRA = 26;

export function rowsBody(rows: readonly BarRow[], shares: Shares, above: Block, area: Area, room: number): Block {
  let blocks: Block[] = [];
  for (const density of DENSITIES) {
    const made = rows.map((row) => prepared(row, density, shares, area));
    const needed = above.height + made.reduce((sum, { head, least }) => sum + head.height + least, 0);
    const extra = Math.min(Math.max(0, (room - needed) / rows.length), MOST_EXTRA * area.unit);
    blocks = made.flatMap(({ head, least, draw }) => [
      head,
      { height: least + extra, draw: (y) => draw(y, least + extra) },
    ]);
    if (needed <= room) break;
  }
  return stack([above, ...blocks]);
}

type Prepared = {
  readonly head: Block;
  readonly least: number;
  readonly draw: (y: number, height: number) => Markup;
};

function prepared(
  { head = null, name, remark = '', draw, number }: BarRow,
  { name: sizes, remark: small, bar, padding }: (typeof DENSITIES)[number],
  shares: Shares,
  { x, width, unit }: Area,
): Prepared {
  const nameWidth = width * shares.name - 18 * unit;
  const label = stack([
    textBlock(fit(name, remark === '' ? 400 : 700, scaled(unit, ...sizes), nameWidth, 2), x),
    remark === ''
      ? gap(0)
      : textBlock(wrap(remark, { size: small * unit, weight: 400 }, nameWidth, 2), x, { fill: MUTED }),
  ]);
  const strip = { x: x + width * shares.name, width: width * (1 - shares.name - shares.number) };
  const numbers =
    number === undefined
      ? gap(0)
      : numberBlock(
          number,
          strip.x + strip.width + 14 * unit,
          width * shares.number - 14 * unit,
          scaled(unit, sizes[0], small),
        );
  const line = Math.max(1, unit);
  return {
    head:
      head === null
        ? gap(0)
        : stack([gap(10 * unit), textBlock(fit(head, 700, scaled(unit, sizes[0], small), width, 2), x), gap(2 * unit)]),
    least:
      Math.max(
        label.height,
        numbers.height,
        bar * unit,
        heightOf(wrap('', { size: small * unit, weight: 400 }, width, 1)),
      ) +
      padding * unit +
      line,
    draw: (y, height) => {
      const middle = y + (height - line) / 2;
      return markup`${label.draw(middle - label.height / 2)}${draw({ ...strip, y: middle, height: bar * unit, unit })}${numbers.draw(middle - numbers.height / 2)}${rule(x, width, line, HAIR).draw(y + height - line)}`;
    },
  };
}

/** Room for "100%", in letters of its height. */
const NUMBER_ROOM = 3.2;

function numberBlock(
  { words, weight, rest = '' }: NonNullable<BarRow['number']>,
  x: number,
  width: number,
  [large = 0, small = 0]: readonly number[],
): Block {
  if (rest === '') return textBlock(fit(words, weight, [large, small], width, 1), x);
  const left = large * NUMBER_ROOM;
  const [number, told] = [
    textBlock(fit(words, weight, [large, small], left, 1), x),
    textBlock(fit(rest, 400, [small, small * 0.9], width - left, 1), x + left, { fill: MUTED }),
  ];
  return beside([number, stack([gap((number.height - told.height) * 0.75), told])]);
}

/** The heads of a grid's columns: across where their words fit, else upwards. */
import { markup } from '../markup.ts';
import { type Block, beside, gap, heightOf, stack, textBlock } from './block.ts';
import type { RowFrame } from './grid-row.ts';
import { px } from './line.ts';
import { single, widthOf, wrap } from './text.ts';

const MOST_LINES = 4;
const MOST_LINES_UPRIGHT = 3;
/** Pixels at the size of a share card. */
const LONGEST_UPRIGHT = 170;

/** Where the columns stand. */
type HeaderFrame = Pick<RowFrame, 'unit' | 'column' | 'centre'>;

export function gridHeader(columns: readonly string[], frame: HeaderFrame): Block {
  const { unit, column, centre } = frame;
  const face = { size: 14.5 * unit, weight: 700 } as const;
  const width = column - 10 * unit;
  const across = columns.map((title) => wrap(title, face, width, MOST_LINES));
  const isBroken = (title: string) => title.split(/[\s-]+/).some((word) => widthOf(word, face) > width);
  if (across.some(({ cut }) => cut) || columns.some(isBroken)) return upright(columns, frame);
  const tallest = Math.max(...across.map(heightOf));
  const heads = across.map((lines, index) => {
    const block = textBlock(lines, centre(index), { anchor: 'middle' });
    return stack([gap(tallest - block.height), block]);
  });
  return stack([beside(heads), gap(8 * unit)]);
}

function upright(columns: readonly string[], { column, unit, centre }: HeaderFrame): Block {
  const face = { size: 13.5 * unit, weight: 700 } as const;
  const lineHeight = heightOf(single('', face));
  const most = Math.min(MOST_LINES_UPRIGHT, Math.max(1, Math.floor((column - 4 * unit) / lineHeight)));
  const titles = columns.map((title) => wrap(title, face, LONGEST_UPRIGHT * unit, most));
  const longest = Math.max(...titles.flatMap(({ lines }) => lines.map((line) => widthOf(line, face))));
  return {
    height: longest + 10 * unit,
    draw: (y) =>
      markup`${titles.map((lines, index) => {
        const block = textBlock(lines, 0);
        const left = centre(index) - block.height / 2;
        return markup`<g transform="translate(${px(left)} ${px(y + longest + 2 * unit)}) rotate(-90)">${block.draw(0)}</g>`;
      })}`,
  };
}

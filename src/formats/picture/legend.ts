/** What the marks mean, in words beside each. */
import type { Matrix } from '../../core/matrix/matrix.ts';
import type { ScaleOption } from '../../core/records/scale.ts';
import { markup } from '../markup.ts';
import { type Block, MUTED, textBlock } from './block.ts';
import type { Area } from './frame.ts';
import { mark, type Sign } from './mark.ts';
import { widthOf, wrap } from './text.ts';

/** What marks are drawn of. */
type Judged = Pick<Matrix, 'scales' | 'cells'>;

type Entry = { readonly sign: Sign; readonly words: string };

const MOST_OPTIONS = 7;
const at = (value: number | null): Sign => ({ state: 'position', value });

/** What the places stand for where questions differ in their scales. */
const PLACES: readonly Entry[] = [
  { sign: at(-1), words: 'Against' },
  { sign: at(0), words: 'Between' },
  { sign: at(1), words: 'For' },
  { sign: at(null), words: 'Took no side' },
];

/** Only what is to be seen is explained: the options held where all questions share a scale, else the places. */
function entriesOf({ scales, cells }: Judged): Entry[] {
  const [only, second] = scales;
  const held = (only?.options ?? []).filter(({ id }) => cells.some(({ option }) => option === id));
  const entries = second === undefined && held.length <= MOST_OPTIONS ? held.toSorted(byPlace).map(entryOf) : PLACES;
  const inferred: Entry = { sign: { state: 'position', value: 1, basis: 'inferred' }, words: 'Inferred' };
  return [
    ...entries,
    ...(cells.some(({ basis }) => basis === 'inferred') ? [inferred] : []),
    ...(cells.some(({ status }) => status === 'draft')
      ? [{ sign: { state: 'position', value: 1, status: 'draft' }, words: 'Draft' } as const]
      : []),
    ...(cells.some(({ state }) => state === 'contested')
      ? [{ sign: { state: 'contested', value: null }, words: 'Contested' } as const]
      : []),
    ...(cells.some(({ state }) => state === 'none')
      ? [{ sign: { state: 'none', value: null }, words: 'Nothing on record' } as const]
      : []),
  ];
}

const entryOf = ({ label, value }: ScaleOption): Entry => ({ sign: at(value), words: label });

/** Options that take no side come after those that do. */
const byPlace = (a: ScaleOption, b: ScaleOption): number => (a.value ?? 2) - (b.value ?? 2);

/** Pixels at the size of a share card. */
const MARK = 36;
const SMALL_MARK = 20;
const LINE = 24;
const LONGEST = 180;

export function legend(matrix: Judged, { x, width, unit }: Area): Block {
  const face = { size: 14 * unit, weight: 400 } as const;
  let across = 0;
  let line = 0;
  const placed = entriesOf(matrix).map(({ sign, words }) => {
    const lines = wrap(words, face, LONGEST * unit, 1);
    const size = (sign.value === null && sign.state !== 'contested' ? SMALL_MARK : MARK) * unit;
    const needed = size + 7 * unit + widthOf(lines.lines[0] ?? '', face);
    if (across > 0 && across + needed > width) {
      across = 0;
      line += 1;
    }
    const entry = {
      sign,
      size,
      text: textBlock(lines, x + across + size + 7 * unit, { fill: MUTED }),
      left: x + across,
      top: line * LINE * unit,
    };
    across += needed + 18 * unit;
    return entry;
  });
  return {
    height: (line + 1) * LINE * unit,
    draw: (y) =>
      markup`${placed.map(({ sign, size, text, left, top }) => [
        mark(sign, left + size / 2, y + top + (LINE / 2) * unit, MARK * unit),
        text.draw(y + top + (LINE * unit - text.height) / 2),
      ])}`,
  };
}

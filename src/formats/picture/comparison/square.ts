/** Everybody by everybody: a share and its n at every crossing. */
import type { Party } from '../../../answers/comparison/agreement.ts';
import { NOTHING_ON_RECORD } from '../../../answers/table.ts';
import type { AgreementPair } from '../../../core/comparison/agreement/agreement.ts';
import { type Markup, markup } from '../../markup.ts';
import { type Block, FAINT, LEADING, rule, stack, textBlock } from '../block.ts';
import type { Area } from '../frame.ts';
import { gridHeader } from '../grid-header.ts';
import { INK, lineOf, px } from '../line.ts';
import { percent } from '../plan.ts';
import { fit, scaled, widthOf } from '../text.ts';
import { FEW_SHARED, tintOf } from './nearness.ts';

/** Pairs of the same parties, each once; a pair that is not among them was left out. */
export type Square = { readonly parties: readonly Party[]; readonly pairs: readonly AgreementPair[] };

/** Pixels at the size of a share card. */
const NARROWEST_COLUMN = 42;
const NARROWEST_LABEL = 120;
const LABEL_SHARE = 0.25;
const MOST_EXTRA = 26;
const GAP = 2;

/** Pixels of width that it needs on a share card. */
export const squareWidth = ({ parties }: Square): number => (parties.length * NARROWEST_COLUMN) / (1 - LABEL_SHARE);

export function squareBody({ parties, pairs }: Square, area: Area, room: number): Block {
  const { x, width, unit } = area;
  const names = parties.map(({ name }) => fit(name, 400, scaled(unit, 17, 15, 13), width * LABEL_SHARE - 16 * unit, 2));
  const widest = Math.max(...names.flatMap(({ lines, face }) => lines.map((line) => widthOf(line, face))));
  const labelWidth = Math.max(widest + 16 * unit, NARROWEST_LABEL * unit);
  const column = (width - labelWidth) / parties.length;
  const centre = (index: number): number => x + labelWidth + (index + 0.5) * column;
  const head = stack([
    gridHeader(
      parties.map(({ name }) => name),
      { unit, column, centre },
    ),
    rule(x, width, 1.5 * unit, INK),
  ]);
  const shareSize = fit('100%', 700, scaled(unit, 20, 17, 15, 13, 11.5), column - 8 * unit, 1).face.size;
  const countSize = Math.max(9.5 * unit, shareSize * 0.68);
  const inner = (shareSize + countSize) * LEADING;
  const least = Math.max(
    inner + 8 * unit,
    ...names.map(({ lines, face }) => lines.length * face.size * LEADING + 6 * unit),
  );
  const extra = Math.min(Math.max(0, (room - head.height) / parties.length - least), MOST_EXTRA * unit);
  const height = least + extra;
  const between = new Map(
    pairs.flatMap((pair) => [
      [`${pair.a}\n${pair.b}`, pair],
      [`${pair.b}\n${pair.a}`, pair],
    ]),
  );
  const cell = (a: string, b: string, at: number, y: number): Markup | null => {
    const pair = between.get(`${a}\n${b}`);
    const middle = y + height / 2;
    const sign = (words: string) =>
      lineOf(words, at, middle + shareSize * 0.3, { size: shareSize, weight: 400, fill: FAINT, anchor: 'middle' });
    if (pair === undefined) return a === b ? sign('·') : null;
    if (pair.score === null) return sign(NOTHING_ON_RECORD);
    const weight = pair.shared < FEW_SHARED ? 400 : 700;
    const top = middle - inner / 2;
    return markup`<rect x="${px(at - column / 2 + GAP * unit)}" y="${px(y + GAP * unit)}" width="${px(column - 2 * GAP * unit)}" height="${px(height - 2 * GAP * unit)}" fill="${tintOf(pair.score)}"/>${lineOf(percent(pair.score), at, top + shareSize, { size: shareSize, weight, anchor: 'middle' })}${lineOf(`n = ${pair.shared}`, at, top + shareSize * LEADING + countSize, { size: countSize, weight: 400, anchor: 'middle' })}`;
  };
  const rows = parties.map(({ id }, row): Block => {
    const name = textBlock(names[row] ?? fit(id, 400, [15 * unit], labelWidth, 2), x);
    return {
      height,
      draw: (y) =>
        markup`${name.draw(y + (height - name.height) / 2)}${parties.map((other, index) => cell(id, other.id, centre(index), y))}`,
    };
  });
  return stack([head, ...rows]);
}

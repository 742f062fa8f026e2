/** How near two stand, as a tint: the darker, the nearer. The number beside it says the same. */
import { NOTHING_ON_RECORD } from '../../../answers/table.ts';
import type { AgreementPair } from '../../../core/comparison/agreement/agreement.ts';
import { markup } from '../../markup.ts';
import { type Block, FAINT, MUTED, textBlock } from '../block.ts';
import type { Area } from '../frame.ts';
import { px } from '../line.ts';
import { single, widthOf } from '../text.ts';

/** Of fewer shared questions a score says little, and is set light. */
export const FEW_SHARED = 5;

/** Steps of a fifth, upon which dark letters can be read (contrast 7 or more). */
const TINTS = ['#f4f7fa', '#dfe8f0', '#cbd9e7', '#b6cadd', '#a0bad3'];

export const tintOf = (score: number): string =>
  TINTS[Math.min(TINTS.length - 1, Math.floor(score * TINTS.length))] ?? '#ffffff';

/** Pixels at the size of a share card. */
const SWATCH = 26;
const LINE = 24;

/** What the tints mean, and what is set light or left empty where there is any. */
export function nearnessLegend(pairs: readonly AgreementPair[], { x, width, unit }: Area): Block {
  const signs = [
    ...(pairs.some(({ shared }) => shared > 0 && shared < FEW_SHARED) ? [`Light type: n below ${FEW_SHARED}`] : []),
    ...(pairs.some(({ score }) => score === null) ? [`${NOTHING_ON_RECORD} no shared question`] : []),
  ];
  const face = { size: 14 * unit, weight: 400 } as const;
  let across = 0;
  let line = 0;
  const place = (needed: number) => {
    if (across > 0 && across + needed > width) {
      across = 0;
      line += 1;
    }
    const at = { left: x + across, top: line * LINE * unit };
    across += needed + 18 * unit;
    return at;
  };
  const text = (words: string, left: number, top: number, fill = MUTED) => ({
    block: textBlock(single(words, face), left, { fill }),
    top,
  });
  const ends = ['0%', '100%'] as const;
  const [from, to] = ends.map((words) => widthOf(words, face) + 7 * unit) as [number, number];
  const scale = place(from + TINTS.length * SWATCH * unit + 7 * unit + to);
  const swatches = scale.left + from;
  const texts = [
    text(ends[0], scale.left, scale.top),
    text(ends[1], swatches + TINTS.length * SWATCH * unit + 7 * unit, scale.top),
    ...signs.map((words) => {
      const { left, top } = place(widthOf(words, face));
      return text(words, left, top);
    }),
  ];
  return {
    height: (line + 1) * LINE * unit,
    draw: (y) =>
      markup`${TINTS.map((tint, step) => markup`<rect x="${px(swatches + step * SWATCH * unit)}" y="${px(y + scale.top + 5 * unit)}" width="${px(SWATCH * unit)}" height="${px(14 * unit)}" fill="${tint}" stroke="${FAINT}" stroke-width="${px(unit / 2)}"/>`)}${texts.map(({ block, top }) => block.draw(y + top + (LINE * unit - block.height) / 2))}`,
  };
}

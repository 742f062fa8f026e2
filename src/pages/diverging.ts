/** A bar that grows from a middle line: against to the left, for to the right, between upon the line. The words beside it say the same. */
import type { Scale } from '../core/records/scale.ts';
import { halvesOf, type Share, sizeOf, type Tallied } from '../formats/halves.ts';
import type { Markup } from '../formats/markup.ts';
import { html } from './html.ts';
import { toneClass } from './marks.ts';

const HALF = 200;
const HEIGHT = 14;
const OVER = 3;
const GAP = 2;

/** `reach` is the number of experts that half the width stands for. */
export function divergingBar(question: Tallied, scale: Pick<Scale, 'options'>, reach: number): Markup {
  const { left, middle, right } = halvesOf(question, scale);
  const width = (count: number): number => (count / Math.max(reach, 1)) * HALF;
  const inner = width(sizeOf(middle)) / 2;
  const part = ({ tone }: Share, from: number, to: number) =>
    html`<rect class="${toneClass(tone)}" x="${round(from)}" y="${OVER}" width="${round(Math.max(to - from - GAP, GAP))}" height="${HEIGHT}"/>`;
  const run = (shares: readonly Share[], start: number, direction: 1 | -1) => {
    let at = start;
    return shares.map((share) => {
      const [from, to] = [at, at + direction * width(share.count)];
      at = to;
      return part(share, Math.min(from, to) + GAP / 2, Math.max(from, to) + GAP / 2);
    });
  };
  const bars = [...run(middle, HALF - inner, 1), ...run(left, HALF - inner, -1), ...run(right, HALF + inner, 1)];
  return html`<svg class="bar" viewBox="0 0 ${2 * HALF} ${HEIGHT + 2 * OVER}" aria-hidden="true" preserveAspectRatio="none"><line class="middle" x1="${HALF}" x2="${HALF}" y1="0" y2="${HEIGHT + 2 * OVER}"/>${bars}</svg>`;
}

const round = (length: number): number => Math.round(length * 100) / 100;

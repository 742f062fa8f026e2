/** A bar that grows from a middle line: against to the left, for to the right, between upon the line. The words beside it say the same. */
import type { MatrixQuestion } from '../core/matrix/matrix.ts';
import type { Scale } from '../core/records/scale.ts';
import type { Markup } from '../formats/markup.ts';
import { type Tone, toneOfValue } from '../formats/palette.ts';
import { html } from './html.ts';
import { toneClass } from './marks.ts';

type Share = { readonly tone: Tone; readonly count: number };

/** What stands on each half of the bar, from the middle outwards. */
type Halves = { readonly left: readonly Share[]; readonly middle: readonly Share[]; readonly right: readonly Share[] };

type Tallied = Pick<MatrixQuestion, 'distribution'>;

function halvesOf({ distribution }: Tallied, { options }: Pick<Scale, 'options'>): Halves {
  const shares = options
    .map(({ id, value }) => ({ value, tone: toneOfValue(value), count: distribution[id] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => Math.abs(a.value ?? 0) - Math.abs(b.value ?? 0));
  return {
    left: shares.filter(({ value }) => value !== null && value < 0),
    // A contradiction is on both sides, so it stands on both.
    middle: [
      ...shares.filter(({ value }) => value === 0),
      ...(distribution.contested ? [{ tone: 'contested', count: distribution.contested } as const] : []),
    ],
    right: shares.filter(({ value }) => value !== null && value > 0),
  };
}

const sum = (shares: readonly Share[]): number => shares.reduce((total, { count }) => total + count, 0);

/** How many experts the longer half holds: bars that are to be compared are drawn for the greatest of these. */
export function reachOf(question: Tallied, scale: Pick<Scale, 'options'>): number {
  const { left, middle, right } = halvesOf(question, scale);
  return Math.max(sum(left), sum(right)) + sum(middle) / 2;
}

const HALF = 200;
const HEIGHT = 14;
const OVER = 3;
const GAP = 2;

/** `reach` is the number of experts that half the width stands for. */
export function divergingBar(question: Tallied, scale: Pick<Scale, 'options'>, reach: number): Markup {
  const { left, middle, right } = halvesOf(question, scale);
  const width = (count: number): number => (count / Math.max(reach, 1)) * HALF;
  const inner = width(sum(middle)) / 2;
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

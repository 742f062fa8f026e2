/** The signs of a stance: a mark whose shape tells what its colour tells, the words beside it, and the bar of a question. */

import { stanceWords } from '../answers/words.ts';
import { type Cell, sideOf } from '../core/matrix/cell.ts';
import type { Matrix, MatrixQuestion } from '../core/matrix/matrix.ts';
import type { Scale } from '../core/records/scale.ts';
import type { Markup } from '../formats/markup.ts';
import { type Tone, toneOf, toneOfValue } from '../formats/palette.ts';
import { time } from './evidence.ts';
import { html } from './html.ts';

/** The mark has a place for every twentieth of the way from -1 to 1. */
const PLACES = 20;

/** The class of the mark: a dot at the value's place on a line, two dots for a contradiction, a ring where no side was taken. */
export function placeClass(cell: Pick<Cell, 'state' | 'value'>): string {
  if (cell.state === 'contested') return 'both';
  return cell.value === null ? 'ring' : `p${Math.round(((cell.value + 1) / 2) * PLACES)}`;
}

export const toneClass = (tone: Tone): string => `t-${tone}`;

/** Finds the label of an option. */
export type Labels = (question: string, option: string) => string;

/** The stance in words with its mark; silence is an em dash that is also said. */
export function stance(cell: Cell, labels: Labels): Markup {
  if (cell.state === 'none')
    return html`<span class="silent">—<span class="vh">nothing on record</span></span>${correction(cell)}`;
  return html`<span class="stance ${toneClass(toneOf(cell))}"><i class="m ${placeClass(cell)}"></i> <span>${stanceWords(cell, labels)}</span></span>${correction(cell)}`;
}

/** The day of the last correction; nothing where there was none. */
const correction = ({ correctedOn }: Cell): Markup | null =>
  correctedOn === null ? null : html` <span class="tag">Corrected ${time(correctedOn)}</span>`;

type Share = { readonly tone: Tone; readonly count: number };

/** The answers to a question by option, in the order of the scale; silence is left out. */
function sharesOf(question: MatrixQuestion, scale: Pick<Scale, 'options'>): Share[] {
  const options = scale.options.map(({ id, value }) => ({
    tone: toneOfValue(value),
    count: question.distribution[id] ?? 0,
  }));
  const contested: Share = { tone: 'contested', count: question.distribution.contested ?? 0 };
  return [...options, contested].filter(({ count }) => count > 0);
}

const SIDE_WORDS = { oppose: 'against', neutral: 'between', support: 'for', noSide: 'took no side' } as const;

/** The same in words: "1 against, 2 for, 1 took no side". */
export function divisionWords(question: MatrixQuestion, scale: Pick<Scale, 'options'>): string {
  const counts = { oppose: 0, neutral: 0, support: 0, noSide: 0 };
  for (const { id, value } of scale.options) counts[sideOf(value)] += question.distribution[id] ?? 0;
  const contested = question.distribution.contested ?? 0;
  const sides = (Object.keys(counts) as (keyof typeof counts)[]).filter((side) => counts[side] > 0);
  return [
    ...sides.map((side) => `${counts[side]} ${SIDE_WORDS[side]}`),
    ...(contested === 0 ? [] : [`${contested} contested`]),
  ].join(', ');
}

const BAR_WIDTH = 200;
const BAR_HEIGHT = 14;
const GAP = 1.5;
const SILENCE_HEIGHT = 2;

/** How all the experts are divided, as a bar that ends in a thin line for silence. The words beside it say the same. */
export function bar(question: MatrixQuestion, scale: Pick<Scale, 'options'>, experts: number): Markup {
  let left = 0;
  const parts = sharesOf(question, scale).map(({ tone, count }) => {
    const width = (count / experts) * BAR_WIDTH;
    const part = html`<rect class="${toneClass(tone)}" x="${round(left)}" width="${round(Math.max(width - GAP, 1))}" height="${BAR_HEIGHT}"/>`;
    left += width;
    return part;
  });
  const rest = Math.max(BAR_WIDTH - left, 0);
  return html`<svg class="bar" viewBox="0 0 ${BAR_WIDTH} ${BAR_HEIGHT}" aria-hidden="true" preserveAspectRatio="none">${parts}${rest > 0 && html`<rect class="rest" x="${round(left)}" y="${BAR_HEIGHT - SILENCE_HEIGHT}" width="${round(rest)}" height="${SILENCE_HEIGHT}"/>`}</svg>`;
}

const round = (length: number): number => Math.round(length * 100) / 100;

export const scaleOf = (question: MatrixQuestion, scales: Matrix['scales']): Pick<Scale, 'options'> =>
  scales.find(({ id }) => id === question.scale) ?? { options: [] };

/** What the marks mean, for people who meet them for the first time. */
export const legend = (): Markup => html`<p class="legend">
<span class="t-oppose"><i class="m p0"></i> against</span>
<span class="t-neutral"><i class="m p10"></i> between</span>
<span class="t-support"><i class="m p20"></i> for</span>
<span class="t-no-side"><i class="m ring"></i> took no side</span>
<span class="t-contested"><i class="m both"></i> contested: on both sides</span>
<span>— nothing on record</span>
</p>`;

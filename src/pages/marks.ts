/** The signs of a stance: a mark whose shape tells what its colour tells, the words beside it, and the bar of a question. */
import type { Cell } from '../core/cell.ts';
import type { Matrix, MatrixQuestion } from '../core/matrix.ts';
import type { Scale } from '../core/scale.ts';
import { cellWords } from '../core/tables/words.ts';
import { type Tone, toneOf, toneOfValue } from '../formats/palette.ts';
import { html, type Markup } from './html.ts';

/** The mark has a place for every twentieth of the way from -1 to 1. */
const PLACES = 20;

/** A line with a dot at the value's place; two joined dots for a contradiction, a ring where no side was taken. */
export function mark(cell: Pick<Cell, 'state' | 'value'>): Markup {
  const tone = toneOf(cell);
  const place =
    tone === 'contested' ? 'both' : cell.value === null ? 'ring' : `p${Math.round(((cell.value + 1) / 2) * PLACES)}`;
  return html`<i class="m ${place}"></i>`;
}

export const toneClass = (tone: Tone): string => `t-${tone}`;

/** Finds the label of an option. */
export type Labels = (question: string, option: string) => string;

/** The stance in words with its mark; silence is an em dash that is also said. */
export function stance(cell: Cell, labels: Labels): Markup {
  if (cell.state === 'none') return html`<span class="silent">—<span class="vh">nothing on record</span></span>`;
  return html`<span class="stance ${toneClass(toneOf(cell))}">${mark(cell)}${cellWords(cell, labels)}</span>`;
}

type Share = { readonly label: string; readonly tone: Tone; readonly count: number };

/** The answers to a question by option, in the order of the scale; silence is left out. */
export function sharesOf(question: MatrixQuestion, scale: Pick<Scale, 'options'>): Share[] {
  const options = scale.options.map(({ id, label, value }) => ({
    label,
    tone: toneOfValue(value),
    count: question.distribution[id] ?? 0,
  }));
  const contested: Share = { label: 'Contested', tone: 'contested', count: question.distribution.contested ?? 0 };
  return [...options, contested].filter(({ count }) => count > 0);
}

const BAR_WIDTH = 200;
const BAR_HEIGHT = 14;
const GAP = 2;

/** How all the experts are divided, as a bar whose rest is silence; its words are for those who do not see it. */
export function bar(question: MatrixQuestion, scales: Matrix['scales'], experts: number): Markup {
  const scale = scales.find(({ id }) => id === question.scale);
  const shares = scale === undefined ? [] : sharesOf(question, scale);
  let left = 0;
  const parts = shares.map(({ label, tone, count }) => {
    const width = (count / experts) * BAR_WIDTH;
    const part = html`<rect class="${toneClass(tone)}" x="${left}" width="${Math.max(width - GAP, 1)}" height="${BAR_HEIGHT}"><title>${label}: ${count}</title></rect>`;
    left += width;
    return part;
  });
  const rest = html`<rect class="rest" x="${left}" width="${Math.max(BAR_WIDTH - left, 0)}" height="${BAR_HEIGHT}"/>`;
  const words = [
    ...shares.map(({ label, count }) => `${label}: ${count}`),
    `nothing on record: ${experts - question.answered}`,
  ];
  return html`<svg class="bar" viewBox="0 0 ${BAR_WIDTH} ${BAR_HEIGHT}" role="img" aria-label="${words.join(', ')}" preserveAspectRatio="none">${parts}${rest}</svg>`;
}

/** What the marks mean, for people who meet them for the first time. */
export const legend = (): Markup => html`<p class="legend">
  <span class="t-oppose"><i class="m p0"></i> against</span>
  <span class="t-neutral"><i class="m p10"></i> between</span>
  <span class="t-support"><i class="m p20"></i> for</span>
  <span class="t-no-side"><i class="m ring"></i> took no side</span>
  <span class="t-contested"><i class="m both"></i> contradicts themself</span>
  <span>— nothing on record</span>
</p>`;

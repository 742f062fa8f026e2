/** The signs of a stance: a mark whose shape tells what its colour tells, the words beside it, and the bar of a question. */

import { stanceWords } from '../answers/words.ts';
import { type Cell, sideOf } from '../core/matrix/cell.ts';
import type { MatrixQuestion } from '../core/matrix/matrix.ts';
import type { Scale } from '../core/records/scale.ts';
import type { Markup } from '../formats/markup.ts';
import { type Tone, toneOf } from '../formats/palette.ts';
import { time } from './evidence.ts';
import { html } from './html.ts';
import type { Messages } from './languages/en.ts';

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
export function stance(cell: Cell, labels: Labels, say: Messages): Markup {
  if (cell.state === 'none')
    return html`<span class="silent">—<span class="vh">${say.marks.nothing}</span></span>${correction(cell, say)}`;
  return html`<span class="stance ${toneClass(toneOf(cell))}"><i class="m ${placeClass(cell)}"></i> <span>${stanceWords(cell, labels, say.stance)}</span></span>${cell.status === 'draft' && draft(say)}${correction(cell, say)}`;
}

/** What the public does not see yet. */
export const draft = ({ marks }: Messages): Markup => html` <span class="tag">${marks.draft}</span>`;

/** The day of the last correction; nothing where there was none. */
export const correction = ({ correctedOn }: Pick<Cell, 'correctedOn'>, say: Messages): Markup | null =>
  correctedOn === null ? null : html` <span class="tag">${say.marks.corrected(time(correctedOn, say))}</span>`;

/** How the answers divide, in words: "1 against, 2 for, 1 took no side, 3 absent". */
export function divisionWords(
  { distribution }: Pick<MatrixQuestion, 'distribution'>,
  scale: Pick<Scale, 'options'>,
  { sides, roles, marks }: Messages,
): string {
  const counts = new Map<string, number>([...Object.values(sides), ...Object.values(roles)].map((it) => [it, 0]));
  for (const { id, value, role } of scale.options) {
    const side = sideOf(value);
    const words = side === 'noSide' ? roles[role === 'side' ? 'no-side' : role] : sides[side];
    counts.set(words, (counts.get(words) ?? 0) + (distribution[id] ?? 0));
  }
  counts.set(marks.onBothSides, distribution.contested ?? 0);
  return [...counts].flatMap(([words, count]) => (count === 0 ? [] : [`${count} ${words}`])).join(', ');
}

export const scaleOf = (question: MatrixQuestion, scales: readonly Scale[]): Pick<Scale, 'options'> =>
  scales.find(({ id }) => id === question.scale) ?? { options: [] };

/** What the marks mean, for people who meet them for the first time. */
export const legend = ({ sides, roles, marks }: Messages): Markup => html`<p class="legend">
<span class="t-oppose"><i class="m p0"></i> ${sides.oppose}</span>
<span class="t-neutral"><i class="m p10"></i> ${sides.neutral}</span>
<span class="t-support"><i class="m p20"></i> ${sides.support}</span>
<span class="t-no-side"><i class="m ring"></i> ${roles['no-side']}</span>
<span class="t-contested"><i class="m both"></i> ${marks.contested}</span>
<span>— ${marks.nothing}</span>
</p>`;

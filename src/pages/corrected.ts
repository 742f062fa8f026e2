/** What a page says of the stances on a question that were corrected. */
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Markup } from '../formats/markup.ts';
import { time } from './evidence.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import { cellPath, correctedPath, type View } from './links.ts';

/** So many of those whose stance was corrected are named. */
const CORRECTED_UP_TO = 5;

/** Whose stance on the question of a matrix was corrected, the latest first, with the way to what was said before; nothing where none was. */
export function correctedNote(
  { cells, experts, questions: [asked] }: Matrix,
  view: View,
  say: Messages,
): Markup | null {
  const corrected = cells
    .flatMap((cell) => (cell.correctedOn === null ? [] : [{ ...cell, on: cell.correctedOn }]))
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  if (corrected.length === 0) return null;
  const names = new Map(experts.map(({ id, name }) => [id, name]));
  const named = corrected
    .slice(0, CORRECTED_UP_TO)
    .map(
      ({ expert, question, on }, index) =>
        html`${index > 0 && '; '}<a href="${cellPath(expert, question, view)}">${person(names.get(expert) ?? expert)}</a> ${time(on, say)}`,
    );
  const others = corrected.length - CORRECTED_UP_TO;
  return html`<p class="note"><strong>${say.question.corrected}</strong> ${named}${others > 0 && say.question.andMore(others)}. <a href="${correctedPath({ question: asked?.id })}">${say.saidBefore}</a></p>`;
}

/** A unit of a round as coders and whoever decides see it: the words, the question, and the ways to the units beside it. */
import type { CodingUnit } from '../../core/capture/coding.ts';
import type { Question } from '../../core/records/question.ts';
import type { Statement } from '../../core/records/statement.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import { statementWords } from './article-text.ts';

/** The value of the choice that the words say nothing on the question; no id has a space. */
export const NOTHING = 'says nothing';

/** The ways to the unit before and the next one; `at` is the place of that at hand. */
export function stepsOf(place: string, units: readonly { readonly unit: CodingUnit }[], at: number): Markup {
  const link = (to: number, key: string, label: string) => {
    const unit = units[to]?.unit;
    return unit === undefined
      ? null
      : html`<a href="${place}?unit=${unit.id}" data-key="${key}">${label} <kbd>${key}</kbd></a> `;
  };
  return html`<p>${link(at - 1, 'k', 'Before')}${link(at + 1, 'j', 'Next')}</p>`;
}

type Shown = { readonly speaker: string; readonly statement: Statement | null; readonly question: Question };

export const wordsOf = ({
  speaker,
  statement,
  question,
}: Shown): Markup => html`<p><strong>${person(speaker)}</strong></p>
${statement === null ? html`<p>The statement was deleted.</p>` : statementWords(statement)}
<h3>${person(question.title)}</h3><p class="proposition" dir="auto">${words(question.proposition)}</p>
${question.codingRule === null ? null : html`<p class="hint"><span class="tag">Rule</span> ${words(question.codingRule)}</p>`}`;

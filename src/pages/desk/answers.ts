/** What a candidate may say on which question: each with its proposition and its rule, and the options, of which none is chosen. */
import type { DecisionFields } from '../../core/capture/kept-decision.ts';
import type { Question } from '../../core/records/question.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, words } from '../html.ts';
import type { DecisionWork } from './decision.ts';
import { labelled } from './keys.ts';

/** So many questions have a key and their rule on the page; beyond them, those whose words are near do, and the others a list. */
const SHOWN = 9;

export function answers({ candidate, questions, scales }: DecisionWork, said: DecisionFields): Markup {
  const near = candidate.questions.flatMap((id) => questions.find((it) => it.id === id) ?? []).slice(0, SHOWN);
  const others = questions.filter((it) => !near.includes(it));
  const shown = near.length + others.length <= SHOWN ? [...near, ...others] : near;
  const listed = others.filter((it) => !shown.includes(it));
  const optionsOf = ({ scale }: Question) => scales.get(scale)?.options ?? [];
  const one = (question: Question, index: number) => {
    const { id, title, proposition, codingRule } = question;
    const isOpen = said.answer?.startsWith(`${id} `) === true;
    return html`<details name="question"${isOpen ? html` open` : null}><summary data-key="${index + 1}"><kbd>${index + 1}</kbd> ${words(title)}${near.includes(question) ? html` <span class="tag">its words are near</span>` : null}</summary>
<p dir="auto">${words(proposition)}</p>${codingRule === null ? null : html`<p class="hint"><span class="tag">Rule</span> ${words(codingRule)}</p>`}
<div role="radiogroup" aria-label="${title}">${optionsOf(question).map(
      (option, at) =>
        html`<label><input type="radio" name="answer" value="${id} ${option.id}"${said.answer === `${id} ${option.id}` ? html` checked` : null}${at < 9 ? html` data-key="${at + 1}"` : null}> ${words(option.label)}${at < 9 ? html` <kbd>${at + 1}</kbd>` : null}</label>`,
    )}</div></details>`;
  };
  const back = `/desk/documents/${candidate.document}?candidate=${candidate.id}`;
  return html`<fieldset class="answers"><legend data-key="q">What it says on which question <kbd>q</kbd></legend>
${shown.map(one)}
${
  listed.length === 0
    ? null
    : html`<p>${labelled('other', shown.length === 0 ? 'Question and answer' : 'Another question', 'o')}<select id="other" name="other" data-key="o">
<option value="">None</option>
${listed.map(
  (question) =>
    html`<optgroup label="${question.title}">${optionsOf(question).map(
      ({ id, label }) =>
        html`<option value="${question.id} ${id}"${said.other === `${question.id} ${id}` ? html` selected` : null}>${question.title}: ${label}</option>`,
    )}</optgroup>`,
)}</select></p>`
}
<p><label><input type="radio" name="answer" value="" data-key="0"> It answers no question on record <kbd>0</kbd></label>
<a href="/desk/new/questions?${new URLSearchParams({ back }).toString()}" data-key="n">New question <kbd>n</kbd></a></p></fieldset>`;
}

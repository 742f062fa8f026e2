/** What a candidate may say on which questions: each with its proposition and its rule, and the options, of which none is chosen. */
import type { DecisionFields } from '../../core/capture/kept-decision.ts';
import type { Question } from '../../core/records/question.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, words } from '../html.ts';
import { ANSWER_FIELDS, type AnswerField, DECISION_LABELS, type DecisionWork } from './decision-fields.ts';
import { labelled } from './keys.ts';
import { counted } from './wording.ts';

/** So many have a key of their own. */
const KEYS = 9;
const CHECKED = html` checked`;

export function answers({ candidate, questions, scales, found, hasMore }: DecisionWork, said: DecisionFields): Markup {
  const back = `/desk/documents/${candidate.document}?candidate=${candidate.id}`;
  const first = questions.find(({ id }) => ANSWER_FIELDS.some((name) => said[`${name}.${id}`] !== undefined));
  const one = (question: Question, index: number) => {
    const { id, title, proposition, codingRule, scale } = question;
    const key = index < KEYS ? String(index + 1) : null;
    return html`<details name="question"${question === first ? html` open` : null}><summary${key === null ? null : html` data-key="${key}"`}>${key === null ? null : html`<kbd>${key}</kbd> `}${words(title)}${candidate.questions.includes(id) ? html` <span class="tag">its words are near</span>` : null} <span class="tag answered">answered</span></summary>
<p dir="auto">${words(proposition)}</p>${codingRule === null ? null : html`<p class="hint"><span class="tag">Rule</span> ${words(codingRule)}</p>`}
${answer(id, title, scales.get(scale)?.options ?? [], said)}</details>`;
  };
  return html`<fieldset class="answers"><legend data-key="q">What it says on which questions <kbd>q</kbd></legend>
${questions.map(one)}
${hasMore ? finder(found, said) : null}
<p><a href="/desk/new/questions?${new URLSearchParams({ back }).toString()}" data-key="n">New question <kbd>n</kbd></a></p></fieldset>`;
}

type Options = readonly { readonly id: string; readonly label: string }[];

function answer(question: string, title: string, options: Options, said: DecisionFields): Markup {
  const name = (field: AnswerField) => `${field}.${question}`;
  const option = (value: string, label: string, key: string | null) =>
    html`<label><input type="radio" name="${name('option')}" value="${value}"${value !== '' && said[name('option')] === value ? CHECKED : null}${key === null ? null : html` data-key="${key}"`}> ${words(label)}${key === null ? null : html` <kbd>${key}</kbd>`}</label>`;
  const basis = (value: string, label: string, key: string) =>
    html`<label><input type="radio" name="${name('basis')}" value="${value}" data-key="${key}" data-then="${name('summary')}"${said[name('basis')] === value ? CHECKED : null}> ${label} <kbd>${key}</kbd></label>`;
  const field = (of: 'summary' | 'condition' | 'note', most: number, key: string | null) =>
    html`<p>${key === null ? html`<label for="${name(of)}">${DECISION_LABELS[of]}</label>` : labelled(name(of), DECISION_LABELS[of], key)}<input id="${name(of)}" name="${name(of)}" maxlength="${most}" value="${said[name(of)] ?? ''}"${key === null ? null : html` data-key="${key}"`}></p>`;
  return html`<div role="radiogroup" aria-label="${title}">${options.map(({ id, label }, at) => option(id, label, at < KEYS ? String(at + 1) : null))}
${option('', 'Nothing on it', '0')}</div>
<div role="radiogroup" aria-label="${DECISION_LABELS.basis}" class="basis">${basis('stated', 'in so many words', 't')}
${basis('inferred', 'it follows from what was said', 'i')}</div>
${field('summary', 2000, 's')}
<div class="pair">${field('condition', 1000, 'c')}
${field('note', 5000, null)}</div>`;
}

/** Where more is on record than is offered. Whatever button is pressed, words in it are looked for first. */
const finder = (found: DecisionWork['found'], { found: words }: DecisionFields): Markup => html`<div class="finder">
<p>${labelled('find', DECISION_LABELS.find, '/')}<input id="find" name="find" maxlength="200" data-key="/" aria-describedby="found"></p>
<p><button class="quiet" name="act" value="find">Find</button></p></div>
<p class="hint" id="found" role="status">${
  found === null || words === undefined
    ? 'Whoever has the words in their name comes to those above, each question to these.'
    : `“${words}”: ${counted(found.experts, 'expert')} and ${counted(found.questions, 'question')}, offered here.`
}</p>`;

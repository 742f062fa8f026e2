/** The page that sets experts side by side: agree, differ, only one has spoken. */

import { labeller } from '../answers/words.ts';
import type { AgreementPair } from '../core/comparison/agreement/agreement.ts';
import type { ComparedQuestion, Comparison, Relation } from '../core/comparison/side-by-side.ts';
import type { Cell } from '../core/matrix/cell.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { cellPath, comparePath, expertPath, questionPath, type View, viewQuery } from './links.ts';
import { type Labels, legend, stance } from './marks.ts';
import { momentForm, momentWords } from './moment.ts';
import { takeAlong } from './take-along.ts';

const HEADINGS: readonly (readonly [Relation, string, string])[] = [
  ['agree', 'Where they agree', 'Those who took a side took the same one.'],
  ['differ', 'Where they differ', 'They took different sides, or one contradicts themself.'],
  ['no-side', 'No two took a side', 'Two or more are on record, but fewer than two took a side.'],
  ['one-spoke', 'Only one has spoken', 'One is on record; of the others nothing is.'],
];

/** The choice of experts, for an address that names fewer than two. */
export function compareChoice(experts: readonly Expert[], chosen: readonly string[], view: View): HtmlPage {
  return {
    title: 'Compare experts',
    description: 'Set two or more experts side by side.',
    path: comparePath(chosen, view),
    knownAt: view.knownAt,
    main: html`<h1>Compare experts</h1>${
      experts.length < 2
        ? html`<p>It takes two, and fewer are on record.</p>`
        : html`<p>Choose ${chosen.length === 0 ? 'two or more' : 'at least one more'}, and see where they agree, where they differ, and where only one has spoken.</p>${chooser(experts, chosen, view)}`
    }`,
  };
}

export function comparePage(comparison: Comparison, experts: readonly Expert[], view: View): HtmlPage {
  const ids = comparison.experts.map(({ id }) => id);
  const names = comparison.experts.map(({ name }) => name).join(', ');
  const hidden = ids.map((id) => ['expert', id] as const);
  const { silent } = comparison.counts;
  return {
    title: `${names}: compared`,
    description: `Where ${names} agree, where they differ, and where only one has spoken.`,
    path: comparePath(ids, view),
    knownAt: view.knownAt,
    main: html`<p class="kicker">Comparison</p>
<h1>${comparison.experts.map(({ id, name }, index) => html`${separator(index, ids.length)}<a href="${expertPath(id, view)}">${person(name)}</a>`)}</h1>
${agreement(comparison)}
${momentForm('/compare', view, hidden)}
${legend()}
${HEADINGS.map(([relation, title, what]) => relationSection(comparison, relation, title, what, view))}
${silent > 0 && html`<p class="nobody">${silent} ${silent === 1 ? 'question' : 'questions'} on which nothing is on record of any of them.</p>`}
${takeAlong('/v1/compare', [...hidden, ...viewQuery(view)], undefined, names, false)}
<details><summary>Compare others</summary>${chooser(experts, ids, view)}</details>`,
  };
}

const separator = (index: number, count: number): string => (index === 0 ? '' : index === count - 1 ? ' and ' : ', ');

const PERCENT = 100;
const FEW = 5;

/** Up to so many pairs are told in sentences. */
const TOLD_UP_TO = 6;

function agreement(comparison: Comparison): Markup {
  const name = (id: string) => person(comparison.experts.find((expert) => expert.id === id)?.name ?? id);
  if (comparison.agreement.length <= TOLD_UP_TO)
    return html`<ul class="agreement">${comparison.agreement.map((pair) => agreementWords(pair, name))}</ul>`;
  const row = ({ a, b, score, shared }: AgreementPair) =>
    html`<tr><th scope="row">${name(a)} and ${name(b)}</th><td>${score === null ? '—' : percent(score)}</td><td>${shared}</td></tr>
`;
  return html`<details class="agreement"><summary>Agreement of all ${comparison.agreement.length} pairs</summary>
<table class="pairs"><caption>Over the questions on which both took a place on the scale; an em dash where there is none.</caption>
<thead><tr><th scope="col">Pair</th><th scope="col">Agreement</th><th scope="col">Questions (n)</th></tr></thead>
<tbody>${comparison.agreement.map(row)}</tbody></table></details>`;
}

const percent = (score: number): string => `${Math.round(score * PERCENT)}%`;

/** Agreement with its n, in words. */
function agreementWords({ a, b, score, shared }: AgreementPair, name: (id: string) => Markup): Markup {
  if (score === null)
    return html`<li>${name(a)} and ${name(b)}: there is no question on which both took a place on the scale, so no agreement can be measured (n = 0).</li>`;
  return html`<li>${name(a)} and ${name(b)}: <strong>${percent(score)}</strong> agreement on the ${shared === 1 ? 'one question' : `${shared} questions`} on which both took a place on the scale (n = ${shared}${shared < FEW && ', too few to say much'}).</li>`;
}

/** On a phone so many are shown beside each other; more scroll. */
const FEW_CLASSES: { readonly [experts: number]: string } = { 2: ' few', 3: ' few three' };

function relationSection(
  comparison: Comparison,
  relation: Relation,
  title: string,
  what: string,
  view: View,
): Markup | null {
  const questions = comparison.questions.filter((question) => question.relation === relation);
  if (questions.length === 0) return null;
  const labels: Labels = labeller(comparison);
  const item = (cell: Cell) =>
    html`<td>${cell.state === 'none' ? stance(cell, labels) : html`<a href="${cellPath(cell.expert, cell.question, view)}" data-evidence>${stance(cell, labels)}</a>`}${cell.condition !== null && html`<span class="affiliation" dir="auto">${cell.condition}</span>`}</td>`;
  const row = ({ id, title: name, cells }: ComparedQuestion) =>
    html`<tr><th scope="row"><a href="${questionPath(id, view)}">${person(name)}</a></th>${cells.map(item)}</tr>
`;
  return html`<section aria-labelledby="${relation}"><h2 id="${relation}">${title} <span class="n">${questions.length}</span></h2>
<div class="scroll" role="group" aria-labelledby="${relation}" tabindex="0"><table class="compared${FEW_CLASSES[comparison.experts.length]}"><caption><span>${what} ${momentWords(view)}</span></caption>
<thead><tr><th scope="col">Question</th>${comparison.experts.map(({ name }) => html`<th scope="col">${person(name)}</th>`)}</tr></thead>
<tbody>${questions.map(row)}</tbody></table></div></section>`;
}

const chooser = (experts: readonly Expert[], chosen: readonly string[], view: View): Markup =>
  html`<form class="choose" action="/compare">${viewQuery(view).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<fieldset><legend>Experts</legend>${experts.map(
    ({ id, name }) =>
      html`<label><input type="checkbox" name="expert" value="${id}"${chosen.includes(id) && html` checked`}> ${person(name)}</label>
`,
  )}</fieldset><p><button>Compare</button></p></form>`;

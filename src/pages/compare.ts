/** The page that sets experts side by side: agree, differ, only one has spoken. */

import { labeller } from '../answers/words.ts';
import type { AgreementPair } from '../core/comparison/agreement/agreement.ts';
import type { ComparedQuestion, Comparison, Relation } from '../core/comparison/side-by-side.ts';
import type { Cell } from '../core/matrix/cell.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { MOST } from '../formats/picture/size.ts';
import { titleOf } from './asked.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { cellPath, comparePath, expertPath, placeOf, questionPath, tablePath, type View, viewQuery } from './links.ts';
import { type Labels, legend, stance } from './marks.ts';
import { momentForm, momentWords } from './moment.ts';
import { takeAlong } from './take-along.ts';

const RELATIONS = ['agree', 'differ', 'no-side', 'one-spoke'] as const satisfies readonly Relation[];

/** The choice of experts, for an address that names fewer than two. */
export function compareChoice(
  experts: readonly Expert[],
  chosen: readonly string[],
  view: View,
  say: Messages,
): HtmlPage {
  const told = say.compare;
  return {
    title: told.title,
    description: told.description,
    path: comparePath(chosen, view),
    knownAt: view.knownAt,
    main: html`<h1>${told.title}</h1>${
      experts.length < 2
        ? html`<p>${told.tooFew}</p>`
        : html`<p>${told.choose(chosen.length > 0)}</p>${chooser(experts, chosen, view, say)}`
    }`,
  };
}

export function comparePage(comparison: Comparison, experts: readonly Expert[], view: View, say: Messages): HtmlPage {
  const told = say.compare;
  const ids = comparison.experts.map(({ id }) => id);
  const names = comparison.experts.map(({ name }) => name).join(', ');
  const hidden = ids.map((id) => ['expert', id] as const);
  const { silent } = comparison.counts;
  const query = [...hidden, ...viewQuery(view)];
  const isDrawn = ids.length <= MOST.columns && comparison.questions.length <= MOST.rows;
  return {
    title: told.compared(names),
    description: told.where(names),
    path: comparePath(ids, view),
    knownAt: view.knownAt,
    image: isDrawn ? tablePath('/v1/compare', 'png', query) : undefined,
    main: html`<p class="kicker">${told.kicker}</p>
<h1>${comparison.experts.map(({ id, name }, index) => html`${separator(index, ids.length, say)}<a href="${expertPath(id, view)}">${person(name)}</a>`)}</h1>
${agreement(comparison, say)}
${momentForm(placeOf('/compare', view), view, say, hidden)}
${legend(say)}
${RELATIONS.map((relation) => relationSection(comparison, relation, view, say))}
${silent > 0 && html`<p class="nobody">${told.silent(silent)}</p>`}
${view.drafts !== true && takeAlong('/v1/compare', query, undefined, names, say, isDrawn)}
<details><summary>${told.others}</summary>${chooser(experts, ids, view, say)}</details>`,
  };
}

const separator = (index: number, count: number, { and }: Messages): string =>
  index === 0 ? '' : index === count - 1 ? and : ', ';

const PERCENT = 100;
const FEW = 5;

/** Up to so many pairs are told in sentences. */
const TOLD_UP_TO = 6;

function agreement(comparison: Comparison, say: Messages): Markup {
  const told = say.compare;
  const name = (id: string) => person(comparison.experts.find((expert) => expert.id === id)?.name ?? id);
  if (comparison.agreement.length <= TOLD_UP_TO)
    return html`<ul class="agreement">${comparison.agreement.map((pair) => agreementWords(pair, name, say))}</ul>`;
  const row = ({ a, b, score, shared }: AgreementPair) =>
    html`<tr><th scope="row">${told.pair(name(a), name(b))}</th><td>${score === null ? '—' : percent(score, say)}</td><td>${shared}</td></tr>
`;
  return html`<details class="agreement"><summary>${told.allPairs(comparison.agreement.length)}</summary>
<table class="pairs"><caption>${told.pairsCaption}</caption>
<thead><tr><th scope="col">${say.pairs.pair}</th><th scope="col">${say.pairs.agreement}</th><th scope="col">${say.pairs.n}</th></tr></thead>
<tbody>${comparison.agreement.map(row)}</tbody></table></details>`;
}

const percent = (score: number, say: Messages): string => say.percent(Math.round(score * PERCENT));

/** Agreement with its n, in words. */
function agreementWords({ a, b, score, shared }: AgreementPair, name: (id: string) => Markup, say: Messages): Markup {
  const told = say.compare;
  if (score === null) return html`<li>${told.notMeasured(name(a), name(b))}</li>`;
  return html`<li>${told.measured(name(a), name(b), percent(score, say), shared, shared < FEW)}</li>`;
}

/** On a phone so many are shown beside each other; more scroll. */
const FEW_CLASSES: { readonly [experts: number]: string } = { 2: ' few', 3: ' few three' };

function relationSection(
  comparison: Comparison,
  relation: (typeof RELATIONS)[number],
  view: View,
  say: Messages,
): Markup | null {
  const { title, what } = say.compare.relations[relation];
  const questions = comparison.questions.filter((question) => question.relation === relation);
  if (questions.length === 0) return null;
  const labels: Labels = labeller(comparison);
  const item = (cell: Cell) =>
    html`<td>${cell.state === 'none' ? stance(cell, labels, say) : html`<a href="${cellPath(cell.expert, cell.question, view)}" data-evidence>${stance(cell, labels, say)}</a>`}${cell.condition !== null && html`<span class="affiliation" dir="auto">${cell.condition}</span>`}</td>`;
  const row = (question: ComparedQuestion) =>
    html`<tr><th scope="row"><a href="${questionPath(question.id, view)}">${titleOf(question)}</a></th>${question.cells.map(item)}</tr>
`;
  return html`<section aria-labelledby="${relation}"><h2 id="${relation}">${title} <span class="n">${questions.length}</span></h2>
<div class="scroll" role="group" aria-labelledby="${relation}" tabindex="0"><table class="compared${FEW_CLASSES[comparison.experts.length]}"><caption><span>${what} ${momentWords(view, say)}</span></caption>
<thead><tr><th scope="col">${say.compare.question}</th>${comparison.experts.map(({ name }) => html`<th scope="col">${person(name)}</th>`)}</tr></thead>
<tbody>${questions.map(row)}</tbody></table></div></section>`;
}

const chooser = (experts: readonly Expert[], chosen: readonly string[], view: View, say: Messages): Markup =>
  html`<form class="choose" action="${placeOf('/compare', view)}">${viewQuery(view).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<fieldset><legend>${say.places.experts}</legend>${experts.map(
    ({ id, name }) =>
      html`<label><input type="checkbox" name="expert" value="${id}"${chosen.includes(id) && html` checked`}> ${person(name)}</label>
`,
  )}</fieldset><p><button>${say.compare.button}</button></p></form>`;

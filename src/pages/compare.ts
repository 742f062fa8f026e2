/** The page that sets experts side by side: agree, differ, only one has spoken. */
import type { AgreementPair } from '../core/agreement.ts';
import type { ComparedQuestion, Comparison, Relation } from '../core/compare.ts';
import type { Expert } from '../core/expert.ts';
import { labeller } from '../core/tables/words.ts';
import { html, type Markup, person } from './html.ts';
import type { Page } from './layout.ts';
import { cellPath, comparePath, expertPath, type Moment, momentQuery, questionPath } from './links.ts';
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
export function compareChoice(experts: readonly Expert[], chosen: readonly string[]): Page {
  return {
    title: 'Compare experts',
    description: 'Set two or more experts side by side.',
    path: '/compare',
    main: html`<h1>Compare experts</h1><p>Choose two or more.</p>${chooser(experts, chosen)}`,
  };
}

export function comparePage(comparison: Comparison, experts: readonly Expert[], moment: Moment, origin: string): Page {
  const ids = comparison.experts.map(({ id }) => id);
  const names = comparison.experts.map(({ name }) => name).join(', ');
  const hidden = ids.map((id) => ['expert', id] as const);
  return {
    title: `${names}: compared`,
    description: `Where ${names} agree, where they differ, and where only one has spoken.`,
    path: comparePath(ids, moment),
    main: html`<p class="kicker">Comparison</p>
<h1>${comparison.experts.map(({ id, name }, index) => html`${index === 0 ? '' : index === comparison.experts.length - 1 ? ' and ' : ', '}<a href="${expertPath(id, moment)}">${person(name)}</a>`)}</h1>
<ul class="agreement">${comparison.agreement.map((pair) => agreementWords(pair, comparison))}</ul>
${momentForm('/compare', moment, hidden)}
${legend()}
${HEADINGS.map(([relation, title, what]) => relationSection(comparison, relation, title, what, moment))}
${comparison.counts.silent === 0 ? null : html`<p class="nobody">${comparison.counts.silent} ${comparison.counts.silent === 1 ? 'question' : 'questions'} on which nothing is on record of any of them.</p>`}
${takeAlong('/v1/compare', [...hidden, ...momentQuery(moment)], undefined, names, false)}
<details><summary>Compare others</summary>${chooser(experts, ids)}</details>
<p class="legend">Address to share: <a href="${origin}${comparePath(ids, moment)}">${origin}${comparePath(ids, moment)}</a></p>`,
  };
}

const PERCENT = 100;

/** Agreement with its n, in words. */
function agreementWords({ a, b, score, shared }: AgreementPair, { experts }: Comparison): Markup {
  const name = (id: string) => person(experts.find((expert) => expert.id === id)?.name ?? id);
  if (score === null)
    return html`<li>${name(a)} and ${name(b)} have no question on which both took a place on the scale, so there is no agreement to measure (n = 0).</li>`;
  return html`<li>${name(a)} and ${name(b)} agree to <strong>${Math.round(score * PERCENT)} %</strong> on the ${shared === 1 ? 'one question' : `${shared} questions`} on which both took a place on the scale (n = ${shared}${shared < 5 ? ': too few to say much' : ''}).</li>`;
}

function relationSection(
  comparison: Comparison,
  relation: Relation,
  title: string,
  what: string,
  moment: Moment,
): Markup | null {
  const questions = comparison.questions.filter((question) => question.relation === relation);
  if (questions.length === 0) return null;
  const labels: Labels = labeller(comparison);
  const row = ({ id, title: name, cells }: ComparedQuestion) =>
    html`<tr><th scope="row"><a href="${questionPath(id, moment)}">${person(name)}</a></th>${cells.map((cell) => html`<td>${cell.state === 'none' ? stance(cell, labels) : html`<a href="${cellPath(cell.expert, id, moment)}" data-evidence>${stance(cell, labels)}</a>`}${cell.condition === null ? null : html`<span class="affiliation" dir="auto">${cell.condition}</span>`}</td>`)}</tr>`;
  return html`<section aria-labelledby="${relation}"><h2 id="${relation}">${title} <span class="n">${questions.length}</span></h2>
<div class="scroll" role="region" aria-labelledby="${relation}" tabindex="0"><table><caption>${what} ${momentWords(moment)}</caption>
<thead><tr><th scope="col">Question</th>${comparison.experts.map(({ name }) => html`<th scope="col">${person(name)}</th>`)}</tr></thead>
<tbody>${questions.map(row)}</tbody></table></div></section>`;
}

const chooser = (experts: readonly Expert[], chosen: readonly string[]): Markup =>
  html`<form class="choose" action="/compare"><fieldset><legend>Experts</legend>${experts.map(
    ({ id, name }) =>
      html`<label><input type="checkbox" name="expert" value="${id}"${chosen.includes(id) ? html` checked` : null}> ${person(name)}</label>`,
  )}</fieldset><button>Compare</button></form>`;

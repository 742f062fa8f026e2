/** The page of a question: the proposition, the experts along the scale, the table with the words behind each stance. */
import type { Cell } from '../core/cell.ts';
import type { Matrix } from '../core/matrix.ts';
import type { Question } from '../core/question.ts';
import { labeller } from '../core/tables/words.ts';
import { toneOfValue } from '../formats/palette.ts';
import { dateWords, evidenceItem } from './evidence.ts';
import { html, type Markup, person } from './html.ts';
import type { Page } from './layout.ts';
import { cellPath, embedPath, expertPath, type Moment, momentQuery, questionPath, tablePath } from './links.ts';
import { type Labels, stance, toneClass } from './marks.ts';
import { momentForm, momentWords } from './moment.ts';
import { takeAlong } from './take-along.ts';

export type QuestionData = {
  readonly question: Question;
  readonly matrix: Matrix;
  readonly moment: Moment;
  readonly origin: string;
};

export function questionPage({ question, matrix, moment, origin }: QuestionData): Page {
  const path = questionPath(question.id, moment);
  const days = [...new Set(matrix.cells.flatMap(({ saidOn }) => (saidOn?.length === 10 ? [saidOn] : [])))].sort();
  return {
    title: question.title,
    description: `${question.proposition} ${tally(matrix)}`,
    path,
    image: tablePath(`/v1/questions/${question.id}/matrix`, 'png', momentQuery(moment)),
    embed: embedPath(path),
    main: html`<p class="kicker">Question</p>
<h1>${person(question.title)}</h1>
<p class="proposition" dir="auto">${question.proposition}</p>
<p class="tally">${tally(matrix)}</p>
${momentForm(`/questions/${question.id}`, moment, [], days)}
${spectrum(matrix, moment)}
${stanceTable(matrix, moment)}
${takeAlong(`/v1/questions/${question.id}/matrix`, momentQuery(moment), `${origin}${embedPath(path)}`, question.title)}
<section aria-labelledby="rule"><h2 id="rule">How it was coded</h2><p dir="auto">${question.codingRule}</p>
${question.topics.length === 0 ? null : html`<p>Topics: ${question.topics.map((topic) => html`<span class="tag">${topic}</span> `)}</p>`}</section>`,
  };
}

/** The same without what surrounds it, for an embed. */
export const questionEmbed = ({ question, matrix, moment }: QuestionData): Page => ({
  title: question.title,
  description: question.proposition,
  path: questionPath(question.id, moment),
  main: html`<h1>${person(question.title)}</h1><p class="proposition" dir="auto">${question.proposition}</p><p class="tally">${tally(matrix)}</p>${spectrum(matrix, moment)}<p class="legend">${momentWords(moment)}</p>`,
});

function tally({ questions: [question], experts }: Matrix): string {
  if (question === undefined || question.answered === 0) return 'Nothing is on record on this question.';
  const mean =
    question.mean === null ? '' : ` Mean ${signed(question.mean)} on a scale from −1 to +1 (n = ${question.valued}).`;
  return `${question.answered} of ${experts.length} experts are on record.${mean}`;
}

const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;

type Stop = { readonly label: string; readonly tone: string; readonly cells: readonly Cell[] };

/** The experts in columns, one for each option that somebody holds or that the scale has, and those who are silent by name. */
function spectrum(matrix: Matrix, moment: Moment): Markup {
  const names = new Map(matrix.experts.map(({ id, name }) => [id, name]));
  const [question] = matrix.questions;
  const options = matrix.scales.find(({ id }) => id === question?.scale)?.options ?? [];
  const at = (option: string) => matrix.cells.filter((cell) => cell.option === option);
  const placed = options
    .filter(({ value }) => value !== null)
    .map(({ id, label, value }): Stop => ({ label, tone: toneClass(toneOfValue(value)), cells: at(id) }));
  const apart = [
    ...options
      .filter(({ value }) => value === null)
      .map(({ id, label }): Stop => ({ label, tone: 't-no-side', cells: at(id) })),
    { label: 'Contested', tone: 't-contested', cells: matrix.cells.filter(({ state }) => state === 'contested') },
  ].filter(({ cells }) => cells.length > 0);
  const silent = matrix.cells.filter(({ state }) => state === 'none');
  const chip = ({ expert, question: id }: Cell) =>
    html`<li><a href="${cellPath(expert, id, moment)}" data-evidence>${person(names.get(expert) ?? expert)}</a></li>`;
  const stop = ({ label, tone, cells }: Stop) =>
    html`<section class="stop ${tone}${cells.length === 0 ? ' empty' : ''}"><h3>${label} <span class="n">${cells.length}</span></h3><ul>${cells.map(chip)}</ul></section>`;
  return html`<section class="spectrum-block" aria-labelledby="spectrum"><h2 id="spectrum">Along the scale</h2>
<div class="spectrum">${placed.map(stop)}</div>
${apart.length === 0 ? null : html`<div class="apart">${apart.map(stop)}</div>`}
${silent.length === 0 ? null : html`<p class="nobody"><strong>Nothing on record:</strong> ${silent.map(({ expert }, index) => html`${index === 0 ? '' : ', '}<a href="${expertPath(expert, moment)}">${person(names.get(expert) ?? expert)}</a>`)}</p>`}
</section>`;
}

/** Up to so many rows the evidence stands open. */
const OPEN_UP_TO = 12;

function stanceTable(matrix: Matrix, moment: Moment): Markup | null {
  const labels: Labels = labeller(matrix);
  const experts = new Map(matrix.experts.map((expert) => [expert.id, expert]));
  const cells = matrix.cells.filter(({ state }) => state !== 'none');
  if (cells.length === 0) return null;
  return html`<section aria-labelledby="words"><h2 id="words">In their words</h2>
<div class="scroll" role="region" aria-labelledby="words" tabindex="0"><table class="stances">
<caption>${momentWords(moment)}</caption>
<thead><tr><th scope="col">Expert</th><th scope="col">Stance</th><th scope="col">In short, and the words</th><th scope="col">Said</th></tr></thead>
<tbody>${cells.map(
    (cell) => html`<tr id="${`cell-${cell.expert}`}">
<th scope="row"><a href="${expertPath(cell.expert, moment)}">${person(experts.get(cell.expert)?.name ?? cell.expert)}</a><span class="affiliation" dir="auto">${experts.get(cell.expert)?.affiliation}</span></th>
<td>${stance(cell, labels)}${cell.changed ? html`<span class="tag">Changed</span>` : null}</td>
<td><p dir="auto">${cell.summary ?? 'The positions of the same day take opposite sides.'}</p>${cell.condition === null ? null : html`<p class="condition"><strong>Condition:</strong> ${person(cell.condition)}</p>`}
<details${cells.length <= OPEN_UP_TO ? html` open` : null}><summary>Evidence (${cell.statements?.length ?? 0})</summary><ul class="words">${(cell.statements ?? []).map(evidenceItem)}</ul><p><a href="${cellPath(cell.expert, cell.question, moment)}">History of this position</a></p></details></td>
<td class="day">${cell.saidOn === null ? null : html`<time datetime="${cell.saidOn}">${dateWords(cell.saidOn)}</time>`}${cell.saidOnFrom === 'source' ? html`<span class="affiliation">day of publication</span>` : null}</td></tr>`,
  )}</tbody></table></div></section>`;
}

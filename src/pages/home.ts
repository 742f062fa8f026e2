/** The home page: questions with how they divide the experts, the experts, what came last. */

import type { Change } from '../core/change-log/change.ts';
import type { Moment } from '../core/matrix/cell.ts';
import { type Matrix, onRecord } from '../core/matrix/matrix.ts';
import type { Expert } from '../core/records/expert.ts';
import { affiliationOn } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { changePath, expertPath, questionPath } from './links.ts';
import { bar, divisionWords, scaleOf } from './marks.ts';

const NOW: Moment = { rule: 'latest', asOf: null };

export type HomeData = {
  /** A matrix of the questions shown, with every expert; its cells are not needed. */
  readonly matrix: Pick<Matrix, 'questions' | 'scales' | 'experts'>;
  readonly experts: readonly Expert[];
  readonly more: { readonly questions: boolean; readonly experts: boolean };
  readonly changes: readonly Change[];
};

export function homePage(data: HomeData): HtmlPage {
  const isEmpty = data.matrix.questions.length === 0 && data.experts.length === 0;
  return {
    title: 'Who stands where',
    description: 'What experts and officials have said on contested questions, with every quote and its source.',
    path: '/',
    feed: { title: 'Changes', path: '/v1/changes', query: [] },
    main: html`<div class="lede"><h1>Who stands where, with the words that prove it</h1>
<p>Experts and officials on contested questions: what each has said, in their own words, where it was published and when. Silence is shown as silence.</p></div>
${isEmpty ? nothingYet : columns(data)}`,
  };
}

const nothingYet = html`<p>Nothing has been recorded yet. <code>standpoint import story.yaml</code> adds the first records; the <a href="/docs">API</a> tells what a bundle holds.</p>`;

const columns = ({ matrix, experts, more, changes }: HomeData): Markup => html`<div class="columns">
<section aria-labelledby="questions"><h2 id="questions">Questions</h2>
${questionList(matrix)}
${more.questions && html`<p><a href="/questions">All questions</a></p>`}</section>
<div>
<section aria-labelledby="experts"><h2 id="experts">Experts</h2>
${expertList(experts)}
${more.experts && html`<p><a href="/experts">All experts</a></p>`}</section>
<section aria-labelledby="changes"><h2 id="changes">Latest changes</h2>
<ul class="changes">${changes.map(changeItem)}</ul></section>
</div></div>`;

/** Questions, each with its bar and how many are on record. */
export function questionList({ questions, scales, experts }: HomeData['matrix']): Markup {
  return html`<ul class="questions">${questions.map((question) => {
    const scale = scaleOf(question, scales);
    const onIt = onRecord(question, experts.length);
    const division = onIt === 0 ? '' : `: ${divisionWords(question, scale)}`;
    return html`<li><a href="${questionPath(question.id, NOW)}">${person(question.title)}</a>
<p dir="auto">${question.proposition}</p>
${bar(question, scale, experts.length)}<p class="division">${onIt} of ${experts.length} on record${division}</p></li>
`;
  })}</ul>`;
}

export const expertList = (experts: readonly Expert[]): Markup =>
  html`<ul class="experts">${experts.map((expert) => {
    const affiliation = affiliationOn(expert, null);
    return html`<li><a href="${expertPath(expert.id, NOW)}">${person(expert.name)}</a>${affiliation !== null && html`<span dir="auto">${affiliation}</span>`}</li>
`;
  })}</ul>`;

const ACTION_WORDS: { readonly [A in Change['action']]: string } = {
  create: 'recorded',
  update: 'changed',
  rename: 'given a new id',
  publish: 'published',
  retract: 'retracted',
  delete: 'deleted',
};

function changeItem({ action, entity, id, at, before, after }: Change): Markup {
  const it = after ?? before;
  const name = person(String(it?.name ?? it?.title ?? it?.label ?? it?.summary ?? it?.paraphrase ?? id));
  const path = changePath(entity, id, after);
  const day = at.slice(0, 10);
  return html`<li>${path === null ? name : html`<a href="${path}">${name}</a>`}<span class="when">${entity} ${ACTION_WORDS[action]}, <time datetime="${day}">${dateWords(day)}</time></span></li>
`;
}

/** The home page: questions with how they divide the experts, the experts, what came last. */
import type { Change } from '../core/change.ts';
import type { Expert } from '../core/expert.ts';
import { affiliationOn } from '../core/expert.ts';
import type { Matrix } from '../core/matrix.ts';
import { dateWords } from './evidence.ts';
import { html, type Markup, person } from './html.ts';
import type { Page } from './layout.ts';
import { expertPath, type Moment, questionPath } from './links.ts';
import { bar } from './marks.ts';

const NOW: Moment = { rule: 'latest', asOf: null };

export type HomeData = {
  /** A matrix of the questions shown, with every expert; its cells are not needed. */
  readonly matrix: Pick<Matrix, 'questions' | 'scales' | 'experts'>;
  readonly experts: readonly Expert[];
  readonly more: { readonly questions: boolean; readonly experts: boolean };
  readonly changes: readonly Change[];
};

export function homePage({ matrix, experts, more, changes }: HomeData): Page {
  const main = html`<div class="lede"><h1>Who stands where, with the words that prove it</h1>
<p>Experts and officials on contested questions: what each has said, in their own words, where it was published and when. Silence is shown as silence.</p></div>
<div class="columns">
<section aria-labelledby="questions"><h2 id="questions">Questions</h2>
${questionList(matrix)}
${more.questions ? html`<p><a href="/questions">All questions</a></p>` : null}</section>
<div>
<section aria-labelledby="experts"><h2 id="experts">Experts</h2>
${expertList(experts)}
${more.experts ? html`<p><a href="/experts">All experts</a></p>` : null}</section>
<section aria-labelledby="changes"><h2 id="changes">Latest changes</h2>
${changes.length === 0 ? html`<p>Nothing has been recorded yet.</p>` : html`<ul class="changes">${changes.map(changeItem)}</ul>`}</section>
</div></div>`;
  return {
    title: 'Who stands where',
    description: 'What experts and officials have said on contested questions, with every quote and its source.',
    path: '/',
    main,
  };
}

/** Questions, each with its bar and how many are on record. */
export function questionList({ questions, scales, experts }: HomeData['matrix']): Markup {
  return html`<ul class="questions">${questions.map(
    (question) => html`<li><a href="${questionPath(question.id, NOW)}">${person(question.title)}</a>
<p dir="auto">${question.proposition}</p>
<div class="division">${bar(question, scales, experts.length)}<span>${question.answered} of ${experts.length} on record</span></div></li>`,
  )}</ul>`;
}

export const expertList = (experts: readonly Expert[]): Markup =>
  html`<ul class="experts">${experts.map((expert) => {
    const affiliation = affiliationOn(expert, null);
    return html`<li><a href="${expertPath(expert.id, NOW)}">${person(expert.name)}</a>${affiliation === null ? null : html`<span dir="auto">${affiliation}</span>`}</li>`;
  })}</ul>`;

const ACTION_WORDS = { create: 'recorded', update: 'changed', publish: 'published', retract: 'retracted' } as const;

function changeItem({ action, entity, id, at, after }: Change): Markup {
  const name = String(after?.name ?? after?.title ?? after?.summary ?? after?.paraphrase ?? id);
  return html`<li><span class="tag">${entity} ${ACTION_WORDS[action]}</span> ${person(name)} <time datetime="${at}">${dateWords(at.slice(0, 10))}</time></li>`;
}

/** The page of a question: the proposition, the experts along the scale, the table with the words behind each stance. */

import type { Consensus } from '../core/comparison/consensus.ts';
import { type Matrix, onRecord } from '../core/matrix/matrix.ts';
import type { Question } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { propositionIn, titleOf } from './asked.ts';
import { byOrganization } from './by-organization.ts';
import { citation } from './cite.ts';
import { correctedNote } from './corrected.ts';
import { time, translated } from './evidence.ts';
import { html, langOf, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage, Site } from './layout.ts';
import { embedPath, placeOf, questionPath, tablePath, topicPath, type View, viewQuery } from './links.ts';
import { divisionWords, scaleOf } from './marks.ts';
import { momentForm, momentWords } from './moment.ts';
import { spectrum } from './spectrum.ts';
import type { RowsAsked } from './stance-rows.ts';
import { stanceTable } from './stance-table.ts';
import { takeAlong } from './take-along.ts';
import { topicWords } from './topic-words.ts';

export type QuestionData = {
  readonly question: Question;
  /** The question that it puts in other words. */
  readonly succeeds: Question | null;
  /** The first of those that put it in other words. */
  readonly succeededBy: readonly Question[];
  readonly matrix: Matrix;
  /** The days on which anything was said on it, whatever the moment. */
  readonly days: readonly string[];
  readonly view: View;
  readonly site: Pick<Site, 'origin' | 'own'>;
  /** When the last change was made that it depends on. */
  readonly updatedAt: string | null;
};

/** `organizations` is how the question divides each of them; `asked` is of the rows of the table alone, all else is of all experts. */
export function questionPage(
  data: QuestionData,
  organizations: Consensus | null,
  say: Messages,
  asked: RowsAsked = {},
): HtmlPage {
  const { question, matrix, days, view, site, updatedAt } = data;
  const told = say.question;
  const path = questionPath(question.id, view);
  const api = `/v1/questions/${encodeURIComponent(question.id)}/matrix`;
  return {
    title: question.title,
    description: `${question.proposition} ${tally(matrix, say)}`,
    path,
    knownAt: view.knownAt,
    image: tablePath(api, 'png', viewQuery(view)),
    embed: embedPath(path),
    feed: { title: say.changesOn(question.title), path: '/v1/changes', query: [['question', question.id]] },
    main: html`<p class="kicker">${told.kicker}</p>
<h1>${titleOf(question)}</h1>
${propositionOf(question, say)}${succession(data, say)}
<p class="tally">${tally(matrix, say)}${updatedAt !== null && told.updated(time(updatedAt.slice(0, 10), say))}</p>
${momentForm(placeOf(`/questions/${encodeURIComponent(question.id)}`, view), view, say, [], days)}
${spectrum(matrix, view, say)}
${organizations !== null && byOrganization(organizations, view, say)}
${stanceTable(matrix, view, asked, say)}
${view.drafts !== true && correctedNote(matrix, view, say)}
${view.drafts !== true && takenAlong(api, { question, view, site, updatedAt }, say)}
<section aria-labelledby="rule"><h2 id="rule">${told.howCoded}</h2><p dir="auto"${langOf(question)}>${question.codingRule}</p>
${question.topics.length > 0 && html`<p>${told.topics} ${question.topics.map((topic) => html`<a class="tag" href="${topicPath(topic, view)}">${person(topicWords(topic))}</a> `)}</p>`}</section>`,
  };
}

/** The proposition with what it is in other languages. */
const propositionOf = (question: Question, say: Messages): Markup =>
  html`${propositionIn('proposition', question)}${question.translations?.map((it) => translated(it, say))}`;

/** The way to the question that was asked before it in other words, and to those that were since. */
function succession(
  { succeeds, succeededBy, view }: Pick<QuestionData, 'succeeds' | 'succeededBy' | 'view'>,
  { question: told }: Messages,
): Markup | null {
  const link = (question: Question) => html`<a href="${questionPath(question.id, view)}">${titleOf(question)}</a>`;
  if (succeeds === null && succeededBy.length === 0) return null;
  const since = succeededBy.map((it, index) => html`${index > 0 && '; '}${link(it)}`);
  return html`<p class="note">${succeeds !== null && told.askedBefore(link(succeeds))}${
    since.length > 0 && told.askedSince(since)
  }</p>`;
}

/** What is public can be taken along, and cited. */
function takenAlong(
  api: string,
  {
    question: { id, title, language },
    view,
    site: { origin, own },
    updatedAt,
  }: Pick<QuestionData, 'question' | 'view' | 'site' | 'updatedAt'>,
  say: Messages,
): Markup {
  const path = questionPath(id, view);
  return html`${takeAlong(api, viewQuery(view), { address: `${origin}${embedPath(path)}`, view, updatedAt }, title, say)}
${citation({ id, title, language, address: `${origin}${path}`, updatedAt, publisher: own.name }, say)}`;
}

/** The same without what surrounds it, for an embed. */
export const questionEmbed = (
  { question, succeeds, succeededBy, matrix, view }: QuestionData,
  say: Messages,
): HtmlPage => ({
  title: question.title,
  description: question.proposition,
  path: questionPath(question.id, view),
  knownAt: view.knownAt,
  main: html`<h1>${titleOf(question)}</h1>${propositionOf(question, say)}${succession({ succeeds, succeededBy, view }, say)}${spectrum(matrix, view, say)}${correctedNote(matrix, view, say)}<p class="note">${tally(matrix, say)} ${momentWords(view, say)}</p>`,
});

/** Of fewer values a mean says less than the words before it. */
const MEAN_FROM = 5;
const DECIMALS = 2;

function tally({ questions: [question], experts, scales }: Matrix, say: Messages): string {
  const told = say.question;
  if (question === undefined || onRecord(question, experts.length) === 0) return told.nothing;
  const division = divisionWords(question, scaleOf(question, scales), say);
  const mean =
    question.mean === null || question.valued < MEAN_FROM ? '' : told.mean(signed(question.mean, say), question.valued);
  return `${told.tally(onRecord(question, experts.length), experts.length, division)}${mean}`;
}

/** Rounded first: a mean of next to nothing has no sign. */
function signed(value: number, { number }: Messages): string {
  const digits = number(Math.abs(value), DECIMALS);
  return Number(value.toFixed(DECIMALS)) === 0 ? digits : `${value > 0 ? '+' : '−'}${digits}`;
}

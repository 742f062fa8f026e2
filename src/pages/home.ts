/** The home page: what divides most and who is on each side, what is new, who moved, what was corrected; then all by topic. */

import type { Correction } from '../core/change-log/correction.ts';
import type { Division } from '../core/comparison/consensus.ts';
import type { Latest, LatestMove, NewPosition } from '../core/comparison/latest.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import { affiliationOn, type Expert } from '../core/records/expert.ts';
import type { Question } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { time } from './evidence.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { leadFinding, splitItem } from './lead.ts';
import { cellPath, expertPath, NOW } from './links.ts';
import { questionsByTopic } from './question-list.ts';

export type HomeData = {
  readonly counts: { readonly experts: number; readonly questions: number };
  /** The day of the last change of which the reader sees anything; null where there was none. */
  readonly updatedOn: string | null;
  /** A matrix for each of the questions that divide most, the most divisive first; that one has statements. */
  readonly divided: readonly Matrix[];
  readonly latest: Latest;
  readonly corrections: readonly Correction[];
  readonly questions: readonly Question[];
  readonly division: Division;
  readonly experts: readonly Expert[];
};

export function homePage(data: HomeData): HtmlPage {
  const isEmpty = data.counts.questions === 0 && data.counts.experts === 0;
  const { questions, experts } = data.counts;
  return {
    title: 'Who stands where',
    description: 'What experts and officials have said on contested questions, with every quote and its source.',
    path: '/',
    feed: { title: 'Changes', path: '/v1/changes', query: [] },
    main: html`<div class="lede"><h1>Who stands where, with the words that prove it</h1>
<p>What experts and officials have said on contested questions, in their own words, with where and when. Silence is shown as silence.${!isEmpty && html` <span class="counts">${counted(experts, 'expert')}, ${counted(questions, 'question')}${data.updatedOn !== null && html`; updated ${time(data.updatedOn)}`}.</span>`}</p></div>
${isEmpty ? nothingYet : findings(data)}`,
  };
}

const nothingYet = html`<p>Nothing has been recorded yet. <code>standpoint import story.yaml</code> adds the first records; the <a href="/docs">API</a> tells what a bundle holds.</p>`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function findings(data: HomeData): Markup {
  const [lead, ...splits] = data.divided;
  const { positions, moves } = data.latest;
  return html`<div class="front${lead === undefined && ' plain'}">${
    lead !== undefined &&
    html`<div class="findings">${leadFinding(lead)}${
      splits.length > 0 &&
      html`<section aria-labelledby="divided"><h2 id="divided">Also divided</h2><ul class="splits">${splits.map(splitItem)}</ul></section>`
    }<p class="more"><a href="/quiz">Where do you stand?</a> Answer yourself, and see who is near you.</p></div>`
  }
<div class="latest">${moves.length > 0 && section('moved', 'Who moved', moves.map(moveItem), html`<a href="/moves">Everybody who moved</a>`)}
${positions.length > 0 && section('new', 'New on record', positions.map(newItem), html`<a href="/v1/changes.atom">Feed of changes</a>`)}
${data.corrections.length > 0 && section('corrected', 'Corrected', data.corrections.map(correctionItem), html`<a href="/corrections">All corrections</a>`)}</div></div>
${data.questions.length > 0 && questionsByTopic(data.questions, data.division, data.counts.questions)}
${
  data.experts.length > 0 &&
  html`<section aria-labelledby="experts"><h2 id="experts">Experts</h2>
${expertList(data.experts)}
${data.counts.experts > data.experts.length && html`<p class="more"><a href="/experts">All ${data.counts.experts} experts</a></p>`}</section>`
}`;
}

const section = (id: string, title: string, items: readonly Markup[], more?: Markup): Markup =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="news">${items}</ul>${more !== undefined && html`<p class="more">${more}</p>`}</section>
`;

const newItem = ({ position, expert, question, label }: NewPosition): Markup =>
  html`<li><a href="${cellPath(expert.id, question.id, NOW)}">${person(expert.name)} on ${person(question.title)}</a>
<span class="when"><strong>${person(label)}</strong>, said ${time(position.saidOn)}</span></li>
`;

const moveItem = ({ expert, move: { question, from, to } }: LatestMove): Markup =>
  html`<li><a href="${cellPath(expert.id, question.id, NOW)}">${person(expert.name)} on ${person(question.title)}</a>
<span class="when">from <strong>${person(from.label)}</strong>, ${time(from.saidOn)}, to <strong>${person(to.label)}</strong>, ${time(to.saidOn)}</span></li>
`;

/** What was corrected, in one line; the page of corrections has what it said before. */
function correctionItem({ seq, at, expert, question, sentence, reason }: Correction): Markup {
  const about =
    expert !== null && question !== null
      ? html`${person(expert.name)} on ${person(question.title)}`
      : person(expert?.name ?? question?.title ?? sentence);
  return html`<li><a href="${`/corrections#c${seq}`}">${about}</a>
<span class="when">${time(at.slice(0, 10))}${reason !== null && html`: ${person(reason)}`}</span></li>
`;
}

export const expertList = (experts: readonly Expert[]): Markup =>
  html`<ul class="experts">${experts.map((expert) => {
    const affiliation = affiliationOn(expert, null);
    return html`<li><a href="${expertPath(expert.id, NOW)}">${person(expert.name)}</a>${affiliation !== null && html`<span dir="auto">${affiliation}</span>`}</li>
`;
  })}</ul>`;

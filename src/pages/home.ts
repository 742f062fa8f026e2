/** The home page: what divides most and who is on each side, what is new, who moved, what was corrected; then all by topic. */

import type { ToldCorrection } from '../core/change-log/told-correction.ts';
import type { Division } from '../core/comparison/consensus.ts';
import type { Latest, LatestMove, NewPosition } from '../core/comparison/latest.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import { affiliationOn, type Expert } from '../core/records/expert.ts';
import type { Question } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { titleOf } from './asked.ts';
import { subjectOf } from './corrections.ts';
import { time } from './evidence.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { leadFinding, splitItem } from './lead.ts';
import { cellPath, expertPath, placeOf, tablePath, type View } from './links.ts';
import { correction, draft } from './marks.ts';
import { questionsByTopic } from './question-list.ts';

export type HomeData = {
  readonly counts: { readonly experts: number; readonly questions: number };
  /** The day of the last change of which the reader sees anything; null where there was none. */
  readonly updatedOn: string | null;
  /** A matrix for each of the questions that divide most, the most divisive first; that one has statements. */
  readonly divided: readonly Matrix[];
  readonly latest: Latest;
  readonly corrections: readonly ToldCorrection[];
  readonly questions: readonly Question[];
  readonly division: Division;
  readonly experts: readonly Expert[];
  readonly view: View;
};

export function homePage(data: HomeData, say: Messages): HtmlPage {
  const isEmpty = data.counts.questions === 0 && data.counts.experts === 0;
  const { questions, experts } = data.counts;
  return {
    title: say.home.title,
    description: say.home.description,
    path: placeOf('/', data.view),
    image: data.divided.length > 0 ? dividing('png') : undefined,
    feed: { title: say.home.changes, path: '/v1/changes', query: [] },
    main: html`<div class="lede"><h1>${say.home.heading}</h1>
<p>${say.home.lede}${!isEmpty && html` <span class="counts">${say.experts(experts)}, ${say.questions(questions)}${data.updatedOn !== null && say.home.updated(time(data.updatedOn, say))}.</span>`}</p></div>
${isEmpty ? html`<p>${say.home.nothingYet}</p>` : findings(data, say)}`,
  };
}

/** So many questions are in the picture of those that divide most. */
const DRAWN = 12;
const dividing = (format: string): string => tablePath('/v1/consensus', format, [['limit', String(DRAWN)]]);

function findings(data: HomeData, say: Messages): Markup {
  const told = say.home;
  const [lead, ...splits] = data.divided;
  const { view } = data;
  const { positions, moves } = data.latest;
  return html`<div class="front${lead === undefined && ' plain'}">${
    lead !== undefined &&
    html`<div class="findings">${leadFinding(lead, view, say)}${
      splits.length > 0 &&
      html`<section aria-labelledby="divided"><h2 id="divided">${told.alsoDivided}</h2><ul class="splits">${splits.map((it) => splitItem(it, view, say))}</ul></section>`
    }${
      view.drafts !== true &&
      html`<p class="more">${told.picture} <a href="${dividing('png')}">PNG</a>, <a href="${dividing('svg')}">SVG</a></p>
<p class="more">${told.quiz}</p>`
    }</div>`
  }
<div class="latest">${
    moves.length > 0 &&
    section(
      'moved',
      told.moved,
      moves.map((it) => moveItem(it, view, say)),
      html`<a href="${placeOf('/moves', view)}">${told.allMoved}</a>`,
    )
  }
${
  positions.length > 0 &&
  section(
    'new',
    told.newest,
    positions.map((it) => newItem(it, view, say)),
    html`<a href="/v1/changes.atom">${told.feed}</a>`,
  )
}
${
  data.corrections.length > 0 &&
  section(
    'corrected',
    told.corrected,
    data.corrections.map((it) => correctionItem(it, say)),
    html`<a href="/corrections">${told.allCorrections}</a>`,
  )
}</div></div>
${data.questions.length > 0 && questionsByTopic(data.questions, data.division, data.counts.questions, view, say)}
${
  data.experts.length > 0 &&
  html`<section aria-labelledby="experts"><h2 id="experts">${say.places.experts}</h2>
${expertList(data.experts, view, say)}
${data.counts.experts > data.experts.length && html`<p class="more"><a href="${placeOf('/experts', view)}">${told.allExperts(data.counts.experts)}</a></p>`}</section>`
}`;
}

const section = (id: string, title: string, items: readonly Markup[], more?: Markup): Markup =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="news">${items}</ul>${more !== undefined && html`<p class="more">${more}</p>`}</section>
`;

const newItem = ({ position, expert, question, label, correctedOn }: NewPosition, view: View, say: Messages): Markup =>
  html`<li><a href="${cellPath(expert.id, question.id, view)}">${say.expertOnQuestion(person(expert.name), titleOf(question))}</a>
${position.status === 'draft' && draft(say)}${correction({ correctedOn }, say)}<span class="when">${say.home.held(person(label), time(position.saidOn, say))}</span></li>
`;

const moveItem = (
  { expert, move: { question, from, to, correctedOn } }: LatestMove,
  view: View,
  say: Messages,
): Markup =>
  html`<li><a href="${cellPath(expert.id, question.id, view)}">${say.expertOnQuestion(person(expert.name), titleOf(question))}</a>
${correction({ correctedOn }, say)}<span class="when">${say.home.move(person(from.label), time(from.saidOn, say), person(to.label), time(to.saidOn, say))}</span></li>
`;

/** What was corrected, in one line; the page of corrections has what it said before. */
function correctionItem(told: ToldCorrection, say: Messages): Markup {
  const { seq, at, reason } = told.correction;
  return html`<li><a href="${`/corrections#c${seq}`}">${subjectOf(told, say)}</a>
<span class="when">${time(at.slice(0, 10), say)}${reason !== null && html`: ${person(reason)}`}</span></li>
`;
}

export const expertList = (experts: readonly Expert[], view: View, say: Messages): Markup =>
  html`<ul class="experts">${experts.map((expert) => {
    const affiliation = affiliationOn(expert, null);
    return html`<li><a href="${expertPath(expert.id, view)}">${person(expert.name)}</a>${expert.status === 'draft' && draft(say)}${affiliation !== null && html`<span dir="auto">${affiliation}</span>`}</li>
`;
  })}</ul>`;

/** Questions in lists, each with how it divides the experts; by topic on the home page. */
import type { Division } from '../core/comparison/consensus.ts';
import { onRecord } from '../core/matrix/matrix.ts';
import type { Question } from '../core/records/question.ts';
import { reachOf } from '../formats/halves.ts';
import type { Markup } from '../formats/markup.ts';
import { titleOf } from './asked.ts';
import { divergingBar } from './diverging.ts';
import { html, langOf, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import { placeOf, questionPath, topicPath, type View } from './links.ts';
import { divisionWords, draft, scaleOf } from './marks.ts';
import { topicWords } from './topic-words.ts';

/** Where the links of a list lead, and the ids of the questions in it that are drafts: of those in a preview. */
export type Listing = { readonly view: View; readonly drafts: ReadonlySet<string> };

export const listingOf = (questions: readonly Question[], view: View): Listing => ({
  view,
  drafts: new Set(questions.flatMap(({ id, status }) => (status === 'draft' ? [id] : []))),
});

/** Questions, each with its bar and how many are on record: all bars of a list have one measure. */
export function questionList(
  { questions, scales, experts }: Division,
  { view, drafts }: Listing,
  say: Messages,
  reach = reachAmong({ questions, scales }),
): Markup {
  return html`<ul class="questions">${questions.map((question) => {
    const scale = scaleOf(question, scales);
    const onIt = onRecord(question, experts);
    return html`<li><div class="what"><a href="${questionPath(question.id, view)}">${titleOf(question)}</a>${drafts.has(question.id) && draft(say)}
<p dir="auto"${langOf(question)}>${question.proposition}</p></div>
<div class="how">${onIt > 0 && divergingBar(question, scale, reach)}<p class="division">${onIt === 0 ? say.nothingYetOn : divisionWords(question, scale, say)}</p></div></li>
`;
  })}</ul>`;
}

const reachAmong = ({ questions, scales }: Pick<Division, 'questions' | 'scales'>): number =>
  Math.max(1, ...questions.map((question) => reachOf(question, scaleOf(question, scales))));

/** The questions under the first of their topics; `count` is how many there are in all. */
export function questionsByTopic(
  records: readonly Question[],
  division: Division,
  count: number,
  view: View,
  say: Messages,
): Markup {
  const told = say.questionList;
  const listing = listingOf(records, view);
  const topicOf = new Map(records.map(({ id, topics }) => [id, topics[0] ?? null]));
  const reach = reachAmong(division);
  const groups = [...Map.groupBy(division.questions, ({ id }) => topicOf.get(id) ?? null)].sort(
    ([a, ofA], [b, ofB]) => Number(a === null) - Number(b === null) || ofB.length - ofA.length,
  );
  const group = ([topic, questions]: (typeof groups)[number]) => html`<section class="topic">${
    groups.length > 1 &&
    html`<h3>${topic === null ? told.other : html`<a href="${topicPath(topic, view)}">${person(topicWords(topic))}</a>`}</h3>`
  }${questionList({ ...division, questions }, listing, say, reach)}</section>
`;
  return html`<section aria-labelledby="questions"><h2 id="questions">${groups.length > 1 ? told.byTopic : told.heading}</h2>
<p class="key" aria-hidden="true"><span>← ${say.sides.oppose}</span><span>${say.sides.support} →</span></p>
${groups.map(group)}
${count > division.questions.length && html`<p class="more"><a href="${placeOf('/questions', view)}">${told.all(count)}</a></p>`}</section>`;
}

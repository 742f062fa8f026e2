/** The pages that list all questions and all experts, page by page. */
import type { Division } from '../core/comparison/consensus.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Question } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { expertList } from './home.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { placeOf, topicPath, type View } from './links.ts';
import { narrowForm } from './narrow.ts';
import { listingOf, questionList } from './question-list.ts';
import { topicWords } from './topic-words.ts';

/** `next` is the cursor of the page after this one, `q` the words and `topic` the topic that the list was narrowed by. */
type Listed = {
  readonly next: string | null;
  readonly q: string | undefined;
  readonly topic?: string | undefined;
  readonly view: View;
};

/** The division is that of the questions. */
export function questionsPage(
  questions: readonly Question[],
  division: Division,
  listed: Listed,
  say: Messages,
): HtmlPage {
  const told = say.questionList;
  const path = placeOf('/questions', listed.view);
  return {
    title: listed.topic === undefined ? say.places.questions : topicWords(listed.topic),
    description: told.description,
    path: listed.topic === undefined ? path : topicPath(listed.topic, listed.view),
    main: html`${listed.topic === undefined ? html`<h1>${say.places.questions}</h1>` : html`<p class="kicker"><a href="${placeOf('/topics', listed.view)}">${say.places.topics}</a></p><h1>${person(topicWords(listed.topic))}</h1>`}${narrow(path, told.narrowLabel, listed, say)}${
      questions.length > 0
        ? questionList(division, listingOf(questions, listed.view), say)
        : html`<p>${listed.q === undefined ? told.none : told.noneFound}</p>`
    }${nextPage(path, listed, say)}`,
  };
}

export function expertsPage(experts: readonly Expert[], listed: Listed, say: Messages): HtmlPage {
  const told = say.expertList;
  const path = placeOf('/experts', listed.view);
  return {
    title: say.places.experts,
    description: told.description,
    path,
    main: html`<h1>${say.places.experts}</h1>${narrow(path, told.narrowLabel, listed, say)}${
      experts.length > 0
        ? expertList(experts, listed.view, say)
        : html`<p>${listed.q === undefined ? told.none : told.noneFound}</p>`
    }${nextPage(path, listed, say)}`,
  };
}

const narrow = (action: string, label: string, { q, topic }: Listed, say: Messages): Markup => {
  const kept = topic === undefined ? [] : [['topic', topic] as const];
  return narrowForm({ q, label, action, kept, all: action, isLess: (q ?? topic) !== undefined }, say);
};

const nextPage = (path: string, { next, q, topic }: Listed, say: Messages): Markup | null =>
  next === null
    ? null
    : html`<p><a rel="next" href="${path}?${String(new URLSearchParams({ ...(topic !== undefined && { topic }), ...(q !== undefined && { q }), cursor: next }))}">${say.nextPage}</a></p>`;

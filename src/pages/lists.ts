/** The pages that list all questions and all experts, page by page. */
import type { Division } from '../core/comparison/consensus.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { expertList } from './home.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { topicPath } from './links.ts';
import { questionList } from './question-list.ts';
import { topicWords } from './topic-words.ts';

/** `next` is the cursor of the page after this one, `q` the words and `topic` the topic that the list was narrowed by. */
type Listed = { readonly next: string | null; readonly q: string | undefined; readonly topic?: string | undefined };

export function questionsPage(matrix: Division, listed: Listed): HtmlPage {
  return {
    title: listed.topic === undefined ? 'Questions' : topicWords(listed.topic),
    description: 'Every question on which somebody has been recorded.',
    path: listed.topic === undefined ? '/questions' : topicPath(listed.topic),
    main: html`${listed.topic === undefined ? html`<h1>Questions</h1>` : html`<p class="kicker"><a href="/topics">Topics</a></p><h1>${person(topicWords(listed.topic))}</h1>`}${narrow('/questions', 'Words in the question', listed)}${
      matrix.questions.length > 0
        ? questionList(matrix)
        : html`<p>${listed.q === undefined ? 'No question has been recorded yet.' : 'No question contains these words.'}</p>`
    }${nextPage('/questions', listed)}`,
  };
}

export function expertsPage(experts: readonly Expert[], listed: Listed): HtmlPage {
  return {
    title: 'Experts',
    description: 'Everybody whose positions are recorded.',
    path: '/experts',
    main: html`<h1>Experts</h1>${narrow('/experts', 'Name or affiliation', listed)}${
      experts.length > 0
        ? expertList(experts)
        : html`<p>${listed.q === undefined ? 'Nobody has been recorded yet.' : "Nobody's name or affiliation contains these words."}</p>`
    }${nextPage('/experts', listed)}`,
  };
}

const narrow = (action: string, label: string, { q, topic }: Listed): Markup =>
  html`<form class="moment" action="${action}">${topic !== undefined && html`<input type="hidden" name="topic" value="${topic}">`}<label>${label} <input name="q" type="search" value="${q ?? ''}" maxlength="200" required></label> <button>Narrow</button>${(q ?? topic) !== undefined && html` <a href="${action}">Show all</a>`}</form>`;

const nextPage = (path: string, { next, q, topic }: Listed): Markup | null =>
  next === null
    ? null
    : html`<p><a rel="next" href="${path}?${String(new URLSearchParams({ ...(topic !== undefined && { topic }), ...(q !== undefined && { q }), cursor: next }))}">Next page</a></p>`;

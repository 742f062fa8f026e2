/** The pages that list all questions and all experts, page by page. */
import type { Expert } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { expertList, type HomeData, questionList } from './home.ts';
import { html } from './html.ts';
import type { HtmlPage } from './layout.ts';

/** `next` is the cursor of the page after this one, `filter` the words the list was narrowed by. */
type Listed = { readonly next: string | null; readonly q: string | undefined };

export function questionsPage(matrix: HomeData['matrix'], listed: Listed): HtmlPage {
  return {
    title: 'Questions',
    description: 'Every question on which somebody has been recorded.',
    path: '/questions',
    main: html`<h1>Questions</h1>${narrow('/questions', 'Words in the question', listed)}${
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

const narrow = (action: string, label: string, { q }: Listed): Markup =>
  html`<form class="moment" action="${action}"><label>${label} <input name="q" type="search" value="${q ?? ''}" maxlength="200" required></label> <button>Narrow</button>${q !== undefined && html` <a href="${action}">Show all</a>`}</form>`;

const nextPage = (path: string, { next, q }: Listed): Markup | null =>
  next === null
    ? null
    : html`<p><a rel="next" href="${path}?${String(new URLSearchParams({ ...(q !== undefined && { q }), cursor: next }))}">Next page</a></p>`;

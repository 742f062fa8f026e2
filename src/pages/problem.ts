/** The page of a failure, for people: what went wrong and where to go on. */
import { html } from './html.ts';
import type { Page } from './layout.ts';

const NOT_FOUND = 404;
const OURS = 500;

/** The remedy is for whoever writes programs; a reader is told it only where the service itself failed. */
export const problemPage = (status: number, title: string, detail: string, remedy: string): Page => ({
  title,
  description: detail,
  path: null,
  main: html`<p class="kicker">${status}</p><h1>${title}</h1><p class="proposition" dir="auto">${sentence(detail)}</p>${
    status >= OURS && detail !== remedy && html`<p>${remedy}</p>`
  }<p>${status === NOT_FOUND && html`Look through <a href="/questions">all questions</a> or <a href="/experts">all experts</a>, search with the field above, or go`}${status !== NOT_FOUND && 'Go'} <a href="/">to the home page</a>.</p>`,
});

/** Details are written to follow a colon. */
function sentence(detail: string): string {
  const [first = ''] = detail;
  return `${first.toUpperCase()}${detail.slice(first.length)}${/[.?!]$/.test(detail) ? '' : '.'}`;
}

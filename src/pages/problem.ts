/** The page of a failure, for people: what went wrong and where to go on. */

import type { Markup } from '../formats/markup.ts';
import { html } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { expertPath, NOW, questionPath } from './links.ts';

const NOT_FOUND = 404;
const OURS = 500;

type Told = {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly framing: 'site' | 'embed';
};

/**
 * The remedy is for whoever writes programs; a reader is told it only where the service itself failed. An embed has
 * neither the search nor the ways of the site.
 */
export const problemPage = ({ status, title, detail, remedy, framing }: Told): HtmlPage => ({
  title,
  description: detail,
  path: null,
  main: html`<p class="kicker">${status}</p><h1>${title}</h1><p class="proposition" dir="auto">${sentence(detail)}</p>${nearest(detail)}${
    status >= OURS && detail !== remedy && html`<p>${remedy}</p>`
  }${framing === 'site' && onwards(status)}`,
});

/** The page of the record whose id came nearest, where the detail names one. */
function nearest(detail: string): Markup | null {
  const [, kind, id = ''] = /no (expert|question) ".*did you mean "([^"]+)"\?$/.exec(detail) ?? [];
  if (kind === undefined) return null;
  return html`<p><a href="${kind === 'expert' ? expertPath(id, NOW) : questionPath(id, NOW)}">Go to “${id}”</a></p>`;
}

const onwards = (status: number): Markup =>
  status === NOT_FOUND
    ? html`<p>Look through <a href="/questions">all questions</a> or <a href="/experts">all experts</a>, search with the field above, or go <a href="/">to the home page</a>.</p>`
    : html`<p>Go <a href="/">to the home page</a>.</p>`;

/** Details are written to follow a colon. */
function sentence(detail: string): string {
  const [first = ''] = detail;
  return `${first.toUpperCase()}${detail.slice(first.length)}${/[.?!]$/.test(detail) ? '' : '.'}`;
}

/** The page of a failure, for people: what went wrong and where to go on. */

import type { Markup } from '../formats/markup.ts';
import { html } from './html.ts';
import type { Messages } from './languages/en.ts';
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
export function problemPage({ status, title, detail, remedy, framing }: Told, say: Messages): HtmlPage {
  const told = say.problem;
  return {
    title: told.title(title, status),
    description: detail,
    path: null,
    main: html`<p class="kicker">${status}</p><h1>${told.title(title, status)}</h1>${told.detail(html`<p class="proposition" dir="auto"${say.tag !== OF_DETAILS && html` lang="${OF_DETAILS}"`}>${sentence(detail)}</p>`, missingOf(detail, say))}${nearest(detail, say)}${
      status >= OURS && detail !== remedy && html`<p>${told.remedy(remedy)}</p>`
    }${framing === 'site' && html`<p>${status === NOT_FOUND ? told.lookThrough : told.goHome}</p>`}`,
  };
}

/** What exactly is wrong is said where it is found out, for programs too, and in one language. */
const OF_DETAILS = 'en';

/** What there is nothing of, where the detail says that. */
function missingOf(detail: string, { problem: { missing } }: Messages): string | null {
  const [, kind] = /^there is no (expert|question|source) "/.exec(detail) ?? [];
  if (kind === 'expert' || kind === 'question' || kind === 'source') return missing[kind];
  return detail.startsWith('there is nothing at /') ? missing.page : null;
}

/** The page of the record whose id came nearest, where the detail names one. */
function nearest(detail: string, say: Messages): Markup | null {
  const [, kind, id = ''] = /no (expert|question) ".*did you mean "([^"]+)"\?$/.exec(detail) ?? [];
  if (kind === undefined) return null;
  return html`<p><a href="${kind === 'expert' ? expertPath(id, NOW) : questionPath(id, NOW)}">${say.problem.goTo(id)}</a></p>`;
}

/** Details are written to follow a colon. */
function sentence(detail: string): string {
  const [first = ''] = detail;
  return `${first.toUpperCase()}${detail.slice(first.length)}${/[.?!]$/.test(detail) ? '' : '.'}`;
}

/** The page of search results. */
import type { Question } from '../core/records/question.ts';
import type { SearchField, SearchHit, SearchMatch } from '../core/records/search-text.ts';
import type { Markup } from '../formats/markup.ts';
import { titleOf } from './asked.ts';
import { html, langOf, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { correction } from './marks.ts';

/** A hit with the page it leads to, and the question that it is about; null where it is about none. */
export type FoundHit = {
  readonly hit: SearchHit;
  readonly path: string;
  readonly asked: Question | null;
  readonly correctedOn: string | null;
};

/** The words that are looked for; `within`: also within longer ones. */
export type Sought = { readonly q: string; readonly within: boolean };

const pathOf = ({ q, within }: Sought): string =>
  q === '' ? '/search' : `/search?${new URLSearchParams({ q, ...(within && { within: 'true' }) })}`;

export function searchPage(sought: Sought, match: SearchMatch, hits: readonly FoundHit[], say: Messages): HtmlPage {
  const { q } = sought;
  return {
    title: q === '' ? say.frame.search : say.search.for(q),
    description: say.search.description,
    path: pathOf(sought),
    q,
    main: html`<h1>${q === '' ? say.frame.search : say.search.forWords(person(q))}</h1>${results(sought, match, hits, say)}`,
  };
}

function results(sought: Sought, match: SearchMatch, hits: readonly FoundHit[], say: Messages): Markup {
  const told = say.search;
  if (sought.q === '') return html`<p>${told.prompt}</p>`;
  if (hits.length === 0) return html`<p>${told.none}</p>`;
  return html`${match !== 'all' && html`<p>${match === 'part' && sought.within ? told.within : told.beside[match]}</p>`}<ul class="hits">${hits.map((it) => hitItem(it, say))}</ul>
${match === 'all' && !sought.within && html`<p><a href="${pathOf({ ...sought, within: true })}">${told.lookWithin}</a></p>`}`;
}

const hitItem = ({ hit, path, asked, correctedOn }: FoundHit, say: Messages): Markup =>
  html`<li><p class="kicker">${say.search.kinds[hit.kind]}</p><a href="${path}">${headOf(hit.title, asked)}</a>${correction({ correctedOn }, say)}${!IS_TITLE[hit.field] && passage(hit, say)}</li>
`;

/** The title of a question is in its language, also where a name stands before it. */
function headOf(title: string, asked: Question | null): Markup {
  if (asked === null || !title.endsWith(asked.title)) return person(title);
  const name = title.slice(0, -asked.title.length);
  return html`${name !== '' && person(name)}${titleOf(asked)}`;
}

/** These are what the hit is called. */
const IS_TITLE: { readonly [F in SearchField]?: true } = { name: true, title: true };

/** What a snippet is of is said where it is not plain: only a quote has their own words. */
function passage({ field, snippet, language }: SearchHit, say: Messages): Markup {
  const text = html`${snippet.map(({ text, match }) => (match ? html`<mark>${text}</mark>` : text))}`;
  const labels: { readonly [F in SearchField]?: string } = say.search.fields;
  const label = labels[field];
  return html`<p dir="auto"${langOf({ language })}>${label !== undefined && html`<span class="tag"${language !== undefined && langOf({ language: say.tag })}>${label}</span> `}${field === 'quote' ? say.quoted(text) : text}</p>`;
}

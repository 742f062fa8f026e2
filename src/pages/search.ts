/** The page of search results. */
import type { SearchHit } from '../core/records/search-text.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';

/** A hit with the page it leads to. */
export type FoundHit = { readonly hit: SearchHit; readonly path: string };

const KIND_WORDS = { expert: 'Expert', question: 'Question', position: 'Position', statement: 'Statement' } as const;

export function searchPage(q: string, match: 'all' | 'any', hits: readonly FoundHit[]): HtmlPage {
  return {
    title: q === '' ? 'Search' : `Search: ${q}`,
    description: 'Search names, questions, positions and quotes.',
    path: q === '' ? '/search' : `/search?${new URLSearchParams({ q })}`,
    q,
    main: html`<h1>${q === '' ? 'Search' : html`Search: ${person(q)}`}</h1>${results(q, match, hits)}`,
  };
}

function results(q: string, match: 'all' | 'any', hits: readonly FoundHit[]): Markup {
  if (q === '') return html`<p>Type a name, a topic or a few words of a quote into the field above.</p>`;
  if (hits.length === 0)
    return html`<p>Nothing on record contains these words. Try fewer or other words, or look through <a href="/questions">all questions</a>.</p>`;
  return html`${match === 'any' && html`<p>Nothing contains all of these words; these contain some.</p>`}<ul class="hits">${hits.map(hitItem)}</ul>`;
}

const hitItem = ({ hit: { kind, title, snippet }, path }: FoundHit): Markup =>
  html`<li><p class="kicker">${KIND_WORDS[kind]}</p><a href="${path}">${person(title)}</a><p dir="auto">${snippet.map(({ text, match }) => (match ? html`<mark>${text}</mark>` : text))}</p></li>
`;

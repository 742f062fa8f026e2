/** The page of search results. */
import type { SearchHit } from '../core/search.ts';
import { html, type Markup, person } from './html.ts';
import type { Page } from './layout.ts';

/** A hit with the page it leads to. */
export type FoundHit = { readonly hit: SearchHit; readonly path: string };

const KIND_WORDS = { expert: 'Expert', question: 'Question', position: 'Position', statement: 'Words' } as const;

export function searchPage(q: string, match: 'all' | 'any', hits: readonly FoundHit[]): Page {
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
  return html`${match === 'any' ? html`<p>Nothing contains all of these words; these contain some.</p>` : null}<ul class="hits">${hits.map(
    ({ hit, path }) =>
      html`<li><a href="${path}"><span class="tag">${KIND_WORDS[hit.kind]}</span> ${person(hit.title)}</a><p dir="auto">${hit.snippet.map(({ text, match: isMatch }) => (isMatch ? html`<mark>${text}</mark>` : text))}</p></li>`,
  )}</ul>`;
}

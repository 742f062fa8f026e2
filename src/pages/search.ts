/** The page of search results. */
import type { SearchField, SearchHit, SearchMatch } from '../core/records/search-text.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';

/** A hit with the page it leads to. */
export type FoundHit = { readonly hit: SearchHit; readonly path: string };

const KIND_WORDS = { expert: 'Expert', question: 'Question', position: 'Position', statement: 'Statement' } as const;

export function searchPage(q: string, match: SearchMatch, hits: readonly FoundHit[]): HtmlPage {
  return {
    title: q === '' ? 'Search' : `Search: ${q}`,
    description: 'Search names, questions, positions and quotes.',
    path: q === '' ? '/search' : `/search?${new URLSearchParams({ q })}`,
    q,
    main: html`<h1>${q === '' ? 'Search' : html`Search: ${person(q)}`}</h1>${results(q, match, hits)}`,
  };
}

function results(q: string, match: SearchMatch, hits: readonly FoundHit[]): Markup {
  if (q === '') return html`<p>Type a name, a topic or a few words of a quote into the field above.</p>`;
  if (hits.length === 0)
    return html`<p>Nothing on record contains these words. Try fewer or other words, or look through <a href="/questions">all questions</a>.</p>`;
  return html`${match !== 'all' && html`<p>${BESIDE[match]}</p>`}<ul class="hits">${hits.map(hitItem)}</ul>`;
}

const BESIDE: { readonly [M in Exclude<SearchMatch, 'all'>]: string } = {
  part: 'Nothing contains all of these words as they are; these contain longer words that they are parts of.',
  any: 'Nothing contains all of these words; these contain some.',
};

/** What a snippet is of, where it is not plain: only a quote has their own words. */
const FIELD_WORDS: { readonly [F in SearchField]?: string } = {
  alias: 'Also known as',
  summary: 'In short',
  condition: 'Condition',
  paraphrase: 'Paraphrase',
  venue: 'Said at',
  topic: 'Topic',
  translation: 'Translation',
};

const hitItem = ({ hit: { kind, title, field, snippet }, path }: FoundHit): Markup =>
  html`<li><p class="kicker">${KIND_WORDS[kind]}</p><a href="${path}">${person(title)}</a>${!IS_TITLE[field] && passage(field, snippet)}</li>
`;

/** These are what the hit is called. */
const IS_TITLE: { readonly [F in SearchField]?: true } = { name: true, title: true };

function passage(field: SearchField, snippet: SearchHit['snippet']): Markup {
  const text = snippet.map(({ text, match }) => (match ? html`<mark>${text}</mark>` : text));
  const label = FIELD_WORDS[field];
  return html`<p dir="auto">${label !== undefined && html`<span class="tag">${label}</span> `}${field === 'quote' ? html`“${text}”` : text}</p>`;
}

/** How a page is cited: as a line of text, as BibTeX, and by an address at which it stays as it is. */
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, person, personInText } from './html.ts';
import type { Messages } from './languages/en.ts';
import { withParameter } from './links.ts';

type Cited = {
  /** The id of what the page is about. */
  readonly id: string;
  readonly title: string;
  /** That of the title, where it is on record. */
  readonly language?: string | undefined;
  /** The full address of the page. */
  readonly address: string;
  /** When the last change was made that the page depends on; null where there is nothing to cite. */
  readonly updatedAt: string | null;
  readonly publisher: string;
};

export function citation({ id, title, language, address, updatedAt, publisher }: Cited, say: Messages): Markup | null {
  if (updatedAt === null) return null;
  // A colon may stand in a query as it is, and a percent sign begins a comment in TeX.
  const url = withParameter(address, 'knownAt', updatedAt).replaceAll('%3A', ':');
  const day = updatedAt.slice(0, 10);
  const plain = personInText(title);
  const text = say.cite.text(person(plain, language), publisher, dateWords(day, say), url);
  return html`<section class="cite" aria-labelledby="cite"><h2 id="cite">${say.cite.heading}</h2>
<p>${text}</p>
<p class="note">${say.cite.note} <a href="${url.slice(new URL(url).origin.length)}">${say.cite.permalink}</a></p>
<details><summary>BibTeX</summary><pre tabindex="0"><code>${bibtex({ key: `standpoint-${id}-${day}`, title: plain, author: publisher, address: url, day, version: say.cite.version(day) })}</code></pre></details></section>`;
}

/** What means something in BibTeX, as it is written there; a title has no need of braces and backslashes. */
const inBibtex = (text: string): string =>
  text
    .replaceAll(/[{}\\]/g, '')
    .replaceAll(/[&%#$_]/g, '\\$&')
    .replaceAll('~', '\\textasciitilde{}')
    .replaceAll('^', '\\textasciicircum{}');

type Entry = { readonly [F in 'key' | 'title' | 'author' | 'address' | 'day' | 'version']: string };

const bibtex = ({ key, title, author, address, day, version }: Entry): string => `@misc{${key},
  title = {${inBibtex(title)}},
  author = {{${inBibtex(author)}}},
  year = {${day.slice(0, 4)}},
  url = {${address}},
  note = {${version}}
}`;

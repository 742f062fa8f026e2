/** How a page is cited: as a line of text, as BibTeX, and by an address at which it stays as it is. */
import type { Markup } from '../formats/markup.ts';
import { dateWords } from './evidence.ts';
import { html, personInText } from './html.ts';

type Cited = {
  readonly title: string;
  /** The full address of the page. */
  readonly address: string;
  /** When the last change was made that the page depends on; null where there is nothing to cite. */
  readonly updatedAt: string | null;
};

export function citation({ title, address, updatedAt }: Cited): Markup | null {
  if (updatedAt === null) return null;
  const url = new URL(address);
  url.searchParams.set('knownAt', updatedAt);
  const day = updatedAt.slice(0, 10);
  const plain = personInText(title);
  const text = `“${plain}”. Standpoint, version of ${dateWords(day)}. ${url.href}`;
  return html`<section class="cite" aria-labelledby="cite"><h2 id="cite">Cite</h2>
<p>${text}</p>
<p class="note">The address leads to the page as it was known then, whatever is corrected later. <a href="${url.pathname + url.search}">Permalink</a></p>
<details><summary>BibTeX</summary><pre tabindex="0"><code>${bibtex(plain, url.href, day)}</code></pre></details></section>`;
}

/** Braces and backslashes mean something in BibTeX, and a title has no need of them. */
const bibtex = (title: string, address: string, day: string): string => `@misc{standpoint-${day},
  title = {${title.replaceAll(/[{}\\]/g, '')}},
  author = {{Standpoint}},
  year = {${day.slice(0, 4)}},
  url = {${address}},
  note = {Version of ${day}}
}`;

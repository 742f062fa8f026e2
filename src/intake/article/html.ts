/** A saved page as blocks: what a reader would read of it, heading first. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

const BLOCKS = 'p,h1,h2,h3,h4,h5,h6,li,blockquote,figcaption,td,pre,dt,dd';

export type PageBlocks = {
  readonly blocks: string[];
  readonly title: string | null;
  /** How many blocks of the page are neither among them nor the title, as menus and the like are not. */
  readonly leftOut: number;
};

/**
 * The blocks of the article in a page; all of them where the `whole` page is wanted, or no article is found in it. The text
 * of elements is taken block by block: that of the whole would glue paragraphs together.
 */
export function htmlBlocks(html: string, { whole = false }: { readonly whole?: boolean } = {}): PageBlocks {
  const page = /<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  const { document } = parseHTML(page);
  const named = document.querySelector('title')?.textContent?.trim() ?? null;
  // It takes the page apart, so that all of it is read of another copy.
  const article = new Readability(document).parse();
  const all = blocksIn(page);
  const found = whole || !article?.content ? [] : blocksIn(`<html><body>${article.content}</body></html>`);
  const blocks = found.length === 0 ? all : found;
  const title = article?.title || named || null;
  // The heading that says the title is told as that.
  const kept = new Set([...blocks, title]);
  return { title, blocks, leftOut: all.filter((block) => !kept.has(block)).length };
}

/** The texts of the innermost blocks that have any; of a page without blocks, its text. */
function blocksIn(page: string): string[] {
  const { document } = parseHTML(page);
  // A line that is broken off is not glued to the next.
  for (const end of document.querySelectorAll('br')) end.replaceWith('\n');
  const blocks = [...document.querySelectorAll(BLOCKS)]
    .filter((element) => element.querySelector(BLOCKS) === null)
    .map((element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim())
    .filter((block) => block !== '');
  return blocks.length > 0 ? blocks : [document.body?.textContent ?? ''];
}

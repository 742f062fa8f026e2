/** A saved page as blocks: what a reader would read of it, heading first. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

const BLOCKS = 'p,h1,h2,h3,h4,h5,h6,li,blockquote,figcaption,td,pre,dt,dd';

/**
 * The blocks of the article in a page; of a page in which none is found, all of it. The text of elements is taken block by
 * block: that of the whole would glue paragraphs together.
 */
export function htmlBlocks(html: string): { readonly blocks: string[]; readonly title: string | null } {
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`);
  const title = document.querySelector('title')?.textContent?.trim() ?? null;
  const article = new Readability(document).parse();
  const body = parseHTML(`<html><body>${article?.content ?? html}</body></html>`).document;
  // A line that is broken off is not glued to the next.
  for (const end of body.querySelectorAll('br')) end.replaceWith('\n');
  const blocks = [...body.querySelectorAll(BLOCKS)]
    .filter((element) => element.querySelector(BLOCKS) === null)
    .map((element) => (element.textContent ?? '').replace(/\s+/g, ' '));
  const found = blocks.some((block) => block.trim() !== '');
  return { title: article?.title || title || null, blocks: found ? blocks : [body.body?.textContent ?? ''] };
}

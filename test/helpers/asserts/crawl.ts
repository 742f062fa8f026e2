/** Every page that is reached from some by links, as a reader's browser would read it. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { App } from '../../../src/http/fastify-app.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** A text that is seen, with the language and the direction of the element nearest to it that names one. */
export type SeenText = {
  readonly text: string;
  readonly language: string | null;
  readonly direction: string | null;
};

/** More pages than these are no site of a test. */
const MOST_PAGES = 600;

/** What is no page, has no end, or shows the same again as it was known then. */
const PASSED_OVER = /^\/(?:v1|docs|assets|openapi|desk|oembed)|[?&](?:knownAt|arrange|column|sort|lang)=/;

/** Code, and what is no text on the page. */
const NO_WORDS = ['head', 'script', 'style', 'pre', 'textarea', 'code'];

const attributesOf = (node: Node): ReadonlyMap<string, string> =>
  new Map('attrs' in node ? node.attrs.map(({ name, value }) => [name, value]) : []);

/** The pages by their addresses, those that links lead to from these and from one another; `suffix` is added to each when it is asked for. */
export async function crawl(
  service: App,
  starts: readonly string[],
  suffix = '',
): Promise<ReadonlyMap<string, readonly SeenText[]>> {
  const pages = new Map<string, readonly SeenText[]>();
  const waiting = [...starts];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (pages.has(url)) continue;
    if (pages.size === MOST_PAGES) throw new RangeError(`more than ${MOST_PAGES} pages: ${url} is one more`);
    const asked = suffix === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${suffix}`;
    const { statusCode, body } = await service.inject({ url: asked, headers: { accept: 'text/html' } });
    if (statusCode !== 200) throw new Error(`${asked} answers ${statusCode}`);
    const links: string[] = [];
    pages.set(url, read(body, links));
    waiting.push(...links.filter((link) => link.startsWith('/') && !PASSED_OVER.test(link)));
  }
  return pages;
}

/** The texts of a document; the addresses that it leads to are put into `links`. */
function read(body: string, links: string[]): SeenText[] {
  const texts: SeenText[] = [];
  const walk = (node: Node, language: string | null, direction: string | null): void => {
    if ('value' in node && node.value.trim() !== '') texts.push({ text: node.value.trim(), language, direction });
    if (!('childNodes' in node) || ('tagName' in node && NO_WORDS.includes(node.tagName))) return;
    const attributes = attributesOf(node);
    const isolated = 'tagName' in node && node.tagName === 'bdi' ? 'auto' : direction;
    const href = 'tagName' in node && node.tagName === 'a' ? attributes.get('href')?.split('#')[0] : undefined;
    if (href !== undefined && href !== '') links.push(href);
    for (const child of node.childNodes)
      walk(child, attributes.get('lang') ?? language, attributes.get('dir') ?? isolated);
  };
  // What a search found stands in pieces.
  walk(parse(body.replaceAll(/<\/?mark>/g, ''), { scriptingEnabled: false }), null, null);
  return texts;
}

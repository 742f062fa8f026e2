/** What a page says in its own words that another page, which should be in another language, says in just the same. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** Attributes that are read, or read out. */
const READ = ['aria-label', 'title', 'placeholder', 'alt', 'data-none', 'data-across', 'data-down'];
/** Meta elements whose content is a sentence. */
const SENTENCES = ['description', 'og:title', 'og:description', 'og:image:alt'];
/** Code, and names in drawings, are in no language. */
const NO_WORDS = ['script', 'style', 'code', 'pre', 'textarea', 'text'];

/** Every text of a page that is in the language of the page: other elements name their own. */
export function textsOf(body: string): string[] {
  const own = /<html lang="(\w+)"/.exec(body)?.[1] ?? '';
  const texts: string[] = [];
  const walk = (node: Node, language: string): void => {
    if ('value' in node && language === own) texts.push(node.value);
    if (!('childNodes' in node) || ('tagName' in node && NO_WORDS.includes(node.tagName))) return;
    const attributes = new Map('attrs' in node ? node.attrs.map(({ name, value }) => [name, value]) : []);
    const tongue = attributes.get('lang') ?? language;
    if (tongue === own) texts.push(...readIn(attributes));
    for (const child of node.childNodes) walk(child, tongue);
  };
  // What a search found stands in pieces.
  walk(parse(body.replaceAll(/<\/?mark>/g, '')), own);
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

function readIn(attributes: ReadonlyMap<string, string>): string[] {
  const named = attributes.get('name') ?? attributes.get('property') ?? '';
  return [...READ, ...(SENTENCES.includes(named) ? ['content'] : [])].flatMap((name) => attributes.get(name) ?? []);
}

/** The texts that both pages have, but for what is in the data, and for words that both languages have. */
export function untranslated(one: string, other: string, data: readonly string[], shared: readonly string[]): string[] {
  const known = [...new Set(data)].sort((a, b) => b.length - a.length);
  const isIn = (text: string, at: number, { length }: string): boolean =>
    !/\p{L}/u.test(text[at - 1] ?? '') && !/\p{L}/u.test(text[at + length] ?? '');
  const ofTheirOwn = (text: string): string => {
    let left = text;
    for (const it of known) left = left.replaceAll(it, (found, at: number) => (isIn(left, at, it) ? ' ' : found));
    return left
      .split(/[^\p{L}\p{M}-]+/u)
      .filter((word) => word !== '' && !shared.includes(word))
      .join(' ');
  };
  const others = new Set(textsOf(other).map(ofTheirOwn));
  return textsOf(one).filter((text) => {
    const own = ofTheirOwn(text);
    return own !== '' && others.has(own);
  });
}

/** Every text in a value, whatever it is made of. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** The languages of the pages, and how an address says which one a page is wanted in. */
import { html } from '../html.ts';
import { de } from './de.ts';
import { en, type Messages } from './en.ts';

/** English first: it is what an address means that names none, to whoever prefers none. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

export const MESSAGES: { readonly [L in Language]: Messages } = { en, de };

/** The parameter of an address that names the language, whatever the browser prefers. */
export const LANGUAGE = 'lang';

/** The address of a page, with or without its origin, in a language, in place of the one it named before. */
export function inLanguage(address: string, tag: string): string {
  const [place = '', query] = address.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(LANGUAGE, tag);
  return `${place}?${parameters}`;
}

/** The one address of a page in a language, for search engines, and for stories that embed it. */
export const canonicalIn = (address: string, tag: string): string =>
  tag === LANGUAGES[0] ? address : inLanguage(address, tag);

/** What is no page, or has one language: the API, its documents and files, and the desk. */
const NO_PAGE = String.raw`/(?:v1|docs|assets|desk|openapi\.json)(?:[/?."]|$)`;
const NAMED = `[^"]*(?:[?;])${LANGUAGE}&#61;`;

/** The ways of a document to pages that name no language, each up to its fragment; a number sign after an ampersand is of a character. */
const WAYS = new RegExp(String.raw`(\shref=")((?!${NO_PAGE})(?!${NAMED})/(?!/)[^"]*?)((?:(?<!&)#[^"]*)?")`, 'g');
const FORMS = /<form\b[^>]*\saction="\/(?!\/)[^"]*"[^>]*>/g;

/**
 * A document of which every link and form leads to pages in that language, as its own address named it. It is made by
 * `html`, so that a quotation mark or an angle bracket of somebody else is written as a character reference.
 */
export function leadingOnIn(document: string, tag: string): string {
  const field = html`<input type="hidden" name="${LANGUAGE}" value="${tag}">`.text;
  return document
    .replaceAll(WAYS, (_, before: string, way: string, after: string) => {
      const sign = way.includes('?') ? '&#38;' : '?';
      return `${before}${way}${sign}${LANGUAGE}=${tag}${after}`;
    })
    .replaceAll(FORMS, (form) => `${form}${field}`);
}

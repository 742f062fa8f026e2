/** The language of a page: the one that its address names, else the one that the browser prefers (RFC 9110 section 12.5.4). */
import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { invalidParameter } from '../../core/values/errors.ts';
import { LANGUAGE, LANGUAGES, type Language } from '../../pages/languages/languages.ts';

const FIRST = LANGUAGES[0];
/** Accept-Language headers that are remembered with what they lead to: browsers send the same few, with each request. */
const remembered = new LRUCache<string, Language>({ max: 100 });

/** The best that the browser takes; English for whoever takes none of them, or anything. */
export function preferredLanguage(headers: Pick<IncomingHttpHeaders, 'accept-language'>): Language {
  const { 'accept-language': accepted } = headers;
  // What programs send; they are many, and theirs are the answers that must not wait.
  if (accepted === undefined || accepted === '*') return FIRST;
  const known = remembered.get(accepted);
  if (known !== undefined) return known;
  const preferred = new Negotiator({ headers }).language([...LANGUAGES]);
  const language = LANGUAGES.find((it) => it === preferred) ?? FIRST;
  remembered.set(accepted, language);
  return language;
}

/** The language that an address names; null where it names none. Fails with `invalid` where it is none of ours. */
export function namedLanguage(url: string): Language | null {
  const named = valueIn(url);
  const known = knownLanguage(url);
  if (named !== '' && known === null) {
    const names = LANGUAGES.map((language) => `"${language}"`).join(' or ');
    throw invalidParameter(LANGUAGE, `must be ${names}, not "${named}"`);
  }
  return known;
}

/** The same where a failure is told: to name none of ours is one. */
export const knownLanguage = (url: string): Language | null =>
  LANGUAGES.find((language) => language === valueIn(url)) ?? null;

const valueIn = (url: string): string => new URLSearchParams(url.split('?', 2)[1]).get(LANGUAGE) ?? '';

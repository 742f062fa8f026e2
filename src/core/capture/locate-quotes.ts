/** Quotes in a text: where each stands, character for character, or the nearest words and the first character that differs. */
import { Failure } from '../values/errors.ts';
import type { TextSpan } from './candidate.ts';

/** Characters right before and right after the words, as far as they are known. */
export type QuoteContext = { readonly prefix?: string; readonly suffix?: string };

/**
 * The one place of a quote. Fails with `quote-not-in-text`, and with `quote-ambiguous` where it stands there more than once
 * and what stands around it does not tell which. `pointer` is the place of the quote in what was sent.
 */
export function locateQuote(
  text: string,
  quote: string,
  { prefix = '', suffix = '' }: QuoteContext,
  pointer: string,
): TextSpan {
  const places = placesOf(text, quote, MOST_TOLD + 1);
  const [first, second] = places;
  if (first === undefined) throw notInText(text, quote, pointer);
  const [fitting, another] = placesOf(text, `${prefix}${quote}${suffix}`, 2);
  const only = fitting === undefined ? first : fitting + prefix.length;
  if ((fitting === undefined ? second : another) === undefined) return { start: only, end: only + quote.length };
  const [count, lines] = [places.length, places.slice(0, MOST_TOLD).map((start) => lineOf(text, start))];
  const often = count > MOST_TOLD ? `more than ${MOST_TOLD} times, first` : `${count} times,`;
  const message = `stands in the text ${often} on the lines ${lines.join(', ')}: send what stands around it as prefix or suffix`;
  throw new Failure('quote-ambiguous', `${pointer} ${message}`, [{ pointer, message }]);
}

/** Of the places of an ambiguous quote so many are told. */
const MOST_TOLD = 5;

/** Where the first places of the words begin, `most` at most, in the order of the text. Overlapping ones count. */
function placesOf(text: string, words: string, most: number): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at !== -1 && places.length < most; at = text.indexOf(words, at + 1))
    places.push(at);
  return places;
}

/** One place for each quote: of several the first behind the quote before, or else the first. Fails with `quote-not-in-text`. */
export function anchorQuotes(text: string, quotes: readonly string[], pointer: string): readonly TextSpan[] {
  let from = 0;
  return quotes.map((quote, index) => {
    const behind = text.indexOf(quote, from);
    const start = behind === -1 ? text.indexOf(quote) : behind;
    if (start === -1) throw notInText(text, quote, `${pointer}/${index}`);
    from = start + quote.length;
    return { start, end: from };
  });
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** Nothing is repaired: who sent it decides. */
function notInText(text: string, quote: string, pointer: string): Failure {
  const near = nearestTo(text, quote);
  const message =
    near === null
      ? 'is not in the text, nor anything like it'
      : `is not in the text: nearest is “${near.words}” on line ${lineOf(text, near.start)}, where character ${near.at + 1} is ${shown(near.words, near.at)} and not ${shown(quote, near.at)}`;
  return new Failure('quote-not-in-text', `${pointer} ${message}`, [{ pointer, message }]);
}

const LEAST = 4;

/** The words of the text that have the longest beginning, or end, in common with the quote; null where it is short. */
function nearestTo(
  text: string,
  quote: string,
): { readonly words: string; readonly start: number; readonly at: number } | null {
  const head = longest(quote.length, (length) => text.indexOf(quote.slice(0, length)));
  const tail = longest(quote.length, (length) => text.indexOf(quote.slice(quote.length - length)));
  if (Math.max(head.length, tail.length) < Math.min(LEAST, quote.length)) return null;
  const start = head.length >= tail.length ? head.at : Math.max(0, tail.at + tail.length - quote.length);
  const words = text.slice(start, start + quote.length);
  let at = 0;
  while (at < quote.length && words[at] === quote[at]) at += 1;
  // Half a character is none.
  if (at > 0 && /[\ud800-\udbff]/.test(quote[at - 1] ?? '')) at -= 1;
  return { words, start, at };
}

/** The greatest length that is found, where every shorter one is found too, and where. */
function longest(most: number, find: (length: number) => number): { readonly length: number; readonly at: number } {
  let [found, over, at] = [0, most + 1, 0];
  while (over - found > 1) {
    const length = (found + over) >> 1;
    const place = find(length);
    if (place === -1) over = length;
    else [found, at] = [length, place];
  }
  return { length: found, at };
}

/** The character, and by which number Unicode knows it. */
function shown(text: string, at: number): string {
  const code = text.codePointAt(at);
  if (code === undefined) return 'its end';
  return `“${String.fromCodePoint(code)}” (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

/** Addresses of a place in a page, by the words that stand there (URL fragment text directives, WICG "URL Fragment Text Directives"). */

/** Words of a longer quote at its beginning and at its end: what lies between need not be said. */
const AT_EITHER_END = 6;

/** The directive's own signs; `encodeURIComponent` leaves the hyphen as it is. */
const encoded = (words: readonly string[]): string => encodeURIComponent(words.join(' ')).replaceAll('-', '%2D');

/**
 * The address with a directive that has a browser go to the quote and mark it. A browser that does not find it, or does
 * not know directives, opens the page at its beginning.
 */
export function toText(url: string, quote: string): string {
  const words = quote.split(/\s+/u).filter((word) => word !== '');
  const text =
    words.length <= 2 * AT_EITHER_END
      ? encoded(words)
      : `${encoded(words.slice(0, AT_EITHER_END))},${encoded(words.slice(-AT_EITHER_END))}`;
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${text}`;
}

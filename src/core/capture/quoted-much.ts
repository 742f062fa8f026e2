/** How much of a text its quotes make public, where that is more than quoting commonly allows. */

/** More of a text than this, or more words, is told to whoever publishes; it refuses nothing. */
const SHARE = 0.1;
const WORDS = 400;

export type QuotedMuch = {
  /** The characters of the quotes by those of the text, from 0 to 1. */
  readonly share: number;
  readonly words: number;
};

/** Of the quotes of one text that is `length` characters long; null where they are few. */
export function quotedMuch(quotes: readonly string[], length: number): QuotedMuch | null {
  const characters = quotes.reduce((sum, quote) => sum + quote.length, 0);
  const words = quotes.reduce((sum, quote) => sum + (quote.match(/\S+/g) ?? []).length, 0);
  const share = Math.min(1, characters / length);
  return share > SHARE || words > WORDS ? { share, words } : null;
}

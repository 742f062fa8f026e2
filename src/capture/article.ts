/** Article: a text as the frames read it: tokens, paragraphs, quotes, sentences. */
import type { TextSpan } from '../core/capture/candidate.ts';
import { markCompounds, markNames } from './names.ts';
import { findQuotes, type QuotedSpan } from './quotes.ts';
import { splitSentences } from './sentences.ts';
import { NO_TOKEN, type Token, tokenize } from './tokens.ts';

/** A run of tokens: from the first to before the second. */
export type TokenRange = { readonly from: number; readonly to: number };

export class Article {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly paragraphs: readonly TextSpan[];
  readonly quotes: readonly QuotedSpan[];
  readonly sentences: readonly TokenRange[];
  readonly #quoteOf: readonly (number | null)[];
  readonly #paragraphOf: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
    this.paragraphs = [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({
      start: index,
      end: index + line.length,
    }));
    this.quotes = findQuotes(text, this.paragraphs);
    this.#quoteOf = placesOf(this.tokens, this.quotes);
    this.#paragraphOf = placesOf(this.tokens, this.paragraphs).map((paragraph) => paragraph ?? -1);
    markCompounds(this);
    markNames(this);
    this.sentences = splitSentences(this);
  }

  /** The token of that number; one without text beyond the ends. */
  at(index: number): Token {
    return this.tokens[index] ?? NO_TOKEN;
  }

  /** The number of the quote that a token is in, its marks included; null outside. */
  quoteAt(index: number): number | null {
    return this.#quoteOf[index] ?? null;
  }

  quoted(index: number): boolean {
    return this.quoteAt(index) !== null;
  }

  /** True at the mark that closes a quote which ends with a comma. */
  endsQuoteWithComma(index: number): boolean {
    const quote = this.quoteAt(index);
    return quote !== null && this.quoteAt(index + 1) !== quote && this.at(index - 1).text === ',';
  }

  paragraphAt(index: number): number {
    return this.#paragraphOf[index] ?? -1;
  }

  spanOf({ from, to }: TokenRange): TextSpan {
    return { start: this.at(from).start, end: this.at(to - 1).end };
  }

  wordsOf(range: TokenRange): string {
    const { start, end } = this.spanOf(range);
    return this.text.slice(start, end);
  }

  slice({ from, to }: TokenRange): readonly Token[] {
    return this.tokens.slice(from, to);
  }

  /** True where some token of the range is as wanted. */
  some({ from, to }: TokenRange, wanted: (token: Token, index: number) => boolean): boolean {
    for (let index = from; index < to; index++) if (wanted(this.at(index), index)) return true;
    return false;
  }
}

/** For each token the number of the part that it lies in; parts are in order and apart. */
function placesOf(tokens: readonly Token[], parts: readonly TextSpan[]): (number | null)[] {
  let part = 0;
  return tokens.map(({ start, end }) => {
    while (part < parts.length && (parts[part]?.end ?? 0) <= start) part++;
    const { start: from = Number.POSITIVE_INFINITY, end: to = -1 } = parts[part] ?? {};
    return start >= from && end <= to ? part : null;
  });
}

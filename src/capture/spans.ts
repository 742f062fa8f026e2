/** Spans: of what was said, the words in quotation marks and the words that are retold. */
import type { TextSpan } from '../core/capture/candidate.ts';
import type { Article, TokenRange } from './article.ts';

export type SaidSpans = { readonly quotes: readonly TextSpan[]; readonly content: readonly TextSpan[] };

const SMALL_WORDS = /^(a|an|the|of|and|in|on|for|to|at|with|or|vs|de|la)$/;

/** The spans of a finding's content; titles of works in quotation marks are part of what is retold. */
export function saidSpans(article: Article, ranges: readonly TokenRange[]): SaidSpans {
  const quotes: TextSpan[] = [];
  const content: TextSpan[] = [];
  for (const range of ranges) {
    let from = range.from;
    for (let at = range.from; at < range.to; at++) {
      const number = article.quoteAt(at);
      const quote = number === null ? undefined : article.quotes[number];
      if (number === null || quote === undefined) continue;
      let to = at + 1;
      while (to < range.to && article.quoteAt(to) === number) to++;
      const alone = at === range.from && to === range.to;
      if (alone || !isNamed(article, at, article.text.slice(quote.inner.start, quote.inner.end))) {
        content.push(...retold(article, from, at));
        quotes.push(quote.inner);
        from = to;
      }
      at = to - 1;
    }
    content.push(...retold(article, from, range.to));
  }
  return { quotes, content };
}

const isNamed = (article: Article, at: number, words: string): boolean =>
  isName(words) || /^(so-called|called|titled|entitled|dubbed|nicknamed)$/.test(article.at(at - 1).lower);

/** A title or a name in quotation marks: all its words are capitalised, and it is no sentence of one word. */
export function isName(words: string): boolean {
  const own = words.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
  const [first, ...rest] = own;
  if (first === undefined || (own.length === 1 && /[.,?!]$/.test(words))) return false;
  const isBig = (word: string) => /^[\p{Lu}\p{N}]/u.test(word) || SMALL_WORDS.test(word);
  return own.every(isBig) && (rest.length > 0 ? rest.some((word) => /^\p{Lu}/u.test(word)) : /^\p{Lu}/u.test(first));
}

const EDGE = /^(that|and|but|as|,|;|:|—|–|-)$/;

/** Words between two quotes without the signs at their edges; none where nothing but signs and joints is there. */
function retold(article: Article, from: number, to: number): TextSpan[] {
  let [start, end] = [from, to];
  while (start < end && /^[,;:.—–-]+$/.test(article.at(start).text)) start++;
  while (end > start && /^[,;:.—–-]+$/.test(article.at(end - 1).text)) end--;
  const range = { from: start, to: end };
  const hasWords = article.some(range, ({ lower, text }) => /[\p{L}\p{N}]/u.test(text) && !EDGE.test(lower));
  return hasWords ? [article.spanOf(range)] : [];
}

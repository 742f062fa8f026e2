/** Going on: the quotes in which somebody goes on saying what began in another. */
import type { Article, TokenRange } from '../article.ts';
import type { Findings } from './findings.ts';
import { viewOf } from './sentence-view.ts';

/** So many words in quotation marks at the beginning of a sentence are what was said, and no single word kept at a distance. */
const SHORTEST = 4;

/** A quote as a run of tokens. */
export function tokensOf(article: Article, quote: number, near: number): TokenRange {
  let from = near;
  while (article.quoteAt(from) !== quote && from < article.tokens.length) from++;
  while (article.quoteAt(from - 1) === quote) from--;
  let to = from;
  while (article.quoteAt(to) === quote) to++;
  return { from, to };
}

/**
 * Quotes that make up whole sentences behind `end`, in the same paragraph: “…,” she said. “…” “…” The last may go on in the
 * writer's words: “…,” she said. “We will not pay” for another pier.
 */
export function quotesBehind(article: Article, end: number, findings: Findings): TokenRange[] {
  const behind: TokenRange[] = [];
  const paragraph = article.paragraphAt(end - 1);
  let at = end;
  for (;;) {
    const quote = article.quoteAt(at);
    if (quote === null || article.paragraphAt(at) !== paragraph || findings.isUsed(quote)) return behind;
    const range = tokensOf(article, quote, at);
    if (!endsSentence(article, range)) return [...behind, ...goneOn(article, range)];
    behind.push(range);
    at = range.to;
  }
}

/** The sentence that begins with the quote, where nobody else says anything in it and it plainly is a quote. */
function goneOn(article: Article, { from, to }: TokenRange): TokenRange[] {
  const sentence = article.sentences.find((it) => it.from === from);
  const isShort = article.slice({ from, to }).filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).length < SHORTEST;
  if (sentence === undefined || isShort) return [];
  const view = viewOf(article, sentence);
  return view.cues.length > 0 ? [] : [{ from, to: view.end }];
}

/** True where nothing but a new sentence follows the quote. */
function endsSentence(article: Article, { to }: TokenRange): boolean {
  const next = article.at(to);
  if (next.text === '' || article.paragraphAt(to) !== article.paragraphAt(to - 1)) return true;
  return article.sentences.some((sentence) => sentence.to === to);
}

/** Quotes of the paragraphs behind, while each paragraph ends within a quote and the next opens with one. */
export function paragraphsBehind(article: Article, last: TokenRange, findings: Findings): TokenRange[] {
  const behind: TokenRange[] = [];
  let quote = article.quoteAt(last.to - 1);
  while (quote !== null && article.quotes[quote]?.open === true) {
    const [here, next] = [article.quotes[quote], article.quotes[quote + 1]];
    if (here === undefined || next === undefined || next.paragraph <= here.paragraph) break;
    if (next.paragraph > here.paragraph + 2 || !opensParagraph(article, quote + 1) || findings.isUsed(quote + 1)) break;
    quote += 1;
    behind.push(tokensOf(article, quote, behind.at(-1)?.to ?? last.to));
  }
  return behind;
}

/** The quotes of the paragraphs before that were left open, and go on in the one that begins at `first`. */
export function paragraphsBefore(article: Article, first: TokenRange, findings: Findings): TokenRange[] {
  const before: TokenRange[] = [];
  let quote = article.quoteAt(first.from);
  while (quote !== null && opensParagraph(article, quote)) {
    const [previous, here] = [article.quotes[quote - 1], article.quotes[quote]];
    if (previous === undefined || here === undefined || !previous.open || findings.isUsed(quote - 1)) break;
    if (previous.paragraph >= here.paragraph || previous.paragraph < here.paragraph - 2) break;
    if (!opensParagraph(article, quote - 1)) break;
    quote -= 1;
    let to = before[0]?.from ?? first.from;
    while (to > 0 && article.quoteAt(to - 1) !== quote) to--;
    before.unshift(tokensOf(article, quote, to - 1));
  }
  return before;
}

const opensParagraph = (article: Article, quote: number): boolean => {
  const { start, paragraph } = article.quotes[quote] ?? { start: 0, paragraph: -1 };
  return article.text.slice(article.paragraphs[paragraph]?.start ?? start, start).trim() === '';
};

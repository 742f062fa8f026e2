/** Adjuncts: words of time and place between a subject and its verb. */
import type { Article } from './article.ts';
import { DAYS, isTime, monthOf } from './vocabulary.ts';

const IN_A_PAPER =
  /^(statement|interview|tweet|letter|speech|email|post|report|memo|release|news|conference|briefing)$/;

/** Where an adjunct of time or place that ends at `index` begins: "on Tuesday", "in a statement", "in 2010"; else null. */
export function adjunctBefore(article: Article, index: number, lo: number): number | null {
  const token = article.at(index);
  if (token.pos === 'NUM' && article.at(index - 1).pos !== 'PROPN' && /^(19|20)\d\d$/.test(token.text))
    return /^(in|since|of)$/.test(article.at(index - 1).lower) ? index - 1 : null;
  if (isDate(article, index)) {
    let from = index;
    while (from > lo && isDatePart(article, from - 1)) from--;
    if (isFiled(article, from - 1)) from--;
    return from > lo ? from : null;
  }
  if (!IN_A_PAPER.test(token.lower)) return null;
  for (let from = index - 1; from > lo && index - from < 6; from--) {
    const { lower, pos } = article.at(from);
    if (/^(in|at|during)$/.test(lower)) return from;
    if (!/^(NOUN|ADJ|DET|PROPN|PRON)$/.test(pos)) return null;
  }
  return null;
}

/** "A document filed Thursday says": a participle between a thing and its time. */
const isFiled = (article: Article, index: number): boolean =>
  article.at(index).pos === 'VERB' && /ed$/.test(article.at(index).lower) && article.at(index - 1).pos === 'NOUN';

function isDate(article: Article, index: number): boolean {
  const { lower, pos } = article.at(index);
  if (isTime(lower)) return lower !== 'may' || pos === 'PROPN';
  return pos === 'NUM' && monthOf(article.at(index - 1).lower) !== null;
}

const isDatePart = (article: Article, index: number): boolean => {
  const { lower, pos } = article.at(index);
  return isTime(lower) || DAYS.has(lower) || pos === 'NUM' || /^(on|in|last|this|late|early|earlier|,)$/.test(lower);
};

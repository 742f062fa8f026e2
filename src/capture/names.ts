/** Names: which capitalised words are names, whatever the tagger took them for. */
import type { Article } from './article.ts';

const CAPITALISED = /^\p{Lu}[\p{L}’'.-]+$/u;
const SMALL = /^[\p{Ll},]+$/u;
const MISTAKEN = new Set(['VERB', 'AUX', 'ADJ', 'INTJ', 'ADV', 'NOUN', 'X', 'ADP', 'NUM']);
const NEVER = new Set(['I', 'The', 'A', 'An', 'It', 'He', 'She', 'They', 'We', 'You', 'But', 'And', 'In', 'On', 'If']);

/**
 * A word that is capitalised in mid-sentence is a name wherever it is: taggers have "Lynch said she" as a verb, a verb and
 * a pronoun. A first paragraph in which all words are capitalised, as in a headline, tells nothing.
 */
export function markNames(article: Article): void {
  const names = new Set<string>();
  for (const [index, token] of article.tokens.entries())
    if (isNameWithin(article, index) && !NEVER.has(token.text)) names.add(token.text);
  for (const token of article.tokens) if (names.has(token.text) && MISTAKEN.has(token.pos)) token.pos = 'PROPN';
}

function isNameWithin(article: Article, index: number): boolean {
  const token = article.at(index);
  if (!CAPITALISED.test(token.text) || token.pos === 'PRON' || token.pos === 'DET') return false;
  if (article.paragraphAt(index) === 0 && article.paragraphs.length > 1) return false;
  const before = article.at(index - 1);
  return SMALL.test(before.text) && article.paragraphAt(index - 1) === article.paragraphAt(index);
}

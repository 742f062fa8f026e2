/** Names: which capitalised words are names, whatever the tagger took them for. */
import type { Article } from './article.ts';
import type { Token } from './tokens.ts';

const CAPITALISED = /^\p{Lu}[\p{L}’'.-]+$/u;
const SMALL = /^[\p{Ll},]+$/u;
const MISTAKEN = new Set(['VERB', 'AUX', 'ADJ', 'INTJ', 'ADV', 'NOUN', 'X', 'ADP', 'NUM']);
const NEVER = new Set(['I', 'The', 'A', 'An', 'It', 'He', 'She', 'They', 'We', 'You', 'But', 'And', 'In', 'On', 'If']);

/** "Oliver K. Hedge, who": what is capitalised between a name and a small word ends the name. */
const isFirstName = ({ text, pos }: Token): boolean => pos === 'PROPN' && /^(\p{Lu}[\p{Ll}’'-]+|\p{Lu}\.)$/u.test(text);

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

/** "a conservative-leaning paper", "Harbour-based Lena Moss": behind a hyphen a participle describes, and nobody does it. */
export function markCompounds({ tokens }: Article): void {
  for (const [index, token] of tokens.entries()) {
    const [first, hyphen] = [tokens[index - 2], tokens[index - 1]];
    if (first === undefined || token.pos !== 'VERB') continue;
    if (hyphen?.pos === 'PART' && /^['’]s?$/.test(hyphen.text) && token.lower.endsWith('ing')) token.pos = 'NOUN';
    if (hyphen?.text !== '-') continue;
    if (first.end === hyphen.start && hyphen.end === token.start && /(ed|ing)$/.test(token.lower)) token.pos = 'ADJ';
  }
}

function isNameWithin(article: Article, index: number): boolean {
  const token = article.at(index);
  if (!CAPITALISED.test(token.text) || token.pos === 'PRON' || token.pos === 'DET') return false;
  if (article.paragraphAt(index) === 0 && article.paragraphs.length > 1) return false;
  const [before, behind] = [article.at(index - 1), article.at(index + 1)];
  if (article.paragraphAt(index - 1) !== article.paragraphAt(index)) return false;
  if (SMALL.test(before.text) || article.endsQuoteWithComma(index - 1)) return true;
  if (!isFirstName(before)) return false;
  return SMALL.test(behind.text) || !isHeading(article, article.paragraphAt(index));
}

/** True of a paragraph without quotes in which most words are capitalised: there a capital tells nothing. */
function isHeading({ text, paragraphs, quotes }: Article, paragraph: number): boolean {
  if (quotes.some((quote) => quote.paragraph === paragraph)) return false;
  const { start, end } = paragraphs[paragraph] ?? { start: 0, end: 0 };
  const words = text.slice(start, end).match(/\p{L}[\p{L}’'-]{3,}/gu) ?? [];
  return 2 * words.filter((word) => /^\p{Lu}/u.test(word)).length > words.length;
}

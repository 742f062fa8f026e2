/** Phrases: the noun phrase that ends before a token, or begins at one. */
import type { Article, TokenRange } from './article.ts';
import type { Token } from './tokens.ts';
import { isTime } from './vocabulary.ts';

const NOMINAL = new Set(['NOUN', 'PROPN', 'ADJ', 'DET', 'NUM', 'PRON', 'SYM']);
const NEVER_NOMINAL = new Set('that which who whom to when what how why where there as while if'.split(' '));
const JOINING = new Set(["'s", '’s', '&', '-', '–', '’', "'"]);
const HEADS = new Set(['NOUN', 'PROPN', 'PRON', 'NUM', 'DET', 'ADJ']);
const PERSONAL = new Set('he she they i we it who you'.split(' '));
const LONGEST = 18;

export const isPersonal = (lower: string): boolean => PERSONAL.has(lower);

const isLink = ({ lower, pos }: Token): boolean => (pos === 'ADP' && /^(of|for|at)$/.test(lower)) || JOINING.has(lower);

export const isNominal = (token: Token): boolean =>
  (NOMINAL.has(token.pos) && !NEVER_NOMINAL.has(token.lower)) || isLink(token);

/** The index of the bracket that opens where the one at `index` closes; `index` itself where none does. */
export function bracketOpening(article: Article, index: number, lo: number): number {
  for (let at = index; at >= lo; at--) if (/^[([]$/.test(article.at(at).text)) return at;
  return index;
}

/** The index of the bracket that closes what opens at `index`; `index` itself where none does. */
export function bracketClosing(article: Article, index: number, hi: number): number {
  for (let at = index; at < hi; at++) if (/^[)\]]$/.test(article.at(at).text)) return at;
  return index;
}

/** The noun phrase that ends right before the token `end`, at or after `lo`; null where there is none. */
export function phraseBefore(article: Article, end: number, lo: number): TokenRange | null {
  let to = end;
  if (/^[)\]]$/.test(article.at(to - 1).text)) to = bracketOpening(article, to - 1, lo);
  if (to - 1 < lo || !isNominal(article.at(to - 1)) || article.quoted(to - 1)) return null;
  let from = to - 1;
  for (let index = to - 1; index >= lo && to - index < LONGEST; index--) {
    const step = stepBack(article, index, lo);
    if (step === null) break;
    index = step;
    from = index;
    if (article.at(index).pos === 'PRON' && isPersonal(article.at(index).lower)) break;
  }
  while (from < to && isLeading(article, from)) from++;
  const range = { from, to };
  return from < to && article.some(range, ({ pos }) => HEADS.has(pos)) ? range : null;
}

/** The index that the phrase reaches back to by the token at `index`; null where the phrase begins behind it. */
function stepBack(article: Article, index: number, lo: number): number | null {
  const token = article.at(index);
  if (article.quoted(index)) return null;
  if (isNominal(token)) return index;
  const [before, after] = [article.at(index - 1), article.at(index + 1)];
  if (/^[)\]]$/.test(token.text)) {
    const opening = bracketOpening(article, index, lo);
    return opening > lo && isNominal(article.at(opening - 1)) ? opening : null;
  }
  if (index === lo) return null;
  if (token.pos === 'CCONJ')
    return (before.pos === 'PROPN' || before.text === ')') && after.pos === 'PROPN' ? index : null;
  if (token.pos === 'ADP' && /^(in|on|from|with|to)$/.test(token.lower))
    return before.pos === 'NOUN' && isNominal(after) && !isTime(after.lower) ? index : null;
  return null;
}

function isLeading(article: Article, index: number): boolean {
  const { pos, lower } = article.at(index);
  if (/^(all|even|both)$/.test(lower)) return article.at(index + 1).pos === 'PROPN';
  return pos === 'ADP' || pos === 'PART' || pos === 'CCONJ' || JOINING.has(lower);
}

/** The noun phrase that begins at the token `from`, before `hi`; null where there is none. */
export function phraseAfter(article: Article, from: number, hi: number): TokenRange | null {
  if (article.at(from).pos === 'ADP') return null;
  let to = from;
  while (to < hi && to < from + 14 && stepsOn(article, to, hi) && !(to > from && beginsAnother(article, to))) to++;
  while (to > from && isTrailing(article, to - 1)) to--;
  const range = { from, to };
  if (to === from) return null;
  if (to === from + 1 && /^(another|one|others|some|both|many)$/.test(article.at(from).lower)) return range;
  return article.some(range, ({ pos }) => /^(PROPN|NOUN|PRON)$/.test(pos)) ? range : null;
}

/** What a phrase does not end with; but "the 46-year-old" does. */
const isTrailing = (article: Article, index: number): boolean =>
  /^(ADP|CCONJ|ADJ)$/.test(article.at(index).pos) && article.at(index - 1).text !== '-';

/** An article or a pronoun behind a noun begins another phrase: "told the Post | the port would close". */
function beginsAnother(article: Article, index: number): boolean {
  const [before, token] = [article.at(index - 1), article.at(index)];
  if (!/^(NOUN|PROPN|PRON)$/.test(before.pos) || /^(all|both|half)$/.test(before.lower)) return false;
  return /^(the|a|an|this|these|those|his|her|its|their|there|no)$/.test(token.lower) || isPersonal(token.lower);
}

/** "the printed programme", "a visiting judge": a participle between an article and a noun. */
const isDescribing = (article: Article, index: number): boolean =>
  article.at(index).pos === 'VERB' &&
  /(ed|ing)$/.test(article.at(index).lower) &&
  /^(the|a|an)$/.test(article.at(index - 1).lower) &&
  /^(NOUN|PROPN|ADJ)$/.test(article.at(index + 1).pos);

function stepsOn(article: Article, index: number, hi: number): boolean {
  const token = article.at(index);
  if (article.quoted(index)) return false;
  if (isNominal(token)) return !isTime(token.lower) || article.at(index - 1).text === '-';
  if (index + 1 >= hi) return false;
  if (isDescribing(article, index)) return true;
  if (token.pos !== 'CCONJ') return false;
  return article.at(index - 1).pos === 'PROPN' && article.at(index + 1).pos === 'PROPN';
}

/** Sentences: where one ends, a quote being one unit whatever stops are in it. */
import type { Article, TokenRange } from './article.ts';
import { cueVerb, isOf } from './vocabulary.ts';

const STOP = /^[.?!…]+$/;
const BEGINS = /^["“'‘`([\p{Lu}\p{N}—–-]/u;
/** Abbreviations that a name or a number follows. */
const ABBREVIATION =
  /^(Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Jr|Sr|St|Prof|Rev|Hon|Capt|Cmdr|Adm|Reps|Sens|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Calif|Fla|Mass|Ariz|Ala|Conn|Ill|Wis|Mich|Minn|Tex|Penn|vs|Inc|Corp|Co|No|Cllr|Supt|Insp)\.$/;
/** How far behind a quote its verb of saying may stand. */
const REACH = 7;

/** The sentences of an article as runs of tokens; every token is in one. */
export function splitSentences(article: Article): TokenRange[] {
  const sentences: TokenRange[] = [];
  let from = 0;
  for (let index = 0; index < article.tokens.length; index++)
    if (endsSentence(article, index)) {
      sentences.push({ from, to: index + 1 });
      from = index + 1;
    }
  return sentences;
}

function endsSentence(article: Article, index: number): boolean {
  const next = article.at(index + 1);
  if (next.text === '' || article.paragraphAt(index + 1) !== article.paragraphAt(index)) return true;
  const quote = article.quoteAt(index);
  if (quote !== null) return quote !== article.quoteAt(index + 1) && endsWithQuote(article, index, quote);
  const { text } = article.at(index);
  if (!BEGINS.test(next.text) || isWithinAbbreviation(article, index)) return false;
  if (STOP.test(text)) return true;
  return text.length > 3 && text.endsWith('.') && !ABBREVIATION.test(text) && !/^(\p{L}\.)+$/u.test(text);
}

/** "(D-N.Y.)": a stop between two capitals without space. */
const isWithinAbbreviation = (article: Article, index: number): boolean =>
  article.at(index).text === '.' &&
  /^\p{Lu}$/u.test(article.at(index - 1).text) &&
  article.at(index + 1).start === article.at(index).end &&
  /^\p{Lu}/u.test(article.at(index + 1).text);

/** A quote that ends with a stop ends its sentence, unless who said it comes behind. */
function endsWithQuote(article: Article, index: number, quote: number): boolean {
  const { inner } = article.quotes[quote] ?? { inner: { start: 0, end: 0 } };
  const last = article.text[inner.end - 1] ?? '';
  if (!/[.?!…]/.test(last) || !BEGINS.test(article.at(index + 1).text)) return false;
  if (last === '.') return !isOnlySaid(article, index + 1);
  return article.quoted(index + 1) || !speakerFollows(article, index + 1);
}

/** “It is over.” Moss said. Nothing but who said it, though the quote ends with a stop. */
function isOnlySaid(article: Article, from: number): boolean {
  for (let at = from; at < from + REACH && /^(PROPN|PRON)$/.test(article.at(at).pos); at++) {
    const { lower, pos } = article.at(at + 1);
    const verb = cueVerb(lower, pos);
    if (verb !== null && isOf(verb, 'speech')) return /^\.?$/.test(article.at(at + 2).text);
  }
  return false;
}

function speakerFollows(article: Article, from: number): boolean {
  for (let index = from; index < from + REACH; index++) {
    const { text, lower, pos } = article.at(index);
    if (text === '' || article.quoted(index) || /^[.,;:]$/.test(text)) return false;
    const verb = cueVerb(lower, pos);
    if (verb !== null && isOf(verb, 'speech')) return true;
    if (pos === 'VERB') return false;
  }
  return false;
}

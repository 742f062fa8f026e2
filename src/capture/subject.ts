/** Subject: who a verb of saying is said of: the noun phrase left of it, over all that may stand between. */
import { adjunctBefore } from './adjuncts.ts';
import type { Article, TokenRange } from './article.ts';
import { bracketOpening, phraseAfter, phraseBefore } from './phrases.ts';
import { isTitle } from './titles.ts';
import { BY_THE_WAY, cueVerb, isOf, isTime, OWN_WORDS, PAPERS } from './vocabulary.ts';

const DEEPEST = 3;

export type Subject = {
  /** The words at the verb: a name, or `who`. */
  readonly mention: TokenRange;
  /** The name that `who` stands for, else the mention. */
  readonly name: TokenRange;
};

const itself = (range: TokenRange | null): Subject | null => range && { mention: range, name: range };

/** Whose verb the one at `verb` is, looking back no further than `lo`; null where the sentence has nobody. */
export function subjectOf(article: Article, verb: number, lo: number, depth = 0): Subject | null {
  let index = verb - 1;
  for (let seen = 0; index >= lo && seen < 6 && isByTheWay(article, index); seen++) index--;
  if (index < lo || depth > DEEPEST) return null;
  const { text, lower, pos } = article.at(index);
  if (pos === 'VERB' && article.at(index + 1).lower === 'to')
    return subjectOf(article, index, lo, depth + 1) ?? mainSubject(article, verb, lo, depth);
  if (article.quoted(index)) return behindQuoted(article, verb, index, lo, depth);
  if (isRelative(article, index, lo)) return relative(article, index, lo);
  if (/^[)\]]$/.test(text)) return subjectOf(article, bracketOpening(article, index, lo), lo, depth + 1);
  const adjunct = adjunctBefore(article, index, lo);
  if (adjunct !== null) return beforeAdjunct(article, verb, adjunct, lo, depth);
  if (/^(,|—|–|--|-)$/.test(text)) return beyondInsert(article, verb, index, lo, depth);
  if (pos === 'CCONJ' || lower === 'to' || lower === 'but') return mainSubject(article, verb, lo, depth);
  return ofPhrase(article, verb, index, lo, depth);
}

/** Whose the verb is where a noun phrase, or the end of a relative clause, stands right before it at `index`. */
function ofPhrase(article: Article, verb: number, index: number, lo: number, depth: number): Subject | null {
  const going = /ing$/.test(article.at(verb).lower);
  if (going && /^(ADP|SCONJ)$/.test(article.at(index).pos)) return mainSubject(article, verb, lo, depth);
  const phrase = phraseBefore(article, index + 1, lo);
  if (phrase === null) return behindWho(article, index, lo);
  if (going && isObject(article, phrase, lo)) return mainSubject(article, phrase.from, lo, depth) ?? itself(phrase);
  const isInClause = phrase.from > lo && article.at(phrase.from - 1).pos === 'VERB';
  const who = isInClause ? behindWho(article, phrase.from - 1, lo) : null;
  if (who !== null) return { mention: { from: who.mention.from, to: phrase.to }, name: who.name };
  return ofOwner(article, attached(article, phrase, lo, depth));
}

/** "said in a statement on Monday", and "issued a statement on Monday saying", where the paper is no speaker. */
function beforeAdjunct(article: Article, verb: number, adjunct: number, lo: number, depth: number): Subject | null {
  const phrase = /ing$/.test(article.at(verb).lower) ? phraseBefore(article, adjunct, lo) : null;
  const isPaper = phrase !== null && isObject(article, phrase, lo);
  return (isPaper ? mainSubject(article, phrase.from, lo, depth) : null) ?? subjectOf(article, adjunct, lo, depth + 1);
}

/** "issued a statement saying", "wrote supporters saying": what stands before the participle is what another verb is about. */
const isObject = (article: Article, { from, to }: TokenRange, lo: number): boolean =>
  PAPERS.has(article.at(to - 1).lower) || (from - 1 > lo && article.at(from - 1).pos === 'VERB');

/** … of “a gift to nobody,” saying that …; Moss, host of “Morning Talk,” said …: over the words that end with the quote. */
function behindQuoted(article: Article, verb: number, index: number, lo: number, depth: number): Subject | null {
  if (!article.endsQuoteWithComma(index)) return null;
  const going = /ing$/.test(article.at(verb).lower);
  return going ? mainSubject(article, verb, lo, depth) : beyondInsert(article, verb, index - 1, lo, depth);
}

/** "Moss’s answer was short", "the mayor’s words": it is the owner of the words who says them. */
function ofOwner(article: Article, subject: Subject): Subject {
  const { from, to } = subject.name;
  const sign = to - 2;
  const isOwned = sign > from && /^['’]s?$/.test(article.at(sign).lower) && OWN_WORDS.has(article.at(to - 1).lower);
  const owner = { from, to: sign };
  return isOwned ? { mention: owner, name: owner } : subject;
}

/**
 * The head of a phrase of several parts: "people briefed on the plan", "residents who spoke to the Post", "chair of the
 * board in Haven". The mention is all of it, the name its head.
 */
function attached(article: Article, phrase: TokenRange, lo: number, depth: number): Subject {
  const own = { mention: phrase, name: phrase };
  const joint = phrase.from - 1;
  const { pos } = article.at(joint);
  if (joint <= lo || depth > DEEPEST || article.quoted(joint)) return own;
  if (pos !== 'ADP') return own;
  const who = behindWho(article, joint, lo);
  if (who !== null) return { mention: { from: who.mention.from, to: phrase.to }, name: who.name };
  const participle = article.at(joint - 1).pos === 'VERB' && /(ed|ing)$/.test(article.at(joint - 1).lower);
  const head = phraseBefore(article, participle ? joint - 1 : joint, lo);
  if (head === null || isTime(article.at(head.to - 1).lower)) return own;
  if (participle && head.from > lo && article.at(head.from - 1).text !== ',') return own;
  if (isTitleWithName(article, head, phrase)) return { mention: { from: head.from, to: phrase.to }, name: phrase };
  const outer = attached(article, withoutAdjective(article, head), lo, depth + 1);
  return { mention: { from: outer.mention.from, to: phrase.to }, name: outer.name };
}

/** "a lawyer familiar | with the plan": the head is the lawyer. */
const withoutAdjective = (article: Article, { from, to }: TokenRange): TokenRange =>
  article.at(to - 1).pos === 'ADJ' && article.at(to - 2).pos === 'NOUN' ? { from, to: to - 1 } : { from, to };

/** "Ambassador to Denmark Lena Moss", "spokeswoman for the port Lena Moss": the name is at the end. */
function isTitleWithName(article: Article, head: TokenRange, phrase: TokenRange): boolean {
  const isName = (index: number) => article.at(index).pos === 'PROPN' && /^\p{Lu}/u.test(article.at(index).text);
  return isTitle(article.at(head.to - 1).lower) && isName(phrase.to - 1) && isName(phrase.to - 2);
}

/** The name before "who", where a relative clause without commas ends at `index`. */
function behindWho(article: Article, index: number, lo: number): Subject | null {
  for (let at = index; at > lo && index - at < 14; at--) {
    const { lower, text } = article.at(at);
    if (article.quoted(at) || /^[,;:—–]$/.test(text)) return null;
    if (lower !== 'who') continue;
    const name = phraseBefore(article, at, lo);
    return name && { mention: { from: name.from, to: index + 1 }, name };
  }
  return null;
}

function isByTheWay(article: Article, index: number): boolean {
  if (article.quoted(index)) return false;
  const { lower, pos } = article.at(index);
  if (lower === "'s" || lower === '’s') return pos === 'AUX' || pos === 'VERB';
  return pos === 'ADV' || pos === 'AUX' || BY_THE_WAY.has(lower);
}

/** "who", "which", and in "a message that said", "a shirt that read “…”" the word that stands for a thing that speaks. */
function isRelative(article: Article, index: number, lo: number): boolean {
  const { lower } = article.at(index);
  const [before, behind] = [article.at(index - 1), index + (article.at(index + 2).text === ',' ? 3 : 2)];
  const isThing = PAPERS.has(before.lower) || (before.pos === 'NOUN' && article.quoted(behind));
  const stands = lower === 'that' && index > lo && isThing;
  return lower === 'who' || lower === 'which' || stands;
}

function relative(article: Article, index: number, lo: number): Subject | null {
  const end = article.at(index - 1).text === ',' ? index - 1 : index;
  const name = phraseBefore(article, end, lo);
  const mention = { from: index, to: index + 1 };
  return { mention, name: name ?? mention };
}

/** Over an apposition or a relative clause between two commas or dashes: "Moss, who left in May, said". */
function beyondInsert(article: Article, verb: number, index: number, lo: number, depth: number): Subject | null {
  if (/ing$/.test(article.at(verb).lower)) return mainSubject(article, verb, lo, depth);
  const sign = article.at(index).text;
  for (let at = index - 1; at > lo && index - at < 40; at--) {
    const { text } = article.at(at);
    if (article.quoted(at) || (text !== sign && text !== ',')) continue;
    const subject = subjectOf(article, at, lo, depth + 1);
    if (subject !== null && isSomebody(article, subject.mention, lo)) return subject;
  }
  return itself(nameBetween(article, index, lo));
}

/** "And a third, Daniel Traynor, said": nobody stands before the insert, which is a name. */
function nameBetween(article: Article, comma: number, lo: number): TokenRange | null {
  const name = phraseBefore(article, comma, lo);
  if (name === null || article.at(name.from - 1).text !== article.at(comma).text) return null;
  return article.slice(name).every(({ pos }) => pos === 'PROPN') ? name : null;
}

function isSomebody(article: Article, phrase: TokenRange, lo: number): boolean {
  const { lower, pos } = article.at(phrase.from - 1);
  if (phrase.from > lo && pos === 'ADP' && /^(in|on|at|during|after|before|by|since|for)$/.test(lower)) return false;
  if (article.at(phrase.to - 1).pos === 'ADJ') return false;
  return article.some(phrase, (token) => /^(PROPN|NOUN|PRON)$/.test(token.pos) && !isTime(token.lower));
}

/** Of the verbs before `verb` with a subject of their own, that of the nearest verb of saying, else of the first verb. */
export function mainSubject(article: Article, verb: number, lo: number, depth: number): Subject | null {
  let first: Subject | null = null;
  let aside: Subject | null = null;
  for (let at = verb - 1; at > lo; at--) {
    if (!isFiniteVerb(article, at)) continue;
    const subject = subjectOf(article, at, lo, depth + 1) ?? behindQuote(article, at, verb);
    if (subject === null) continue;
    if (/^(SCONJ|ADP)$/.test(article.at(subject.mention.from - 1).pos)) {
      aside ??= subject;
      continue;
    }
    const { lower, pos } = article.at(at);
    const said = cueVerb(lower, pos);
    if (said !== null && (isOf(said, 'speech') || isOf(said, 'stance'))) return subject;
    if (subject.mention === subject.name) first = subject;
  }
  return first ?? aside;
}

/** “…,” vowed Moss, adding: where the quote stands before a verb, its subject stands behind. */
const behindQuote = (article: Article, verb: number, until: number): Subject | null =>
  article.quoted(verb - 1) ? itself(phraseAfter(article, verb + 1, until)) : null;

function isFiniteVerb(article: Article, index: number): boolean {
  const { lower, pos } = article.at(index);
  if (article.quoted(index) || (pos !== 'VERB' && pos !== 'AUX') || lower.endsWith('ing')) return false;
  const before = article.at(index - 1);
  return before.lower !== 'to' && before.pos !== 'CCONJ';
}

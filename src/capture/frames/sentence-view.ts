/** Sentence view: one sentence as the frames look at it: its verbs of saying, its quotes, where its words end. */
import type { Article, TokenRange } from '../article.ts';
import { phraseBefore } from '../phrases.ts';
import { BY_THE_WAY, cueVerb, hiddenCueVerb, isOf, NEGATIONS, TELLING } from '../vocabulary.ts';

export type Cue = { readonly at: number; readonly verb: string };

/** The tokens of one quote within one sentence. */
export type QuoteBlock = TokenRange & {
  readonly quote: number;
  /** How many words it has. */
  readonly words: number;
  /** Its last character before the closing mark. */
  readonly last: string;
};

export type SentenceView = TokenRange & {
  /** Before the stops at its end. */
  readonly end: number;
  readonly cues: readonly Cue[];
  readonly blocks: readonly QuoteBlock[];
};

const STOPS = /^[.?!…,;:]+$/;

export function viewOf(article: Article, { from, to }: TokenRange): SentenceView {
  let end = to;
  while (end > from && !article.quoted(end - 1) && STOPS.test(article.at(end - 1).text)) end--;
  return { from, to, end, cues: cuesIn(article, from, to), blocks: blocksIn(article, from, to) };
}

function blocksIn(article: Article, from: number, to: number): QuoteBlock[] {
  const blocks: QuoteBlock[] = [];
  for (let index = from; index < to; index++) {
    const quote = article.quoteAt(index);
    if (quote === null) continue;
    let end = index + 1;
    while (end < to && article.quoteAt(end) === quote) end++;
    const { inner } = article.quotes[quote] ?? { inner: { start: 0, end: 0 } };
    const words = article.slice({ from: index, to: end }).filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).length;
    blocks.push({ from: index, to: end, quote, words, last: article.text[inner.end - 1] ?? '' });
    index = end - 1;
  }
  return blocks;
}

function cuesIn(article: Article, from: number, to: number): Cue[] {
  const cues: Cue[] = [];
  for (let at = behindAsked(article, from, to); at < to; at++) {
    if (article.quoted(at)) continue;
    const verb = verbAt(article, at);
    if (verb !== null && !isNoStatement(article, at, verb, from)) cues.push({ at, verb });
  }
  return cues;
}

/** "Asked whether he thought it safe, Keita laughed": what is asked is nobody's statement. */
function behindAsked(article: Article, from: number, to: number): number {
  if (article.at(from).lower !== 'asked') return from;
  for (let at = from; at < to; at++) if (article.at(at).text === ',' && !article.quoted(at)) return at;
  return from;
}

/** The verb of saying at a token: also where the tagger has a noun, but a pronoun or a name before and words behind. */
function verbAt(article: Article, at: number): string | null {
  const { lower, pos } = article.at(at);
  const verb = cueVerb(lower, pos);
  if (
    /^(a|an|the|this|that|his|her|its|their|my|our|old|new)$/.test(article.at(at - 1).lower) &&
    !/(ed|said|says|read|reads)$/.test(lower)
  )
    return null;
  if (verb !== null) return pos === 'PROPN' ? null : verb;
  if (pos !== 'NOUN' || !/s$|ed$/.test(lower)) return null;
  const [before, after] = [article.at(at - 1), article.at(at + 1)];
  const hasSubject = (before.pos === 'PRON' && /^(he|she|who|it|they)$/.test(before.lower)) || before.pos === 'PROPN';
  const hasContent =
    after.lower === 'that' ||
    /^(DET|PRON|PROPN)$/.test(after.pos) ||
    after.text === ':' ||
    quoteBehind(article, at + 1);
  const isInserted = before.pos === 'PROPN' && article.at(at - 2).text === ',' && /^[,.]$/.test(after.text);
  const isFound = (hasSubject && hasContent) || isInserted || endsBehindQuote(article, at);
  return isFound ? hiddenCueVerb(lower) : null;
}

/** “…,” Moss notes. “…,” the report points out. A name right behind a quote, and nothing but the verb. */
function endsBehindQuote(article: Article, at: number): boolean {
  const behind = article.at(at + 1).lower === 'out' ? at + 2 : at + 1;
  if (!/^[,.]$/.test(article.at(behind).text)) return false;
  const name = phraseBefore(article, at, 0);
  return name !== null && article.endsQuoteWithComma(name.from - 1);
}

const quoteBehind = (article: Article, at: number): boolean =>
  article.quoted(at) || (article.at(at).text === ',' && article.quoted(at + 1));

/** "has not said", "declined to say", "asked whether he would", "was told": nobody states anything. */
function isNoStatement(article: Article, at: number, verb: string, lo: number): boolean {
  const before = article.at(at - 1);
  if (isNegated(article, at, lo)) return true;
  if (verb === 'refuse' && TELLING.has(article.at(at + 2).lower)) return true;
  if (before.lower === 'to') return !maySay(article, at - 2) && !saysAfterAll(article, at);
  if (
    verb === 'ask' &&
    article.at(at).lower === 'asked' &&
    (at === lo || /^(when|if|,|repeatedly)$/.test(before.lower))
  )
    return true;
  return isPassive(article, at, lo);
}

function isNegated(article: Article, at: number, lo: number): boolean {
  for (let index = at - 1; index >= lo && at - index < 5; index--) {
    const { lower, pos } = article.at(index);
    if (NEGATIONS.has(lower)) return true;
    if (pos !== 'ADV' && pos !== 'AUX' && !BY_THE_WAY.has(lower)) return false;
  }
  return false;
}

/** Verbs that leave a verb of saying behind "to" what it is: "went on to say", "continued to insist". */
const maySay = (article: Article, index: number): boolean =>
  /^(on|continued|continues|continue|proceeded|further|appeared|seemed|hastened|going|used|like|came|come|comes)$/.test(
    article.at(index).lower,
  );

/** "was moved to say, “…”", "broke in to announce: “…”": a quote right behind "to" and the verb was said. */
function saysAfterAll(article: Article, at: number): boolean {
  const sign = article.at(at + 1).text;
  const isOther = /^(declined|refused|failed|how|what|not|if|this|reluctant|unwilling)$/.test(article.at(at - 2).lower);
  return /^[,:]$/.test(sign) && article.quoted(at + 2) && !isOther;
}

/** "He's said it is over": "has", where "is said to be" would be "is". */
const isPerfect = (article: Article, at: number): boolean =>
  article.at(at).lower === 'said' && article.at(at + 1).lower !== 'to';

function isPassive(article: Article, at: number, lo: number): boolean {
  if (!/(ed|told|said|known|written|seen|found|sworn|spoken)$/.test(article.at(at).lower)) return false;
  for (let index = at - 1; index >= lo && at - index < 4; index--) {
    const { lower, pos } = article.at(index);
    if (/^['’]s$/.test(lower)) return pos === 'AUX' && !isPerfect(article, at);
    if (/^(was|were|been|being|is|are|be|gets|got)$/.test(lower)) return true;
    if (pos !== 'ADV' && !/^(also|reportedly|widely)$/.test(lower)) return false;
  }
  return false;
}

/** The cue at that token, if any. */
export const cueAt = ({ cues }: SentenceView, at: number): Cue | null => cues.find((cue) => cue.at === at) ?? null;

export const isSpeech = ({ verb }: Cue): boolean => isOf(verb, 'speech');

/** A quote, then who said it: “…,” said Moss. “…,” Moss told reporters on Tuesday. “…” */
import type { Article, TokenRange } from '../article.ts';
import { bracketClosing, isNominal, phraseAfter } from '../phrases.ts';
import { isName } from '../spans.ts';
import { type Subject, subjectOf } from '../subject.ts';
import { BY_THE_WAY } from '../vocabulary.ts';
import { contentEnd } from './content-end.ts';
import type { Findings } from './findings.ts';
import { paragraphsBefore, paragraphsBehind, quotesBehind } from './going-on.ts';
import { type Cue, cueAt, isSpeech, type QuoteBlock, type SentenceView } from './sentence-view.ts';

const FARTHEST = 36;
/** Behind a quote, one of these begins what is said of its words: “a poor country,” where nobody had books. */
const GOES_ON = /^(where|who|which|when|while|as|because|if|but|and|that|whose)$/;

/** A verb that is none of saying; null in "the number needed to win", where it is no verb of the sentence. */
function anyVerb(article: Article, at: number): Cue | null {
  return /^(to|by)$/.test(article.at(at + 1).lower) ? null : { at, verb: article.at(at).lower };
}

export function findQuotesWithCue(article: Article, view: SentenceView, findings: Findings): void {
  for (const block of view.blocks) {
    if (findings.isUsed(block.quote) || !isSaid(article, view, block)) continue;
    const cue = cueBehind(article, view, block);
    if (cue === null || findings.isDone(cue.at)) continue;
    const subject = speakerAt(article, view, block, cue);
    if (subject === undefined) continue;
    const content = contentOf(article, view, block, cue, findings);
    const range = { from: cue.at, to: cue.at + 1 };
    findings.add({ rule: 'quote-cue', cue: range, verb: cue.verb, subject, content });
  }
}

/** What is said ends with a sign within its marks, or is long; “gift” within a sentence is neither. */
function isSaid(article: Article, view: SentenceView, block: QuoteBlock): boolean {
  const { last, words, to } = block;
  if (isTitleWithin(article, view, block)) return false;
  return /[,.?!…—–-]/.test(last) || words >= 6 || (words >= 3 && article.at(to).text === ',');
}

/** On the radio’s “Morning Talk,” in the film “Low Tide”: a name in quotation marks that words lead to. */
function isTitleWithin(article: Article, { from: begin }: SentenceView, { from, quote }: QuoteBlock): boolean {
  const { inner } = article.quotes[quote] ?? { inner: { start: 0, end: 0 } };
  const leads = /^(ADP|NOUN|PROPN|ADJ|PART|DET)$/.test(article.at(from - 1).pos);
  return from > begin && leads && isName(article.text.slice(inner.start, inner.end));
}

const endsClause = (article: Article, at: number): boolean =>
  article.quoted(at) || (/^[;:.]$/.test(article.at(at).text) && !isWithinWord(article, at));

/** The stop in "R-Ky., said" or in "N.Y.": something comes right behind it. */
const isWithinWord = (article: Article, at: number): boolean =>
  article.at(at).text === '.' &&
  article.at(at + 1).start === article.at(at).end &&
  /^[,\p{L}]/u.test(article.at(at + 1).text);

const mayTakeAnyVerb = (article: Article, { last, words, to }: QuoteBlock): boolean =>
  /[,?!]/.test(last) && words >= 4 && !GOES_ON.test(article.at(to).lower);

/** The first verb behind the quote with nothing but a name between; any verb where the quote ends with a comma. */
function cueBehind(article: Article, view: SentenceView, block: QuoteBlock): Cue | null {
  const sure = mayTakeAnyVerb(article, block);
  let inserts = 0;
  for (let at = block.to; at < Math.min(view.to, block.to + FARTHEST); at++) {
    if (article.at(at).text === '(') at = bracketClosing(article, at, view.to);
    const { text, pos } = article.at(at);
    if (endsClause(article, at)) return null;
    inserts += text === ',' ? 1 : 0;
    const cue = cueAt(view, at);
    if (cue !== null && (isSpeech(cue) || (sure && pos === 'VERB'))) return cue;
    const isInside = inserts % 2 === 1 && at > block.to + 1;
    if (isOtherVerb(article, at, isInside)) return sure && cue === null ? anyVerb(article, at) : null;
  }
  return null;
}

/** A verb that is none of saying, or “shot back”, for which taggers have a noun. */
function isOtherVerb(article: Article, at: number, isInside: boolean): boolean {
  const { pos, lower } = article.at(at);
  if (pos === 'NOUN') return article.at(at + 1).lower === 'back';
  return pos === 'VERB' && !isInside && !lower.endsWith('ing');
}

/** Who said it: null where nobody is named, undefined where the verb has nothing to do with the quote. */
function speakerAt(
  article: Article,
  view: SentenceView,
  block: QuoteBlock,
  { at, verb }: Cue,
): Subject | null | undefined {
  const between = { from: block.to, to: at };
  if (article.at(at).lower.endsWith('ing')) return undefined;
  if (!article.some(between, (token) => token.text !== ',' && token.pos !== 'ADV' && !BY_THE_WAY.has(token.lower))) {
    const behind = phraseAfter(article, at + 1, view.to);
    if (behind !== null && !beginsClause(article, behind)) return { mention: behind, name: behind };
    if (behind === null) return /^(that|to)$/.test(article.at(at + 1).lower) ? undefined : null;
  }
  if (saysMore(article, view, block, at)) return undefined;
  const subject = describedSpeaker(article, block, at) ?? subjectOf(article, at, block.to);
  if (subject === null || /^(who|which)$/.test(article.at(subject.mention.from).lower)) return undefined;
  const isAs = article.at(block.to).lower === 'as' && subject.mention.from <= block.to + 2;
  if (!isAs && !isClear(article, { from: block.to, to: subject.mention.from })) return undefined;
  if (article.at(at + 1).lower === 'that' && verb !== 'tell') return undefined;
  const whole = { from: block.to, to: subject.mention.to };
  const isJoined = article.some({ from: block.to, to: subject.mention.from }, ({ pos }) => pos === 'CCONJ');
  return isJoined ? { mention: whole, name: whole } : subject;
}

/** “…,” Moss, 81, of Haven, said: the name right behind the quote, whatever stands between it and the verb. */
function describedSpeaker(article: Article, { to }: QuoteBlock, at: number): Subject | null {
  const name = phraseAfter(article, to, at);
  if (name === null || article.at(name.to).text !== ',') return null;
  return article.some(name, ({ pos }) => pos === 'PROPN') ? { mention: name, name } : null;
}

/** "Moss, citing “the mood,” said the town could wait": behind the verb is no speaker, but a clause. */
const beginsClause = (article: Article, { to }: TokenRange): boolean =>
  article.at(to).pos === 'AUX' || (article.at(to).pos === 'VERB' && !/(ed|ing)$/.test(article.at(to).lower));

/** "After Moss spoke of “fair play,” Keita said: “…”": the quote is of the first verb where the second has its own. */
const saysMore = (article: Article, { cues }: SentenceView, { from }: QuoteBlock, at: number): boolean =>
  cues.some((cue) => cue.at < from) && (article.at(at + 1).text === ':' || article.quoted(at + 1));

/** Nothing between quote and speaker that begins something else: no "but the council", though "the mayor and old friend". */
const isClear = (article: Article, { from, to }: TokenRange): boolean =>
  !article.some({ from, to }, ({ pos }, at) => /^(VERB|ADP|SCONJ)$/.test(pos) || (pos === 'CCONJ' && at === from));

function contentOf(
  article: Article,
  view: SentenceView,
  block: QuoteBlock,
  { at }: Cue,
  findings: Findings,
): TokenRange[] {
  const first = withWordsBefore(article, view, block, findings);
  const content: TokenRange[] = [...paragraphsBefore(article, first, findings), first];
  const next = view.blocks.find((other) => other.from > at && !isTitleWithin(article, view, other));
  const that = thatBehind(article, view, at);
  if (that !== null) content.push({ from: that, to: contentEnd(article, view, that) });
  else if (next === undefined) {
    const last = content.at(-1) ?? first;
    content.push(...(article.quotes[block.quote]?.open === true ? [] : quotesBehind(article, view.to, findings)));
    content.push(...paragraphsBehind(article, content.at(-1) ?? last, findings));
  } else if (goesOn(article, view, next, at)) {
    content.push({ from: next.from, to: next.to });
    content.push(...quotesBehind(article, view.to, findings));
    content.push(...paragraphsBehind(article, content.at(-1) ?? next, findings));
  }
  return content;
}

/** Words before the quote in the same sentence are part of what was said, unless they are another's verb of saying. */
function withWordsBefore(article: Article, view: SentenceView, block: QuoteBlock, findings: Findings): TokenRange {
  const { from, to } = block;
  const before = { from: view.from, to: from };
  if (!article.some(before, (token) => isNominal(token) || token.pos === 'VERB')) return { from, to };
  const isAnothers = article.some(before, (_, index) => cueAt(view, index) !== null || findings.isDone(index));
  if (isAnothers || /^[:;(]$/.test(article.at(from - 1).text) || block.words > 12) return { from, to };
  const conjunction = article.at(view.from).pos === 'CCONJ' ? 1 : 0;
  return { from: view.from + conjunction, to };
}

/** “…,” she wrote to the council, that …: the first token behind "that"; null where there is none. */
function thatBehind(article: Article, view: SentenceView, at: number): number | null {
  for (let index = at + 1; index < view.end && !article.quoted(index); index++)
    if (article.at(index).lower === 'that' && article.at(index - 1).text === ',') return index + 1;
  return null;
}

function goesOn(article: Article, { cues }: SentenceView, next: QuoteBlock, at: number): boolean {
  if (next.from - at > 26 || cues.some((cue) => cue.at > at && cue.at < next.from)) return false;
  return /^[,.:;—–]$/.test(article.at(next.from - 1).text);
}

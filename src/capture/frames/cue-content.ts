/** A verb of saying, then what was said: a quote, a clause with or without "that", "to" and a verb, or a thing. */
import type { CaptureRule } from '../../core/capture/candidate.ts';
import type { Article, TokenRange } from '../article.ts';
import { isNominal, isPersonal, phraseAfter } from '../phrases.ts';
import { isName } from '../spans.ts';
import { type Subject, subjectOf } from '../subject.ts';
import { isOrganizationWord, isTitle } from '../titles.ts';
import { FEELINGS, FIGURES, isOf } from '../vocabulary.ts';
import { type Complement, complementOf } from './complement.ts';
import { contentEnd } from './content-end.ts';
import type { Findings } from './findings.ts';
import { paragraphsBehind, quotesBehind } from './going-on.ts';
import { type Cue, isSpeech, type SentenceView } from './sentence-view.ts';

/** Behind "said", so many words are a clause also where the tagger has its verb for a noun: "each year yields more". */
const LONG_ENOUGH = 6;

/** Verbs of speech that take a thing as often as a clause: "posted a picture", "reported a loss". */
const TAKES_A_THING =
  /^(write|post|report|maintain|continue|answer|repeat|recount|quote|share|tweet|text|email|blog|recall|describe|ask)$/;

/** First what is sure, a quote or "that"; then the rest. */
export function findContentBehindCue(article: Article, view: SentenceView, findings: Findings, sure: boolean): void {
  for (const cue of view.cues) {
    if (findings.isDone(cue.at)) continue;
    const complement = complementOf(article, view, cue);
    if (complement === null) continue;
    const isSure = isSpeech(cue) && (complement.sign !== null || article.quoted(complement.from));
    if (isSure !== sure) continue;
    const rule = ruleFor(article, view, cue, complement);
    if (rule === null) continue;
    const subject = subjectOf(article, cue.at, view.from);
    if (!mayStand(article, rule, cue, subject)) continue;
    const from = rule === 'cue-infinitive' ? behindCue(article, cue, complement.from) : complement.from;
    const content = contentOf(article, view, rule, from, findings);
    const range = { from: cue.at, to: cue.at + 1 };
    if (content.length > 0) findings.add({ rule, cue: range, verb: cue.verb, subject, content });
  }
}

function ruleFor(article: Article, view: SentenceView, { verb }: Cue, complement: Complement): CaptureRule | null {
  const { from } = complement;
  if (article.quoted(from)) return isWorkTitle(article, view, from) ? null : 'cue-quote';
  if (complement.sign !== null) return ruleForSign(verb, complement.sign);
  const infinitive = article.at(from).lower === 'to' && /^(VERB|AUX)$/.test(article.at(from + 1).pos);
  if (infinitive) return isOf(verb, 'urging') ? 'cue-infinitive' : null;
  if (isOf(verb, 'urging') && infinitiveBehind(article, view, from)) return 'cue-infinitive';
  return ruleForWords(article, view, verb, from);
}

function ruleForSign(verb: string, sign: NonNullable<Complement['sign']>): CaptureRule | null {
  const clausal = isOf(verb, 'speech') || isOf(verb, 'stance');
  if (sign === 'that') return clausal || isOf(verb, 'topic') || isOf(verb, 'urging') ? 'cue-that' : null;
  if (sign === ':') return isOf(verb, 'speech') ? 'cue-clause' : null;
  return clausal && verb !== 'ask' ? 'cue-object' : null;
}

/** Where nothing announces what was said: a clause, words with a quote among them, or a thing. */
function ruleForWords(article: Article, view: SentenceView, verb: string, from: number): CaptureRule | null {
  const speech = isOf(verb, 'speech');
  if ((speech || isOf(verb, 'stance')) && isClause(article, view, from, verb)) return 'cue-clause';
  const rest = { from, to: contentEnd(article, view, from) };
  const quotes = article.some(rest, (_, index) => article.quoted(index));
  if (quotes && speech) return 'cue-clause';
  if (quotes && (isOf(verb, 'judging') || isOf(verb, 'topic'))) return 'cue-object';
  return isOf(verb, 'topic') && article.at(from).lower !== 'it' ? 'cue-object' : thingRule(article, view, verb, from);
}

/** "raised the alarm over …", "put the cost at 3 million", "called for a vote", "warned of a flood". */
function thingRule(article: Article, view: SentenceView, verb: string, from: number): CaptureRule | null {
  const thing = phraseAfter(article, article.at(from).lower === 'against' ? from + 1 : from, view.end);
  if (verb === 'call' && article.at(from - 1).lower === 'for' && from < view.end) return 'cue-object';
  if (thing === null) return null;
  if (/^(for|on|upon|of|about|against)$/.test(article.at(from - 1).lower) || article.at(from).lower === 'against')
    return 'cue-object';
  if (isJudged(article, view, verb, thing)) return 'cue-object';
  if (isOf(verb, 'voicing')) return article.slice(thing).some(({ lower }) => FEELINGS.has(lower)) ? 'cue-object' : null;
  const isFigure = isOf(verb, 'gauging') && article.slice(thing).some(({ lower }) => FIGURES.has(lower));
  return isFigure && article.some({ from, to: view.end }, ({ lower }) => lower === 'at') ? 'cue-object' : null;
}

/** "accused Moss of hiding it", "called the toll a tax", "described the plan as dead": of what, or as what. */
function isJudged(article: Article, view: SentenceView, verb: string, { to }: TokenRange): boolean {
  const { lower, pos } = article.at(to);
  if (to >= view.end || article.quoted(to)) return false;
  if (/^(accuse|blame)$/.test(verb)) return lower === (verb === 'accuse' ? 'of' : 'for');
  if (/^(call|label|dub|brand|deem|pronounce|declare)$/.test(verb)) return pos === 'DET' || pos === 'ADJ';
  return lower === 'as' && isOf(verb, 'judging');
}

/** "appeared on “Morning Talk”": a name in quotation marks that neither comma nor colon announces. */
function isWorkTitle(article: Article, { blocks }: SentenceView, from: number): boolean {
  const quote = article.quotes[blocks.find((block) => block.from === from)?.quote ?? -1];
  if (quote === undefined || /^[,:]$/.test(article.at(from - 1).text)) return false;
  return isName(article.text.slice(quote.inner.start, quote.inner.end));
}

/** "urged the council to act": the object, then "to" and a verb. */
function infinitiveBehind(article: Article, view: SentenceView, from: number): boolean {
  const object = phraseAfter(article, from, view.end);
  return object !== null && article.at(object.to).lower === 'to' && /^(VERB|AUX)$/.test(article.at(object.to + 1).pos);
}

/** A subject and a finite verb; behind other verbs than those of speech the verb must come right behind. */
function isClause(article: Article, view: SentenceView, from: number, verb: string): boolean {
  const speech = isOf(verb, 'speech');
  const subject = phraseAfter(article, from, view.end);
  const isVerb = ({ pos }: { readonly pos: string }, index: number) =>
    (pos === 'VERB' || pos === 'AUX') && !article.quoted(index);
  if (isAmount(article, from)) return false;
  if (verb === 'say' && view.end - from >= LONG_ENOUGH && article.at(from).pos !== 'ADP') return true;
  if (subject === null) return speech && article.at(from).pos !== 'ADP' && article.some({ from, to: view.end }, isVerb);
  if (speech && !TAKES_A_THING.test(verb)) return article.some({ from: subject.from, to: view.end }, isVerb);
  if (speech) return hasVerbBehind(article, view, subject.to);
  return isVerb(article.at(subject.to), subject.to) && !article.at(subject.to).lower.endsWith('ing');
}

/** "said little about it": how much was said, and not what. */
const isAmount = (article: Article, from: number): boolean =>
  /^(little|nothing|much)$/.test(article.at(from).lower) && /^(about|,|\.|)$/.test(article.at(from + 1).lower);

/** A finite verb behind a thing and what is said of it: "the price of oil in May had". */
function hasVerbBehind(article: Article, view: SentenceView, from: number): boolean {
  for (let at = from; at < view.end; ) {
    const { pos, lower } = article.at(at);
    if (article.quoted(at)) return false;
    if (pos === 'VERB' || pos === 'AUX') return !lower.endsWith('ing');
    if (pos === 'ADV' || pos === 'PART') at++;
    else if (pos === 'ADP') at = phraseAfter(article, at + 1, view.end)?.to ?? view.end;
    else return false;
  }
  return false;
}

/** Who is to do it belongs to what is asked for: "urged | the council to act". */
const behindCue = (article: Article, { at }: Cue, from: number): number =>
  /^(on|upon|for)$/.test(article.at(at + 1).lower) ? from : at + 1;

/** A thing talked about counts only where somebody in particular talks. */
function mayStand(article: Article, rule: CaptureRule, { verb }: Cue, subject: Subject | null): boolean {
  if (subject === null) return rule === 'cue-quote' && isOf(verb, 'speech');
  const words = article.slice(subject.name);
  if (verb === 'ask' && words.some(({ lower }) => /^(reporters?|journalists?|interviewer|moderator)$/.test(lower)))
    return false;
  if (rule !== 'cue-object') return true;
  return words.some(
    ({ pos, lower }) => pos === 'PROPN' || isPersonal(lower) || isOrganizationWord(lower) || isTitle(lower),
  );
}

function contentOf(
  article: Article,
  view: SentenceView,
  rule: CaptureRule,
  from: number,
  findings: Findings,
): TokenRange[] {
  const to = contentEnd(article, view, from);
  if (to <= from) return [];
  if (rule !== 'cue-quote') return [{ from, to: rule === 'cue-object' ? objectEnd(article, from, to) : to }];
  const quote = view.blocks.find((block) => block.from === from);
  if (quote === undefined) return [{ from, to }];
  const rest = article.slice({ from: quote.to, to }).some((token) => isNominal(token) || token.pos === 'VERB');
  const first = rest && !/[.?!]/.test(quote.last) ? { from, to } : { from, to: quote.to };
  if (to < view.end || first.to < view.end) return [first];
  const more = article.quotes[quote.quote]?.open === true ? [] : quotesBehind(article, view.to, findings);
  const content = [first, ...more];
  return [...content, ...paragraphsBehind(article, content.at(-1) ?? first, findings)];
}

/** A thing ends at the first comma that no quote follows. */
function objectEnd(article: Article, from: number, to: number): number {
  if (article.some({ from, to }, (_, index) => article.quoted(index))) return to;
  for (let at = from + 1; at < to; at++) if (/^[,;]$/.test(article.at(at).text)) return at;
  return to;
}

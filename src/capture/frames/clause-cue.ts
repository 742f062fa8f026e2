/** A clause, then who said it: "The pier will close, Moss said." "The toll, Keita argued, punishes the poor." */
import type { Article, TokenRange } from '../article.ts';
import { phraseAfter } from '../phrases.ts';
import { type Subject, subjectOf } from '../subject.ts';
import { isTime } from '../vocabulary.ts';
import { contentEnd } from './content-end.ts';
import type { Findings } from './findings.ts';
import { type Cue, cueAt, isSpeech, type SentenceView } from './sentence-view.ts';

export function findClausesWithCue(article: Article, view: SentenceView, findings: Findings): void {
  for (const cue of view.cues) {
    if (!isSpeech(cue) || findings.isDone(cue.at) || cue.at <= view.from + 2) continue;
    if (article.at(cue.at).lower.endsWith('ing')) continue;
    const found = speakerFirst(article, view, cue) ?? verbFirst(article, view, cue);
    if (found === null) continue;
    const range = { from: cue.at, to: cue.at + 1 };
    findings.add({ rule: 'clause-cue', cue: range, verb: cue.verb, ...found });
  }
}

/** A clause that begins so tells when it was said, and not what. */
const SETTING = /^(when|as|while|after|before|although|though|on|asked|speaking|even|during)$/;

/** So many words are a clause also where the tagger has its verb for a noun: "The job marks his return to the town". */
const LONG_ENOUGH = 8;

type Found = { readonly subject: Subject; readonly content: readonly TokenRange[] };

const isVerb = ({ pos }: { readonly pos: string }): boolean => pos === 'VERB' || pos === 'AUX';

/** "…, Moss said." and "…, Moss said on Tuesday, …" */
function speakerFirst(article: Article, view: SentenceView, { at, verb }: Cue): Found | null {
  const subject = subjectOf(article, at, view.from);
  if (subject === null || subject.mention.from < view.from + 2) return null;
  const comma = subject.mention.from - 1;
  if (!/^[,—–]$/.test(article.at(comma).text) || article.quoted(comma)) return null;
  const listener = verb === 'tell' ? phraseAfter(article, at + 1, view.end) : null;
  const tail = tailEnd(article, view, listener?.to ?? at + 1);
  if (tail === null) return null;
  const first = { from: beginOf(article, view), to: comma };
  const rest = restBehind(article, view, tail);
  const restIsWhole = rest !== null && hasSubject(article, rest);
  if (first.to <= first.from) return restIsWhole ? { subject, content: [rest] } : null;
  if (!restIsWhole && !isWhole(article, first) && (rest === null || !startsWithVerb(article, first, rest))) return null;
  return { subject, content: rest === null ? [first] : [first, rest] };
}

/** A clause of its own before the speaker, and not only when or where it was said. */
function isWhole(article: Article, first: TokenRange): boolean {
  if (article.some(first, ({ text }) => text === ',')) return hasVerbOrLength(article, first);
  return hasVerbOrLength(article, first) && !SETTING.test(article.at(first.from).lower) && !isAdjunct(article, first);
}

const hasVerbOrLength = (article: Article, { from, to }: TokenRange): boolean =>
  article.some({ from, to }, isVerb) || (to - from >= LONG_ENOUGH && article.at(from).pos !== 'ADP');

/** "In a letter released on Friday, Moss replied": a preposition, a thing and a participle are no clause. */
function isAdjunct(article: Article, { from, to }: TokenRange): boolean {
  const thing = article.at(from).pos === 'ADP' ? phraseAfter(article, from + 1, to) : null;
  if (thing === null || !/ed$/.test(article.at(thing.to).lower)) return false;
  return !article.some({ from, to }, (token, index) => isVerb(token) && index !== thing.to);
}

/** "…, said Moss." */
function verbFirst(article: Article, view: SentenceView, { at }: Cue): Found | null {
  if (!/^[,—–]$/.test(article.at(at - 1).text) || article.quoted(at - 1)) return null;
  const name = phraseAfter(article, at + 1, view.to);
  if (name === null || !(name.to >= view.end || /^([,.(]|in|at|of|from|who)$/.test(article.at(name.to).lower)))
    return null;
  const content = { from: beginOf(article, view), to: at - 1 };
  const isLong = content.to - content.from >= LONG_ENOUGH && !article.some(content, ({ text }) => text === ',');
  return article.some(content, isVerb) || isLong ? { subject: { mention: name, name }, content: [content] } : null;
}

const beginOf = (article: Article, { from }: SentenceView): number =>
  /^(but|and|still|yet)$/.test(article.at(from).lower) ? from + 1 : from;

/** Where the words of time and place behind the verb end, at a comma or the end; null where the verb takes more. */
function tailEnd(article: Article, view: SentenceView, from: number): number | null {
  const { lower, pos, text } = article.at(from);
  if (from >= view.end || /^[,;]$/.test(text)) return from;
  const isAdjunct =
    isTime(lower) || pos === 'ADV' || /^(in|on|during|at|after|before|by|of|to|about|last|this|earlier)$/.test(lower);
  if (!isAdjunct) return null;
  let to = from;
  while (to < view.end && article.at(to).text !== ',') to++;
  return article.some({ from, to }, (token, index) => isNoAdjunct(article, token.lower, index)) ? null : to;
}

const isNoAdjunct = (article: Article, lower: string, index: number): boolean =>
  lower === 'that' || article.quoted(index) || article.at(index).pos === 'VERB';

/** What goes on behind "Moss said," up to the next verb of saying; null where nothing does. */
function restBehind(article: Article, view: SentenceView, comma: number): TokenRange | null {
  if (article.at(comma).text !== ',' || view.end - comma <= 2) return null;
  const from = comma + 1;
  const next = article.at(from);
  if (next.lower.endsWith('ing') || next.lower === 'according') return null;
  if (next.pos === 'CCONJ' && cueAt(view, from + 1) !== null) return null;
  const to = contentEnd(article, view, from);
  return to > from + 1 ? { from, to } : null;
}

/** "In the morning, Moss said, the boats were gone": what goes on is a clause of its own. */
function hasSubject(article: Article, { from, to }: TokenRange): boolean {
  const subject = phraseAfter(article, from, to);
  return subject !== null && article.some({ from: subject.to, to }, isVerb);
}

/** "The pumps, Moss noted, date from 1962": taggers have "date" as a noun, but there is no other verb. */
const startsWithVerb = (article: Article, first: TokenRange, { from }: TokenRange): boolean =>
  isVerb(article.at(from)) || isVerb(article.at(from + 1)) || /^(DET|PROPN|NOUN)$/.test(article.at(first.from).pos);

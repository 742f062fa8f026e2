/** Content end: where what somebody said ends because the sentence goes on to say something else. */
import type { Article } from '../article.ts';
import { phraseAfter } from '../phrases.ts';
import { subjectOf } from '../subject.ts';
import { NEGATIONS, TELLING } from '../vocabulary.ts';
import { cueAt, isSpeech, type SentenceView } from './sentence-view.ts';

const SETTING = /^(after|when|while|as|if|although|though|before|because|since|even|once)$/;

/** The token before which the content that begins at `from` ends. */
export function contentEnd(article: Article, view: SentenceView, from: number): number {
  let to = view.end;
  for (let at = from + 2; at < to; at++) {
    if (article.quoted(at)) continue;
    const cut = cutAt(article, view, at, from);
    if (cut !== null && cut > from) to = cut;
  }
  while (to > from && !article.quoted(to - 1) && /^[,;:.—–-]+$/.test(article.at(to - 1).text)) to--;
  return to;
}

function cutAt(article: Article, view: SentenceView, at: number, from: number): number | null {
  const { text, lower } = article.at(at);
  if (text === ';') return view.cues.some((cue) => cue.at > at) ? at : null;
  if (text === ',' && endsSetting(article, view, at, from)) return at;
  if (/^(—|–|--|-)$/.test(text) && isLastDash(article, view, at)) return at;
  if (lower === 'according' && article.at(at - 1).text === ',') return at - 1;
  if (/^(while|despite)$/.test(lower) && article.at(at - 1).text === ',') return at - 1;
  const conjunction = conjunctionBefore(article, at);
  if (conjunction !== null && refuses(article, at)) return withoutComma(article, conjunction);
  return cutAtCue(article, view, at, from, conjunction);
}

/** "After Moss said it was safe, the council voted": what was said ends where the sentence comes to its own verb. */
function endsSetting(article: Article, { from: begin, end }: SentenceView, comma: number, from: number): boolean {
  if (!SETTING.test(article.at(begin).lower)) return false;
  if (article.some({ from: begin, to: comma }, ({ text }, index) => text === ',' && !article.quoted(index)))
    return false;
  const subject = phraseAfter(article, comma + 1, end);
  return subject !== null && from < comma && /^(VERB|AUX|ADV)$/.test(article.at(subject.to).pos);
}

/** A dash with space around it and no other behind: an afterthought, which is the writer's. */
function isLastDash(article: Article, view: SentenceView, at: number): boolean {
  if (!/^\s*[—–-]+\s$/.test(article.text.slice(article.at(at - 1).end, article.at(at + 1).start))) return false;
  return !article.some(
    { from: view.from, to: view.end },
    ({ text }, index) => index !== at && text === article.at(at).text,
  );
}

/** ", adding that …", "and warned that …", ", but Moss said …" */
function cutAtCue(
  article: Article,
  view: SentenceView,
  at: number,
  from: number,
  conjunction: number | null,
): number | null {
  const cue = cueAt(view, at);
  if (cue === null) return null;
  if (article.at(at).lower.endsWith('ing')) return cutAtGoingOn(article, view, at, from, conjunction);
  if (conjunction !== null) return isParallel(article, view, at, from) ? withoutComma(article, conjunction) : null;
  if (isBehindRelative(article, view, at, from)) return at - 1;
  return isSpeech(cue) ? cutAtSubject(article, view, at, from) : null;
}

/** "Moss, who says the pier is safe, told the Post …": what is said in the insert ends with it. */
const isBehindRelative = (article: Article, { cues }: SentenceView, at: number, from: number): boolean =>
  article.at(at - 1).text === ',' &&
  cues.some((cue) => cue.at < from && from - cue.at < 3 && article.at(cue.at - 1).lower === 'who');

/** ", adding that …", "saying that … but suggesting that …" */
function cutAtGoingOn(
  article: Article,
  view: SentenceView,
  at: number,
  from: number,
  conjunction: number | null,
): number | null {
  if (article.at(at - 1).text === ',') return at - 1;
  if (article.endsQuoteWithComma(at - 1)) return at;
  if (conjunction === null) return null;
  const isSecond = view.cues.some((other) => other.at < from && article.at(other.at).lower.endsWith('ing'));
  return article.at(conjunction - 1).text === ',' ? conjunction - 1 : isSecond ? conjunction : null;
}

/** ", but Moss said …", "while Moss said …": before the subject of another verb of saying. */
function cutAtSubject(article: Article, view: SentenceView, at: number, from: number): number | null {
  const subject = subjectOf(article, at, from);
  if (subject === null || subject.mention.from <= from + 2) return null;
  const joint = subject.mention.from - 1;
  if (isBehindSetting(article, view, joint)) return joint;
  const joins =
    article.at(joint).pos === 'CCONJ' || /^(while|though|although|but|whereas)$/.test(article.at(joint).lower);
  if (!joins) return null;
  if (article.at(joint - 1).text === ',') return joint - 1;
  return article.quoted(joint - 1) ? joint : null;
}

/** "After Moss said it was safe, Keita said …": what was said first ends where the sentence comes to its main clause. */
const isBehindSetting = (article: Article, { from }: SentenceView, comma: number): boolean =>
  article.at(comma).text === ',' && !article.quoted(comma) && SETTING.test(article.at(from).lower);

/** The conjunction right before a verb, or before an adverb before it. */
function conjunctionBefore(article: Article, at: number): number | null {
  for (let index = at - 1; index > at - 4; index--) {
    const { pos, lower } = article.at(index);
    if (pos === 'CCONJ' || lower === 'but') return index;
    if (pos !== 'ADV' && pos !== 'AUX' && pos !== 'PART') return null;
  }
  return null;
}

/** A verb behind "and" belongs to the speaker where it looks like the first one did: both of the past, or both not. */
const isParallel = (article: Article, view: SentenceView, at: number, from: number): boolean => {
  const first = view.cues.findLast((cue) => cue.at < from);
  const isPast = (index: number) => /(ed|said|told|wrote)$/.test(article.at(index).lower);
  return first === undefined || isPast(first.at) === isPast(at);
};

/** ", but did not specify", "and declined to comment": the speaker again, saying nothing. */
function refuses(article: Article, at: number): boolean {
  const { lower } = article.at(at);
  if (/^(declined|refused)$/.test(lower)) return true;
  return TELLING.has(lower) && NEGATIONS.has(article.at(at - 1).lower);
}

const withoutComma = (article: Article, conjunction: number): number =>
  article.at(conjunction - 1).text === ',' ? conjunction - 1 : conjunction;

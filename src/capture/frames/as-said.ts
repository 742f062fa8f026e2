/** "As Moss said, …" and "As Moss puts it, …": "as" and a verb of saying, then what was said. */
import type { Article } from '../article.ts';
import { isPersonal } from '../phrases.ts';
import { subjectOf } from '../subject.ts';
import { hiddenCueVerb, isTime } from '../vocabulary.ts';
import { contentEnd } from './content-end.ts';
import type { Findings } from './findings.ts';
import { cueAt, type SentenceView } from './sentence-view.ts';

const FARTHEST = 12;

export function findAsSaid(article: Article, view: SentenceView, findings: Findings): void {
  const as = /^(and|but|so|still|yet)$/.test(article.at(view.from).lower) ? view.from + 1 : view.from;
  if (article.at(as).lower !== 'as' || article.quoted(as)) return;
  const comma = firstComma(article, view);
  const at = comma === null ? null : verbBefore(article, view, comma);
  if (comma === null || at === null || findings.isDone(at)) return;
  const subject = subjectOf(article, at, as + 1);
  if (subject === null || subject.mention.from > as + 2) return;
  const content = { from: comma + 1, to: contentEnd(article, view, comma + 1) };
  const { lower } = article.at(at);
  if (content.to - content.from < 3) return;
  const verb = cueAt(view, at)?.verb ?? hiddenCueVerb(lower);
  findings.add({ rule: 'as-said', cue: { from: at, to: at + 1 }, verb, subject, content: [content] });
}

function firstComma(article: Article, { from, end }: SentenceView): number | null {
  for (let at = from + 2; at < Math.min(end, from + FARTHEST); at++)
    if (article.at(at).text === ',' && !article.quoted(at)) return at;
  return null;
}

/** The verb of saying before the comma with nothing behind it but "it" and when it was: "puts it", "said on Monday". */
function verbBefore(article: Article, view: SentenceView, comma: number): number | null {
  for (let at = comma - 1; at > view.from; at--) {
    const { lower, pos } = article.at(at);
    if (cueAt(view, at) !== null) return at;
    if (/^(put|puts)$/.test(lower) && article.at(at + 1).lower === 'it') return at;
    if (pos !== 'ADV' && pos !== 'NUM' && !isTime(lower) && !/^(it|on|in|last|this)$/.test(lower)) return null;
    if (isPersonal(lower) && lower !== 'it') return null;
  }
  return null;
}

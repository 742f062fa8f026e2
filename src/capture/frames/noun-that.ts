/** A noun of saying and "that": "Moss's claim that the pier is safe", "the port's announcement that it would close". */
import type { Article } from '../article.ts';
import { phraseBefore } from '../phrases.ts';
import { SAYING_NOUNS } from '../vocabulary.ts';
import { contentEnd } from './content-end.ts';
import type { Findings } from './findings.ts';
import type { SentenceView } from './sentence-view.ts';

export function findNounsWithThat(article: Article, view: SentenceView, findings: Findings): void {
  for (let at = view.from + 2; at < view.end; at++) {
    if (!SAYING_NOUNS.has(article.at(at).lower) || article.at(at + 1).lower !== 'that' || findings.isDone(at)) continue;
    const owner = ownerOf(article, view, at);
    if (owner === null) continue;
    const content = { from: at + 2, to: contentEnd(article, view, at + 2) };
    const cue = { from: at, to: at + 1 };
    const subject = { mention: owner, name: owner };
    findings.add({ rule: 'noun-that', cue, verb: article.at(at).lower, subject, content: [content] });
  }
}

/** Whose the noun is: the phrase before an apostrophe, or "his", "her". */
function ownerOf(article: Article, { from }: SentenceView, at: number) {
  for (let index = at - 1; index >= from && at - index < 4; index--) {
    const { lower, pos } = article.at(index);
    if (/^(his|her|their)$/.test(lower)) return { from: index, to: index + 1 };
    if (/^('s|’s|'|’)$/.test(lower)) return phraseBefore(article, index, from);
    if (pos !== 'ADJ' && pos !== 'NOUN') return null;
  }
  return null;
}

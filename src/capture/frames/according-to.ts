/** "According to Moss, …" and "…, according to Moss". */
import type { Article, TokenRange } from '../article.ts';
import { phraseAfter } from '../phrases.ts';
import type { Findings } from './findings.ts';
import type { SentenceView } from './sentence-view.ts';

const LONGEST_NAME = 8;

export function findAccordingTo(article: Article, view: SentenceView, findings: Findings): void {
  for (let at = view.from; at < view.to; at++) {
    if (article.at(at).lower !== 'according' || article.at(at + 1).lower !== 'to' || article.quoted(at)) continue;
    const name = phraseAfter(article, at + 2, view.to) ?? untilSign(article, view, at + 2);
    if (name === null) continue;
    const content = at <= view.from + 1 ? behind(article, view, name) : before(article, view, at, name);
    const subject = { mention: name, name };
    findings.add({ rule: 'according-to', cue: { from: at, to: at + 2 }, verb: 'according to', subject, content });
  }
}

/** "according to exit polls": whatever taggers take it for, what follows "to" is a noun, up to the next sign. */
function untilSign(article: Article, { end }: SentenceView, from: number): TokenRange | null {
  let to = from;
  while (to < end && !article.quoted(to) && !/^[,;:—–()-]$/.test(article.at(to).text)) to++;
  return to > from && to - from <= LONGEST_NAME ? { from, to } : null;
}

/** The comma at which the description of the speaker ends. */
function commaBehind(article: Article, view: SentenceView, from: number): number {
  let at = from;
  while (at < view.end && article.at(at).text !== ',' && !article.quoted(at)) at++;
  return at;
}

function behind(article: Article, view: SentenceView, name: TokenRange): TokenRange[] {
  const comma = commaBehind(article, view, name.to);
  return comma + 1 < view.end ? [{ from: comma + 1, to: view.end }] : [];
}

function before(article: Article, view: SentenceView, at: number, name: TokenRange): TokenRange[] {
  let to = at;
  while (to > view.from && /^[,—–-]$/.test(article.at(to - 1).text)) to--;
  let from = view.from;
  if (/^(but|and|still|meanwhile|however)$/.test(article.at(from).lower)) from++;
  if (article.at(from).text === ',') from++;
  const content = from < to ? [{ from, to }] : [];
  const comma = commaBehind(article, view, name.to);
  const rest = { from: comma + 1, to: view.end };
  const goesOn =
    rest.to - rest.from > 1 && article.at(name.to).text === ',' && isParenthesis(article, { from, to }, rest);
  return goesOn ? [...content, rest] : content;
}

/** "The plan, according to Moss, will fail": the rest has a verb and no subject of its own. */
function isParenthesis(article: Article, first: TokenRange, { from }: TokenRange): boolean {
  const isVerb = ({ pos }: { readonly pos: string }) => pos === 'VERB' || pos === 'AUX';
  if (!article.some(first, isVerb)) return true;
  return isVerb(article.at(from)) && !article.at(from).lower.endsWith('ing');
}

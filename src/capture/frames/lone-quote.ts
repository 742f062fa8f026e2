/**
 * A quote without a verb of saying, that is a paragraph or a sentence of its own: its speaker is whom the sentence before
 * leads up to, else the last who spoke.
 */
import type { Article, TokenRange } from '../article.ts';
import type { Findings, FoundStatement } from './findings.ts';
import { paragraphsBehind, quotesBehind, tokensOf } from './going-on.ts';
import { leadIn } from './lead-in.ts';

const SHORTEST = 4;
/** Where somebody is led up to, it is plain that what follows is said. */
const SHORTEST_LED = 2;
const THIRD_PERSON = /^(he|she|who)$/;

export function findLoneQuotes(article: Article, findings: Findings): void {
  let near = 0;
  for (const [quote, { start, end, paragraph }] of article.quotes.entries()) {
    const range = tokensOf(article, quote, near);
    near = range.to;
    if (findings.isUsed(quote) || !standsAlone(article, quote)) continue;
    const words = article.text.slice(start, end).split(/\s+/).length;
    const led = leadIn(article, findings, range, paragraph);
    const subject = led ?? lastSpeaker(article, findings, range, paragraph)?.subject;
    if (words < (led === null ? SHORTEST : SHORTEST_LED) || subject === undefined) continue;
    const first = [range, ...quotesBehind(article, range.to, findings)];
    const content = [...first, ...paragraphsBehind(article, first.at(-1) ?? range, findings)];
    findings.add({ rule: led === null ? 'lone-quote' : 'led-in', cue: null, verb: null, subject, content });
  }
}

/** A quote between two sentences, or alone in its paragraph. */
function standsAlone(article: Article, quote: number): boolean {
  const { start, end, paragraph, inner, open } = article.quotes[quote] ?? {
    start: 0,
    end: 0,
    paragraph: 0,
    open: false,
  };
  const { start: from, end: to } = article.paragraphs[paragraph] ?? { start, end };
  const before = article.text.slice(from, start).trim();
  const after = article.text.slice(end, to).trim();
  if (before !== '' && !/[.?!:]["”’]?$/.test(before)) return false;
  return open || after === '' || /[.?!]$/.test(article.text.slice(inner?.start ?? start, inner?.end ?? end));
}

/** The last person who spoke, in this paragraph or one of the two before. */
function lastSpeaker(
  article: Article,
  findings: Findings,
  { from }: TokenRange,
  paragraph: number,
): FoundStatement | null {
  const before = findings.all.filter(({ subject, content }) => subject !== null && (content[0]?.from ?? from) < from);
  const near = before.filter(({ content }) => paragraph - article.paragraphAt(content.at(-1)?.from ?? 0) <= 3);
  return near.findLast((finding) => isPerson(article, finding)) ?? null;
}

function isPerson(article: Article, { subject, rule }: FoundStatement): boolean {
  if (subject === null || rule === 'cue-object' || rule === 'noun-that') return false;
  return article
    .slice(subject.mention)
    .some(({ text, lower, pos }) => (/^\p{Lu}/u.test(text) && pos === 'PROPN') || THIRD_PERSON.test(lower));
}

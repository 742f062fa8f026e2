/** A quote, then whose words it is: “…,” was Moss’s answer. “…” That was the verdict of Moss. “…,” came the reply from Moss. */
import type { Article, TokenRange } from '../article.ts';
import { phraseAfter } from '../phrases.ts';
import { OWN_WORDS } from '../vocabulary.ts';
import type { Findings } from './findings.ts';
import { tokensOf } from './going-on.ts';
import type { SentenceView } from './sentence-view.ts';

const FARTHEST = 8;

export function findQuotesWithNoun(article: Article, view: SentenceView, findings: Findings): void {
  for (const block of view.blocks) find(article, block, block.to, view.end, findings);
  const quote = article.quoteAt(view.from - 1);
  const isMeant = quote !== null && /^(that|this|such|so)$/.test(article.at(view.from).lower);
  if (isMeant) find(article, tokensOf(article, quote, view.from - 1), view.from + 1, view.end, findings);
}

function find(article: Article, said: TokenRange, at: number, end: number, findings: Findings): void {
  const quote = article.quoteAt(said.from);
  if (quote === null || findings.isUsed(quote)) return;
  if (!/^(was|is|came|comes|ran|went|remains)$/.test(article.at(at).lower)) return;
  for (let noun = at + 1; noun < Math.min(end, at + FARTHEST); noun++) {
    if (article.quoted(noun)) return;
    if (!OWN_WORDS.has(article.at(noun).lower)) continue;
    const name = ownerOf(article, at + 1, noun, end);
    if (name === null) return;
    const cue = { from: noun, to: noun + 1 };
    findings.add({ rule: 'quote-noun', cue, verb: null, subject: { mention: name, name }, content: [said] });
    return;
  }
}

/** Whose the noun is: before an apostrophe, "his" or "her", or behind "of" or "from"; null where nobody is named. */
function ownerOf(article: Article, from: number, noun: number, end: number): TokenRange | null {
  for (let at = noun - 1; at >= from; at--) {
    const { lower } = article.at(at);
    if (/^(his|her|their)$/.test(lower)) return { from: at, to: at + 1 };
    if (/^['’]s?$/.test(lower)) return { from, to: at };
  }
  return /^(of|from)$/.test(article.at(noun + 1).lower) ? phraseAfter(article, noun + 2, end) : null;
}

/** A quote, then who said it: “…,” said Moss. “…,” Moss told reporters on Tuesday. “…” */
import type { Article, TokenRange } from '../article.ts';
import { isNominal, phraseAfter } from '../phrases.ts';
import { type Subject, subjectOf } from '../subject.ts';
import { BY_THE_WAY } from '../vocabulary.ts';
import type { Findings } from './findings.ts';
import { paragraphsBefore, paragraphsBehind, quotesBehind } from './going-on.ts';
import { type Cue, cueAt, isSpeech, type QuoteBlock, type SentenceView } from './sentence-view.ts';

const FARTHEST = 24;

export function findQuotesWithCue(article: Article, view: SentenceView, findings: Findings): void {
  for (const block of view.blocks) {
    if (findings.isUsed(block.quote) || !isSaid(article, block)) continue;
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
function isSaid(article: Article, { last, words, to }: QuoteBlock): boolean {
  return /[,.?!…—–-]/.test(last) || words >= 6 || (words >= 3 && article.at(to).text === ',');
}

/** The first verb behind the quote with nothing but a name between; any verb where the quote ends with a comma. */
function cueBehind(article: Article, view: SentenceView, block: QuoteBlock): Cue | null {
  const sure = /[,?!]/.test(block.last) && block.words >= 4;
  let inserts = 0;
  for (let at = block.to; at < Math.min(view.to, block.to + FARTHEST); at++) {
    const { text, lower, pos } = article.at(at);
    if (article.quoted(at) || /^[;:.]$/.test(text)) return null;
    if (text === ',') inserts += 1;
    const cue = cueAt(view, at);
    if (cue !== null && (isSpeech(cue) || (sure && pos === 'VERB'))) return cue;
    const inside = inserts % 2 === 1 && at > block.to + 1;
    if (pos === 'VERB' && !inside && !/ing$/.test(lower)) return sure && cue === null ? { at, verb: lower } : null;
  }
  return null;
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
    if (behind !== null) return { mention: behind, name: behind };
    return /^(that|to)$/.test(article.at(at + 1).lower) ? undefined : null;
  }
  const subject = subjectOf(article, at, block.to);
  if (subject === null || /^(who|which)$/.test(article.at(subject.mention.from).lower)) return undefined;
  if (!isClear(article, { from: block.to, to: subject.mention.from })) return undefined;
  if (article.at(at + 1).lower === 'that' && verb !== 'tell') return undefined;
  return subject;
}

/** Nothing between quote and speaker that begins something else. */
const isClear = (article: Article, between: TokenRange): boolean =>
  !article.some(between, ({ pos }) => /^(VERB|ADP|SCONJ|CCONJ)$/.test(pos));

function contentOf(
  article: Article,
  view: SentenceView,
  block: QuoteBlock,
  { at }: Cue,
  findings: Findings,
): TokenRange[] {
  const first = withWordsBefore(article, view, block, findings);
  const content: TokenRange[] = [...paragraphsBefore(article, first, findings), first];
  const next = view.blocks.find(({ from }) => from > at);
  if (next === undefined) {
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
  if (isAnothers || /^[:;]$/.test(article.at(from - 1).text) || block.words > 12) return { from, to };
  const conjunction = article.at(view.from).pos === 'CCONJ' ? 1 : 0;
  return { from: view.from + conjunction, to };
}

function goesOn(article: Article, { cues }: SentenceView, next: QuoteBlock, at: number): boolean {
  if (next.from - at > 26 || cues.some((cue) => cue.at > at && cue.at < next.from)) return false;
  return /^[,.:;—–]$/.test(article.at(next.from - 1).text);
}

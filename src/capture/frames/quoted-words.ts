/** Words in quotation marks in a sentence about somebody, without a verb of saying: "Moss took credit for “being first on boats.”" */
import type { Article } from '../article.ts';
import { isName } from '../spans.ts';
import { mainSubject } from '../subject.ts';
import type { Findings } from './findings.ts';
import type { SentenceView } from './sentence-view.ts';

/** Shorter ones are as often words that the writer keeps at a distance. */
const SHORTEST = 4;

export function findQuotedWords(article: Article, view: SentenceView, findings: Findings): void {
  for (const block of view.blocks) {
    const { inner } = article.quotes[block.quote] ?? { inner: { start: 0, end: 0 } };
    if (findings.isUsed(block.quote) || block.words < SHORTEST || block.from === view.from) continue;
    if (isName(article.text.slice(inner.start, inner.end))) continue;
    const subject = mainSubject(article, block.from, view.from, 0);
    if (subject === null) continue;
    const words = article.slice(subject.name);
    if (!words.some(({ pos, lower }) => pos === 'PROPN' || /^(he|she)$/.test(lower))) continue;
    findings.add({ rule: 'quoted-words', cue: null, verb: null, subject, content: [block] });
  }
}

/** All frames in their order, sentence by sentence: words that one has found are not found again by the next. */
import type { Article } from '../article.ts';
import { findAccordingTo } from './according-to.ts';
import { findAsSaid } from './as-said.ts';
import { findClausesWithCue } from './clause-cue.ts';
import { findContentBehindCue } from './cue-content.ts';
import { findDashNames } from './dash-name.ts';
import { Findings, type FoundStatement } from './findings.ts';
import { findIntroducedQuotes } from './introduced.ts';
import { findLoneQuotes } from './lone-quote.ts';
import { findNounsWithThat } from './noun-that.ts';
import { findQuotesWithCue } from './quote-cue.ts';
import { findQuotesWithNoun } from './quote-noun.ts';
import { findQuotedWords } from './quoted-words.ts';
import { viewOf } from './sentence-view.ts';

export function findStatements(article: Article): readonly FoundStatement[] {
  const findings = new Findings(article);
  for (const sentence of article.sentences) {
    const view = viewOf(article, sentence);
    findDashNames(article, view, findings);
    findQuotesWithCue(article, view, findings);
    findQuotesWithNoun(article, view, findings);
    findAccordingTo(article, view, findings);
    findAsSaid(article, view, findings);
    findClausesWithCue(article, view, findings);
    findContentBehindCue(article, view, findings, true);
    findContentBehindCue(article, view, findings, false);
    findNounsWithThat(article, view, findings);
    findIntroducedQuotes(article, view, findings);
    findQuotedWords(article, view, findings);
  }
  findLoneQuotes(article, findings);
  return findings.all;
}

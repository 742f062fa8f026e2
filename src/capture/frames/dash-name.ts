/** A quote, a dash and a name, as under a picture or in a box: “Money first.” — Lena Moss, port spokeswoman */
import type { Article, TokenRange } from '../article.ts';
import { phraseAfter } from '../phrases.ts';
import type { Findings } from './findings.ts';
import type { SentenceView } from './sentence-view.ts';

export function findDashNames(article: Article, { blocks }: SentenceView, findings: Findings): void {
  for (const block of blocks) {
    const dash = block.to;
    if (block.words < 2 || findings.isUsed(block.quote) || !/^[-–—―]+$/.test(article.at(dash).text)) continue;
    const name = phraseAfter(article, dash + 1, dash + 14);
    if (name === null || article.at(name.from).pos !== 'PROPN') continue;
    if (article.paragraphAt(dash) !== article.paragraphAt(block.from) && !isAlone(article, name)) continue;
    if (article.some({ from: name.to, to: name.to + 2 }, ({ pos }) => pos === 'VERB' || pos === 'AUX')) continue;
    findings.add({
      ...{ rule: 'dash-name', cue: null, verb: null, content: [block] },
      subject: { mention: name, name },
    });
  }
}

/** A line with nothing but the dash and the name, under a quote that is a paragraph of its own. */
function isAlone(article: Article, { from, to }: TokenRange): boolean {
  const end = article.at(to).text === '.' ? to + 1 : to;
  return article.paragraphAt(end) !== article.paragraphAt(from);
}

/** Lead-in: whom the sentence before a quote is about, where nobody says anything in it. */
import type { Article, TokenRange } from '../article.ts';
import { isOrganization, runAt } from '../people.ts';
import { mainSubject, type Subject } from '../subject.ts';
import type { Findings } from './findings.ts';

/** "Moss was blunt. “…”": the subject of the sentence before in the paragraph, else the one person that it names. */
export function leadIn(article: Article, findings: Findings, { from }: TokenRange, paragraph: number): Subject | null {
  const before = article.sentences.find(({ to }) => to === from);
  if (before === undefined || article.paragraphAt(before.from) !== paragraph) return null;
  if (article.some(before, (_, index) => article.quoted(index) || findings.isDone(index))) return null;
  const subject = mainSubject(article, before.to, before.from, 0);
  if (subject !== null && isNamed(article, subject.name)) return subject;
  const names = article.slice(before).flatMap((_, index) => {
    const name = runAt(article, before.from + index)?.run ?? null;
    return name !== null && !isCapital(article, name.from - 1) && isNamed(article, name) ? [name] : [];
  });
  const [only, another] = names;
  return only === undefined || another !== undefined ? null : { mention: only, name: only };
}

const isCapital = (article: Article, index: number): boolean => article.at(index).pos === 'PROPN';

const isNamed = (article: Article, range: TokenRange): boolean =>
  article.slice(range).some(({ text, pos }) => /^\p{Lu}/u.test(text) && pos === 'PROPN') &&
  !isOrganization(article, range);

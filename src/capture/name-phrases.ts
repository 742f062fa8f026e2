/** Name phrases: which names a phrase for a speaker has in it, and whether it is one of them that speaks. */
import type { Article, TokenRange } from './article.ts';
import { isOrganization, type NameRun, runAt } from './people.ts';
import { isOffice, isOrganizationWord } from './titles.ts';

/** The first name between two tokens, before any verb; null where there is none. */
export function firstRun(article: Article, from: number, to: number): NameRun | null {
  for (let at = from; at < to; at++) {
    const run = runAt(article, at);
    if (run !== null) return run;
    if (/^(VERB|AUX)$/.test(article.at(at).pos)) return null;
  }
  return null;
}

/** The names in a phrase, without those in brackets. */
export function runsIn(article: Article, { from, to }: TokenRange): NameRun[] {
  const runs: NameRun[] = [];
  let brackets = 0;
  for (let at = from; at < to; at++) {
    if (article.at(at).text === '(') brackets++;
    if (article.at(at).text === ')') brackets--;
    const run = brackets > 0 ? null : runAt(article, at);
    if (run === null) continue;
    runs.push(run);
    at = run.run.to - 1;
  }
  return runs;
}

/** "Lars Holm of Northern University": a person's full name, then where they belong. */
export function isPersonOf(article: Article, { run, name, titled }: NameRun, range: TokenRange): boolean {
  if (run.to >= range.to || !/^(of|at|from|for|with|in)$/.test(article.at(run.to).lower)) return false;
  return titled || (name.to - name.from >= 2 && !isOrganization(article, run));
}

/** True where the phrase ends with what somebody is, and not with a name. */
export const endsWithNoun = (article: Article, { to }: TokenRange): boolean => {
  const { pos, lower } = article.at(to - 1);
  return pos === 'NOUN' || isOffice(lower);
};

/** "the senator from Varna", "a spokesperson for Halden Mining": an office, and what it is of; nobody is named. */
export const isOfficeOf = (article: Article, { run, name, titled }: NameRun, { from }: TokenRange): boolean =>
  !titled &&
  name.from === run.from &&
  name.to - name.from <= 2 &&
  run.from - from >= 2 &&
  /^(of|for|from|at|with)$/.test(article.at(run.from - 1).lower) &&
  isOffice(article.at(run.from - 2).lower);

/** "the Ministry of Transport": an organization's word, then what it is for. */
export const isOrganizationOf = (article: Article, { run }: NameRun, range: TokenRange): boolean =>
  run.to < range.to && isOrganizationWord(article.at(run.to - 1).lower) && /^(of|for)$/.test(article.at(run.to).lower);

/** "Keita and Moss": nothing but commas and "and" between the names. */
export const isJoined = (article: Article, runs: readonly NameRun[], { from }: TokenRange): boolean =>
  runs.every(({ run }, index) => {
    const before = runs[index - 1];
    if (before === undefined) return run.from - from <= 1;
    return unbracketed(article, before.run.to, run.from).every(({ lower }) => /^(and|&|,|[()]|both)$/.test(lower));
  }) && article.some({ from, to: runs.at(-1)?.run.to ?? from }, ({ lower }) => lower === 'and' || lower === '&');

const unbracketed = (article: Article, from: number, to: number) => {
  const opening = article.slice({ from, to }).findIndex(({ text }) => text === '(');
  const closing = article.slice({ from, to }).findIndex(({ text }) => text === ')');
  return article.slice({ from, to }).filter((_, index) => opening < 0 || index < opening || index > closing);
};

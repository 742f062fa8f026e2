/** People: who is named in an article, by the fullest name it has for each, with what it says of them beside it. */
import type { Article, TokenRange } from './article.ts';
import { isOrganizationWord, isTitle, type Pronoun, pronounOf } from './titles.ts';

export type NamedPerson = {
  readonly name: string;
  readonly surname: string;
  /** Title or description as given where the full name first stands; null where there is none. */
  readonly affiliation: string | null;
  /** The pronoun that titles tell; null where they do not. */
  readonly pronoun: Pronoun | null;
};

/** A run of capitalised words, with what of it is a person's name. */
export type NameRun = {
  readonly run: TokenRange;
  readonly name: TokenRange;
  /** There was a title before the name. */
  readonly titled: boolean;
};

const SUFFIX = /^(Jr|Sr|II|III|IV)\.?$/;
const PARTICLE = /^(de|da|di|del|della|van|von|der|den|bin|al|el|la|le|dos|ter)$/;
const LONGEST_DESCRIPTION = 160;

export class People {
  readonly #article: Article;
  readonly #bySurname = new Map<string, NamedPerson[]>();

  constructor(article: Article) {
    this.#article = article;
    for (let at = 0; at < article.tokens.length; at++) {
      const run = runAt(article, at);
      if (run === null) continue;
      at = run.run.to - 1;
      this.#learn(run);
    }
  }

  /** Those with that surname, in the order in which the article names them. */
  withSurname(surname: string): readonly NamedPerson[] {
    return this.#bySurname.get(surname) ?? [];
  }

  #learn({ run, name, titled }: NameRun): void {
    const words = this.#article.slice(name);
    if (words.length < 2 || words.length > 5 || (!titled && isOrganization(this.#article, run))) return;
    const full = this.#article.wordsOf(name);
    const surname = surnameOf(words.map(({ text }) => text));
    const known = this.withSurname(surname);
    if (known.some((person) => person.name === full || person.name.startsWith(`${words[0]?.text} `))) return;
    this.#bySurname.set(surname, [...known, { name: full, surname, ...describePerson(this.#article, run, name) }]);
  }
}

/** The last word of a name that is not "Jr." or the like. */
export const surnameOf = (words: readonly string[]): string => {
  const own = words.filter((word) => !SUFFIX.test(word));
  return own.at(-1) ?? '';
};

const isCapital = (article: Article, index: number): boolean => {
  const { text, pos } = article.at(index);
  return pos === 'PROPN' && /^\p{Lu}/u.test(text);
};

/** The run of capitalised words that begins at a token; null where none does. */
export function runAt(article: Article, from: number): NameRun | null {
  if (!isCapital(article, from)) return null;
  const begin = PARTICLE.test(article.at(from - 1).text) && from > 0 ? from - 1 : from;
  let to = from + 1;
  while (goesOn(article, to)) to++;
  let start = begin;
  for (let at = from; at < to - 1; at++) if (isTitle(article.at(at).lower)) start = at + 1;
  const titled = start > begin || isTitle(article.at(begin - 1).lower);
  const name = { from: titled ? start : withoutPlace(article, begin, to), to };
  return { run: { from: begin, to }, name, titled };
}

function goesOn(article: Article, index: number): boolean {
  if (article.paragraphAt(index) !== article.paragraphAt(index - 1)) return false;
  if (article.at(index).start - article.at(index - 1).end > 1) return false;
  if (isCapital(article, index)) return true;
  if (!isCapital(article, index + 1) || article.at(index + 1).start - article.at(index).end > 1) return false;
  const joined = article.at(index).start === article.at(index - 1).end;
  return PARTICLE.test(article.at(index).text) || (joined && /^[-’'–]$/.test(article.at(index).text));
}

/** "Ambassador to Ukraine John Herbst": a place behind "to" or "of" that stands elsewhere on its own is not of the name. */
function withoutPlace(article: Article, from: number, to: number): number {
  if (to - from < 3 || !/^(to|of|for|in|from)$/.test(article.at(from - 1).lower)) return from;
  const place = article.at(from).text;
  const alone = article.tokens.some(
    ({ text }, index) => text === place && index !== from && article.at(index + 1).text !== article.at(from + 1).text,
  );
  return alone ? from + 1 : from;
}

/** True of a run that names an organization, a country or a paper. */
export function isOrganization(article: Article, run: TokenRange): boolean {
  if (article.slice(run).some(({ lower }) => isOrganizationWord(lower))) return true;
  return article.at(run.from - 1).lower === 'the' || article.at(run.from).lower === 'the';
}

/** What the article says of somebody: what stands before the name in its phrase, else the apposition behind it up to the comma. */
export function describePerson(
  article: Article,
  run: TokenRange,
  name: TokenRange,
): Pick<NamedPerson, 'affiliation' | 'pronoun'> {
  let from = name.from;
  while (isDescription(article, from - 1, name.from)) from--;
  while (/^(the|a|an|and|but|that|when|while)$/.test(article.at(from).lower) && from < name.from) from++;
  const before = { from, to: name.from };
  const titled = from < name.from && article.some(before, ({ lower }) => isTitle(lower) || isOrganizationWord(lower));
  const affiliation = titled ? article.wordsOf(before) : apposition(article, run.to);
  const hints = article.slice({ from, to: name.from }).map(({ lower }) => pronounOf(lower));
  const later = (affiliation ?? '').toLowerCase().split(/\s+/).map(pronounOf);
  return { affiliation, pronoun: [...hints, ...later].find((it) => it !== null) ?? null };
}

function isDescription(article: Article, index: number, name: number): boolean {
  if (index < 0 || name - index > 12 || article.quoted(index) !== article.quoted(name)) return false;
  if (article.paragraphAt(index) !== article.paragraphAt(name)) return false;
  const { pos, lower, text } = article.at(index);
  return /^(NOUN|PROPN|ADJ)$/.test(pos) || /^('s|’s|of|to|for|-|–|the)$/.test(lower) || /^U\.S\.?$/.test(text);
}

/** ", the city engineer," behind a name; null where something else follows. */
function apposition(article: Article, to: number): string | null {
  let from = to;
  if (article.at(from).text === '(') while (from < to + 8 && article.at(from - 1).text !== ')') from++;
  if (article.at(from).text !== ',') return null;
  const { lower, pos } = article.at(from + 1);
  if (!/^(the|a|an)$/.test(lower) && !/^(NOUN|PROPN|ADJ)$/.test(pos)) return null;
  let end = from + 1;
  while (end < article.tokens.length && !/^[,.;:?!—–]$/.test(article.at(end).text) && !article.quoted(end)) {
    if (/^(said|says|told|wrote)$/.test(article.at(end).lower)) break;
    if (article.paragraphAt(end) !== article.paragraphAt(to - 1)) break;
    if (article.at(end).pos === 'NUM' || (end === from + 1 && /^(VERB|AUX)$/.test(article.at(end).pos))) return null;
    end++;
  }
  const range = { from: from + 1, to: end };
  const words = article.wordsOf(range);
  const isOffice = article.some(range, (token) => token.pos === 'NOUN' || isTitle(token.lower));
  const isClause = article.some(range, (token) => token.pos === 'AUX');
  return words.length > LONGEST_DESCRIPTION || !isOffice || isClause ? null : words;
}

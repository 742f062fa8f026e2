/**
 * Near names: what may be another spelling of a name that a record of the same kind bears already. Near are names that
 * are equal but for case, accents, blanks, punctuation or the order of their words, and those of which one word differs
 * by one letter, a short one by a letter that is doubled; of persons also those with initials in place of names, and those with a title or a middle name more.
 * Numbers must be equal, and in the same order: "Motion 7" is not near "Motion 8".
 */
import { distance } from 'fastest-levenshtein';
import { fold } from '../values/sort-key.ts';
import type { ExpertInput } from './expert.ts';
import type { Kind } from './kinds.ts';
import type { QuestionInput } from './question.ts';
import type { SourceInput } from './source.ts';

/** The kinds whose records are known by names. */
export const NAMED_KINDS = ['expert', 'question', 'source'] as const;
export type NamedKind = (typeof NAMED_KINDS)[number];
export const isNamedKind = (kind: Kind): kind is NamedKind => NAMED_KINDS.some((named) => named === kind);

/** A record under all names that it is known by: the first is that which it bears, the others are aliases. */
export type Named = { readonly id: string; readonly names: readonly string[] };

/** A record with a name near another's. */
export type Near = { readonly id: string; readonly name: string };

/** The names of an expert, and of a question; a source is known by its title with publisher and day, and by its address. */
export const NAMES_OF = {
  expert: ({ name, aliases = [] }: Pick<ExpertInput, 'name' | 'aliases'>) => [name, ...aliases],
  question: ({ title, aliases = [] }: Pick<QuestionInput, 'title' | 'aliases'>) => [title, ...aliases],
  source: ({ title, publisher, publishedOn, url }: SourceNames) => [
    `${title}, ${publisher}, ${publishedOn}`,
    ...(typeof url === 'string' ? [url] : []),
  ],
} satisfies { readonly [K in NamedKind]: unknown };

type SourceNames = Pick<SourceInput, 'title' | 'publisher' | 'publishedOn'> & { readonly url?: string | null };

/** A shorter word that differs by one letter is another word, as Kos and Kus. */
const LEAST_LETTERS = 4;
/** In one of so many a letter may be doubled, as in Ana and Anna. */
const LEAST_DOUBLED = 3;

type Words = readonly string[];

/** Addresses are near that are equal but for the scheme, case and a slash at the end: another letter is another page. */
const ADDRESS = /^https?:\/(\/\S+?)\/*$/;

/** The words of a name as they are compared; an address is one, with slashes in it. */
function wordsOf(name: string): Words {
  const folded = fold(name);
  const [, address] = ADDRESS.exec(folded) ?? [];
  return address === undefined ? (folded.match(/[\p{L}\p{N}]+/gu) ?? []) : [address];
}

/** Are the two names near each other? `ofPerson`: names of persons, in which titles, middle names and initials come and go. */
export const isNear = (one: string, other: string, ofPerson: boolean): boolean =>
  areNear(wordsOf(one), wordsOf(other), ofPerson);

const areNear = (a: Words, b: Words, ofPerson: boolean): boolean =>
  haveNearWords(a, b, ofPerson) && numbersIn(a) === numbersIn(b);

/** Its numbers in their order: "Motion 1 of 2" is another than "Motion 2 of 1". */
const numbersIn = (words: Words): string => (words.join(' ').match(/\p{N}+/gu) ?? []).join(' ');

function haveNearWords(a: Words, b: Words, ofPerson: boolean): boolean {
  if (a.length === 0 || b.length === 0) return false;
  if (a.join('') === b.join('')) return true;
  const [left, more] = withoutCommon(a, b);
  if (left.length + more.length === 0) return true;
  if (left.length === 1 && more.length === 1 && isSlip(left[0] ?? '', more[0] ?? '')) return true;
  return ofPerson && (isShortened(a, b) || isShortened(b, a));
}

/** The others with a name near one of these, looked at one by one: for a single record. */
export function nearAmong(known: Iterable<Named>, kind: NamedKind, { id, names }: Named): readonly Near[] {
  const mine = names.map(wordsOf);
  const near: Near[] = [];
  for (const other of known) {
    if (other.id === id) continue;
    const name = other.names.find((theirs) => {
      const words = wordsOf(theirs);
      return mine.some((it) => areNear(it, words, kind === 'expert'));
    });
    if (name !== undefined) near.push({ id: other.id, name });
  }
  return near;
}

/** What each list of words has that the other one has not. */
function withoutCommon(a: readonly string[], b: readonly string[]): [string[], string[]] {
  const more = [...b];
  const left = a.filter((word) => {
    const at = more.indexOf(word);
    if (at === -1) return true;
    more.splice(at, 1);
    return false;
  });
  return [left, more];
}

/** Numbers and addresses: another sign makes them others. */
const IS_EXACT = /[\p{N}/]/u;

/** One letter more, less or other, or two that changed places. */
function isSlip(a: string, b: string): boolean {
  const letters = Math.min(a.length, b.length);
  if (letters < LEAST_DOUBLED || IS_EXACT.test(a) || IS_EXACT.test(b)) return false;
  if (letters < LEAST_LETTERS) return distance(a, b) === 1 && withoutDoubled(a) === withoutDoubled(b);
  return distance(a, b) === 1 || isTurned(a, b);
}

const withoutDoubled = (word: string): string => word.replace(/(\p{L})\1/gu, '$1');

function isTurned(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a.length === b.length && `${a.slice(0, at)}${a[at + 1]}${a[at]}${a.slice(at + 2)}` === b;
}

/** Does the shorter name say less of the same person: the same last name, and each of the other words, or its initial, in order? */
function isShortened(shorter: readonly string[], longer: readonly string[]): boolean {
  const last = shorter.at(-1) ?? '';
  if (shorter.length < 2 || shorter.length > longer.length || last.length < 2 || last !== longer.at(-1)) return false;
  let at = 0;
  for (const word of shorter.slice(0, -1)) {
    while (at < longer.length - 1 && !standsFor(word, longer[at] ?? '')) at += 1;
    if (at === longer.length - 1) return false;
    at += 1;
  }
  return true;
}

const standsFor = (word: string, other: string): boolean =>
  word === other || (Math.min(word.length, other.length) === 1 && word[0] === other[0]);

/** A record under one of its names, with the words of that. */
type Entry = { readonly near: Near; readonly words: Words };

/** Names of one kind, among which near ones are found without looking at each of them. */
export class NearNames {
  readonly #ofPersons: boolean;
  /** Under each word, and under all of them without blanks. */
  readonly #byWord = new Map<string, Entry[]>();
  /** Those of one word, under its length. */
  readonly #single = new Map<number, Entry[]>();

  constructor(kind: NamedKind, known: Iterable<Named> = []) {
    this.#ofPersons = kind === 'expert';
    for (const named of known) this.add(named);
  }

  add({ id, names }: Named): void {
    for (const name of names) {
      const entry = { near: { id, name }, words: wordsOf(name) };
      for (const key of new Set([...entry.words, entry.words.join('')])) put(this.#byWord, key, entry);
      const [only] = entry.words;
      if (only !== undefined && entry.words.length === 1 && !IS_EXACT.test(only)) put(this.#single, only.length, entry);
    }
  }

  /** The other records with a name near one of these, each once, in the order of their ids. */
  near({ id, names }: Named): readonly Near[] {
    const found = new Map<string, Near>();
    for (const mine of names.map(wordsOf))
      for (const { near, words } of this.#candidates(mine))
        if (near.id !== id && !found.has(near.id) && areNear(mine, words, this.#ofPersons)) found.set(near.id, near);
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /**
   * Near names differ in one word at most, and so have one of any two in common; or they are one word each, or the same
   * without blanks; of persons they may also have nothing in common but the last word.
   */
  *#candidates(words: Words): Generator<Entry> {
    const under = (word: string): readonly Entry[] => this.#byWord.get(word) ?? [];
    const rarest = [...new Set(words)].sort((a, b) => under(a).length - under(b).length).slice(0, 2);
    const last = this.#ofPersons ? words.slice(-1) : [];
    for (const key of new Set([words.join(''), ...rarest, ...last])) yield* under(key);
    const [only] = words;
    if (only === undefined || words.length > 1) return;
    for (const length of [only.length - 1, only.length, only.length + 1]) yield* this.#single.get(length) ?? [];
  }
}

function put<K>(entries: Map<K, Entry[]>, key: K, entry: Entry): void {
  const known = entries.get(key);
  if (known === undefined) entries.set(key, [entry]);
  else known.push(entry);
}

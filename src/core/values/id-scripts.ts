/** Scripts in ids: an id whose letters are of scripts that are not written together can pass for another one. */

import { once } from './once.ts';

/** Scripts in everyday use (Unicode Standard Annex 31, table 5). */
const SCRIPTS = [
  ...['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Armenian', 'Bengali', 'Bopomofo', 'Devanagari', 'Ethiopic', 'Georgian'],
  ...['Gujarati', 'Gurmukhi', 'Han', 'Hangul', 'Hebrew', 'Hiragana', 'Kannada', 'Katakana', 'Khmer', 'Lao'],
  ...['Malayalam', 'Myanmar', 'Oriya', 'Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'],
];

/** Those that stand within one word: Japanese, Chinese, Korean; and Latin where no space is written between words. */
const TOGETHER: readonly (readonly string[])[] = [
  ['Han', 'Hiragana', 'Katakana', 'Latin'],
  ['Han', 'Bopomofo', 'Latin'],
  ['Han', 'Hangul', 'Latin'],
  ...['Thai', 'Lao', 'Khmer', 'Myanmar'].map((script) => [script, 'Latin']),
  ...SCRIPTS.map((script) => [script]),
];

const classOf = (scripts: readonly string[]): string => scripts.map((script) => `\\p{scx=${script}}`).join('');
/** Digits and marks that belong to no script go with each. */
const SHARED = '\\p{scx=Common}\\p{scx=Inherited}';
/** Made for the first id that is not ASCII: to make them at each start takes longer than to open the store. */
const wordsOfOne = once(() => [
  ...TOGETHER.map((scripts) => new RegExp(`^[${SHARED}${classOf(scripts)}]*$`, 'u')),
  new RegExp(`^[^${classOf(SCRIPTS)}]*$`, 'u'),
]);
const byName = once(() => SCRIPTS.map((name) => ({ name, is: new RegExp(`^\\p{Script=${name}}$`, 'u') })));
const OTHER = 'of another script';

/** Cyrillic and Greek letters that are drawn as Latin ones. */
const LIKE_LATIN = /^[асеорхуіјѕһԁԛԝӏүνορικυαγχωϲϳ\p{scx=Common}]+$/u;
const LATIN_WORD = /^\p{scx=Latin}+$/u;
const CYRILLIC_OR_GREEK = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

const scriptOf = (letter: string): string => byName().find(({ is }) => is.test(letter))?.name ?? OTHER;
const wordsOf = (id: string): readonly string[] => id.split(/[-_]+/);

/**
 * What is wrong with an id that could pass for another one, as the end of a sentence that begins with the id: a letter of
 * another script within a word, letters that only stand for others, or words that look Latin beside Latin words. Null where
 * nothing is. `isMade` says that it is put together from other ids, of which each was looked at.
 */
export function deceptionOf(id: string, isMade = false): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: most ids are ASCII, and one look tells.
  if (/^[\x00-\x7f]*$/.test(id)) return null;
  return standIn(id) ?? mixedWord(id) ?? (isMade ? null : disguisedWord(id));
}

/** Letters as mathematics and full-width forms have them. */
function standIn(id: string): string | null {
  for (const letter of id) {
    const plain = letter.normalize('NFKC');
    if (plain !== letter && /[a-z0-9]/i.test(plain))
      return `holds ${named(letter)}, which reads as "${plain}": write that`;
  }
  return null;
}

function mixedWord(id: string): string | null {
  const word = wordsOf(id).find((it) => !wordsOfOne().some((one) => one.test(it)));
  if (word === undefined) return null;
  const letters = [...word].filter((letter) => /\p{L}/u.test(letter));
  const most = mostCommon(letters.map(scriptOf));
  const odd = letters.find((letter) => scriptOf(letter) !== most) ?? '';
  return `mixes scripts: in "${word}", ${named(odd)} is ${scriptOf(odd)} and the others are ${most}; write it in one script`;
}

function disguisedWord(id: string): string | null {
  const words = wordsOf(id);
  const foreign = words.filter((word) => CYRILLIC_OR_GREEK.test(word));
  const [first] = foreign;
  if (first === undefined || !foreign.every((word) => LIKE_LATIN.test(word))) return null;
  if (!words.some((word) => LATIN_WORD.test(word))) return null;
  return `mixes scripts: "${first}" is ${scriptOf([...first][0] ?? '')} and looks Latin, as the words beside it are; write it in one script`;
}

const mostCommon = (names: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce((most, it) => (it[1] > most[1] ? it : most), ['', 0] as const)[0];
};

const named = (letter: string): string => `"${letter}" (${codePoint(letter)})`;

/** As Unicode writes it: U+043A. */
const codePoint = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** An id made of what a person wrote. */
import { shortHash } from './fingerprint.ts';

const MAX_CHARACTERS = 80;
const HASH_CHARACTERS = 6;

/** Lower-case letters and digits of every script, joined by "-"; null where the text has none. */
export function slugOf(text: string): string | null {
  const words = wordsIn(text);
  return words.length === 0 ? null : slugOfWords(words, MAX_CHARACTERS);
}

/** The same of a sentence: where not all of its words have room, a hash of them stands behind, as many sentences begin alike. */
export function slugOfSentence(text: string): string | null {
  const words = wordsIn(text);
  const whole = words.join('-');
  if (whole.length <= MAX_CHARACTERS) return whole === '' ? null : whole;
  const beginning = slugOfWords(words, MAX_CHARACTERS - HASH_CHARACTERS - 1);
  return `${beginning}-${shortHash(whole).slice(-HASH_CHARACTERS)}`;
}

const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/gu) ?? [];

function slugOfWords(words: readonly string[], most: number): string {
  let slug = words[0] ?? '';
  for (const word of words.slice(1)) if (slug.length + 1 + word.length <= most) slug += `-${word}`;
  return [...slug].slice(0, most).join('');
}

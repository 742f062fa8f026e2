/** An id made of what a person wrote. */

const MAX_CHARACTERS = 80;

/** Lower-case letters and digits of every script, joined by "-"; null where the text has none. */
export function slugOf(text: string): string | null {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}]+/gu);
  if (words === null) return null;
  let slug = words[0] ?? '';
  for (const word of words.slice(1)) if (slug.length + 1 + word.length <= MAX_CHARACTERS) slug += `-${word}`;
  return [...slug].slice(0, MAX_CHARACTERS).join('');
}

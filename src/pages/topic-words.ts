/** Written in capitals wherever they stand; a slug does not tell. */
const CAPITALS = /\b(?:ai|eu|g7|g20|gdp|nato|uk|un|us|usa)\b/g;

/** Small within a heading, in English and in German. */
const SMALL = new Set('a an and at by der des die das for from für im in of on or the to und von zu zur'.split(' '));

/**
 * The words of a topic for a heading. What was written as one word with hyphens is read as words: as it does not tell which
 * of them are names, each begins with a capital. Anything else stays as it was written, but for its first letter.
 */
export function topicWords(topic: string): string {
  const isSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(topic);
  const words = isSlug ? topic.replaceAll('-', ' ').replace(CAPITALS, (word) => word.toUpperCase()) : topic;
  const named = isSlug ? words.replaceAll(/[a-z0-9]+/g, (word) => (SMALL.has(word) ? word : capital(word))) : words;
  return capital(named);
}

const capital = (words: string): string => words.replace(/^\p{Ll}/u, (first) => first.toUpperCase());

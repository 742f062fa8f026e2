/** Written in capitals wherever they stand; a slug does not tell. */
const CAPITALS = /\b(?:ai|eu|g7|g20|gdp|nato|uk|un|us|usa)\b/g;

/** The words of a topic for a heading: what was written as one word with hyphens is read as words, and begins with a capital. */
export function topicWords(topic: string): string {
  const isSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(topic);
  const words = isSlug ? topic.replaceAll('-', ' ').replace(CAPITALS, (word) => word.toUpperCase()) : topic;
  return words.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}

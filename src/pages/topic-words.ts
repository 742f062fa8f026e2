/** The words of a topic for a heading: what was written as one word with hyphens is read as words, and begins with a capital. */
export function topicWords(topic: string): string {
  const words = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(topic) ? topic.replaceAll('-', ' ') : topic;
  return words.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}

/** Evidence in words, as tables for people print it: the words, whose they are beside the holder's, and where they stand. */
import type { Evidence } from '../../core/matrix/cell.ts';
import { translationWords, wordsOf } from '../../core/records/statement-words.ts';

/** The names of those who signed beside the holder of a position; none where nobody did. */
export const cosigners = (experts: readonly Evidence['experts'][number][], holder: string): readonly string[] =>
  experts.filter(({ id }) => id !== holder).map(({ name }) => name);

/** A source as a line: "Herald, Open letter (2024-01-01)". */
export const sourceWords = ({ publisher, title, publishedOn }: Evidence['source']): string =>
  `${publisher}, ${title} (${publishedOn})`;

/** The words with where they stand, and each translation on a line of its own. */
export function evidenceLines(evidence: Evidence, holder: string): string[] {
  const printedIn = evidence.sources.map(({ publisher, publishedOn }) => `${publisher}, ${publishedOn}`);
  const others = cosigners(evidence.experts, holder);
  const facts = [
    ...printedIn,
    ...(others.length === 0 ? [] : [`signed with ${others.join(', ')}`]),
    ...(evidence.capacity === null ? [] : [`for ${evidence.capacity}`]),
  ];
  return [`${wordsOf(evidence)} (${facts.join('; ')})`, ...evidence.translations.map(translationWords)];
}

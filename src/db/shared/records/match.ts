/** Words as a query of the full-text index. */
import { APART, type SearchMatch, searchWords } from '../../../core/records/search-text.ts';
import { fold } from '../../../core/values/sort-key.ts';

/** How the index takes texts apart. */
export const TOKENIZE = "tokenize = 'porter unicode61 remove_diacritics 2'";

/**
 * The words as an FTS5 query, each quoted, so that nothing a person types is taken for its syntax. With `typing`, the
 * last word may be the beginning of one.
 */
export function matchExpression(text: string, match: 'all' | 'any', typing = false): string {
  const words = searchWords(text);
  const quoted = words.map((word, index) => (typing && index === words.length - 1 ? `"${word}" *` : `"${word}"`));
  return quoted.length === 0 ? '""' : quoted.join(match === 'all' ? ' AND ' : ' OR ');
}

/** A shorter word is a part of too many. */
const PART_FROM = 3;

/** So many words that contain another are looked for. */
export const MAX_WHOLES = 50;

/** Each word of a query with those that contain it: as it is where it is too short, or of a script without blanks. */
export async function wholesOf(
  text: string,
  containing: (part: string) => Promise<readonly string[]> | readonly string[],
): Promise<(readonly string[])[]> {
  const wholes: (readonly string[])[] = [];
  for (const word of searchWords(text))
    wholes.push(word.length < PART_FROM || word.includes(APART) ? [word] : [word, ...(await containing(fold(word)))]);
  return wholes;
}

/** The query in which of each group one must be found; the words are those of an index, or of a query. */
export const groupExpression = (groups: readonly (readonly string[])[], match: 'all' | 'any'): string =>
  groups.length === 0
    ? '""'
    : groups.map((words) => `(${words.map((it) => `"${it}"`).join(' OR ')})`).join(match === 'all' ? ' AND ' : ' OR ');

/** What the fields of a record that was found are looked through for: any of the words. */
export const fieldExpression = (text: string, match: SearchMatch, wholes: readonly (readonly string[])[]): string =>
  match === 'part' ? groupExpression(wholes, 'any') : matchExpression(text, 'any', match === 'all');

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

/** Each word of a query, followed by those that contain it: alone where it is too short, or of a script without blanks. */
export async function wholesOf(
  text: string,
  containing: (part: string) => Promise<readonly string[]> | readonly string[],
): Promise<(readonly string[])[]> {
  const wholes: (readonly string[])[] = [];
  for (const word of searchWords(text))
    wholes.push(word.length < PART_FROM || word.includes(APART) ? [word] : [word, ...(await containing(fold(word)))]);
  return wholes;
}

/**
 * The query in which of each group one must be found. The first of a group is a word as it was typed, the others are of
 * the index: these are stems, and as a stem has a stem again, which is its beginning, they are asked for as beginnings.
 */
export const groupExpression = (groups: readonly (readonly string[])[], match: 'all' | 'any'): string =>
  groups.length === 0
    ? '""'
    : groups
        .map((words) => `(${words.map((it, index) => (index === 0 ? `"${it}"` : `"${it}" *`)).join(' OR ')})`)
        .join(match === 'all' ? ' AND ' : ' OR ');

/** Where no word is within another, nothing more is to be found than by the words themselves. */
export const areWithinNone = (wholes: readonly (readonly string[])[]): boolean =>
  wholes.every(({ length }) => length === 1);

/** What the fields of a record that was found are looked through for: any of the words. */
export const fieldExpression = (text: string, match: SearchMatch, wholes: readonly (readonly string[])[]): string =>
  match === 'part' ? groupExpression(wholes, 'any') : matchExpression(text, 'any', match === 'all');

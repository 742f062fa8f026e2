/** Words as a query of the full-text index. */
import { searchWords } from '../../../core/records/search-text.ts';

/**
 * The words as an FTS5 query, each quoted, so that nothing a person types is taken for its syntax. With `typing`, the
 * last word may be the beginning of one.
 */
export function matchExpression(text: string, match: 'all' | 'any', typing = false): string {
  const words = searchWords(text);
  const quoted = words.map((word, index) => (typing && index === words.length - 1 ? `"${word}" *` : `"${word}"`));
  return quoted.length === 0 ? '""' : quoted.join(match === 'all' ? ' AND ' : ' OR ');
}

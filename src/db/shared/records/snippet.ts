/** Snippets: the text around the words that were found, as the full-text index marks it. */
import type { SearchHit } from '../../../core/records/search-text.ts';

// Control characters that no stored text contains, around each word found.
export const OPEN = '\u0002';
export const CLOSE = '\u0003';
export const SNIPPET_WORDS = 24;

export function splitSnippet(snippet: string): SearchHit['snippet'] {
  return snippet
    .split(OPEN)
    .flatMap((part, index) => {
      if (index === 0) return [{ text: part, match: false }];
      const [match = '', rest = ''] = part.split(CLOSE);
      return [
        { text: match, match: true },
        { text: rest, match: false },
      ];
    })
    .filter(({ text }) => text !== '');
}

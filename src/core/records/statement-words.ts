/** The words of a statement as a reader meets them in one line: what is no quote, not heard by the source or translated is marked as such. */
import type { Attribution, Statement, Translation } from './statement.ts';

export type Words = Pick<Statement, 'attribution' | 'quotes' | 'paraphrase' | 'reportedBy'>;

/** What a text that is no quote is called: what was said in other words, or what was done. */
export const retellingLabel = (attribution: Attribution): 'Paraphrase' | 'Record' =>
  attribution === 'record' ? 'Record' : 'Paraphrase';

/** The words in one line: quotes in quotation marks; what is retold, was done or is hearsay is marked as such. */
export function wordsOf({ attribution, quotes, paraphrase, reportedBy }: Words): string {
  const quoted = quotes.map((quote) => `“${quote}”`).join(' … ');
  const marks = [
    ...(quotes.length > 0 ? [] : [retellingLabel(attribution).toLowerCase()]),
    ...(reportedBy === null ? [] : [`as reported by ${reportedBy}`]),
  ];
  const words = quotes.length > 0 ? quoted : (paraphrase ?? '');
  return marks.length === 0 ? words : `[${marks.join(', ')}] ${words}`;
}

/** What a translation is called, with its language and who made it: "Translation (de, by the desk)". */
export const translationLabel = ({ language, by }: Pick<Translation, 'language' | 'by'>): string =>
  `Translation (${by === null ? language : `${language}, by ${by}`})`;

/** A translation in one line, marked as such. */
export const translationWords = (translation: Translation): string =>
  `[${translationLabel(translation)}] ${translation.text}`;

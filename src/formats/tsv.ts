/** Tab-separated values, quoted as CSV is: IANA's own definition has no way to write a text with a tab or a line end. */
import { separatedValues } from './separated.ts';

export const tsv = separatedValues('tsv', 'text/tab-separated-values; charset=utf-8', '\t');

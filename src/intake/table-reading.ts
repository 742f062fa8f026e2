/** How a table is to be read, where it does not say itself. */
import type { Delimiter } from './delimiter.ts';

export type TableReading = {
  /** A name of the Encoding Standard; null for UTF-8, or UTF-16 with a mark. */
  readonly encoding: string | null;
  /** Of separated values; null to find it in the line that names the columns. */
  readonly delimiter: Delimiter | null;
  /** Of a workbook: the name of a sheet; null for the first. */
  readonly sheet: string | null;
};

export const AS_IT_SAYS: TableReading = { encoding: null, delimiter: null, sheet: null };

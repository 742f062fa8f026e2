/** What a sheet of a workbook is read as, whichever program has written it. */
import { INPUT_LIMITS } from '../../core/values/input-limits.ts';

/** What stands in a cell; null where that is nothing. */
export type SheetCell = string | null;

/** A row in which something stands, its line from 1, and no blank cells at its end. */
export type SheetRow = { readonly line: number; readonly cells: readonly SheetCell[] };

/** A name that is not among those of the sheets. */
export class NoSuchSheet extends Error {
  readonly sheets: readonly string[];

  constructor(sheets: readonly string[]) {
    super('there is no such sheet');
    this.sheets = sheets;
  }
}

/** Fails where something stands so far to the right: each row would have as many blank cells before it. */
export function withinColumns(column: number, line: number): void {
  if (column > INPUT_LIMITS.columns)
    throw new Error(
      `something stands in column ${column} of line ${line}, and at most ${INPUT_LIMITS.columns} columns are read; delete what is not needed`,
    );
}

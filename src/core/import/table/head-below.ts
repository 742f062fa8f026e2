/** A table with a title above the line that names its columns. */
import { type FileColumn, type FileRow, isBlank } from './file-table.ts';

/** A title stands alone in a table of so many columns. */
const MIN_COLUMNS = 3;
const ROWS_BELOW = 20;

/** The line that likely names the columns, where the one that was to do so has a title alone; null where it has more. */
export function headBelow(columns: readonly FileColumn[], rows: readonly FileRow[]): number | null {
  const near = rows.slice(0, ROWS_BELOW);
  const width = Math.max(columns.length, ...near.map(({ cells }) => cells.length));
  if (width < MIN_COLUMNS || columns.filter(({ name }) => name !== '').length > 1) return null;
  const isFull = ({ cells }: FileRow) => cells.filter((cell) => !isBlank(cell)).length > width / 2;
  return near.find(isFull)?.line ?? null;
}

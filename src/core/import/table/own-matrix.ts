/** A matrix of ours that comes back: nothing is written in its cells, as they follow from positions. */
import type { Violation } from '../../values/errors.ts';
import { foldedName } from './column-names.ts';
import type { FileColumn } from './file-table.ts';

/** What stands first in tables of answers by expert, and in the workbook of a question; lists of records begin with their ids. */
const FIRST = [
  ['expert_id', 'expert'],
  ['expert', 'stance', 'in short'],
].map((names) => names.map(foldedName));

/** The one fault of such a table, which says where its cells are changed; null of another. */
export function matrixFault(columns: readonly FileColumn[]): Violation | null {
  const names = columns.map(({ name }) => foldedName(name));
  if (!FIRST.some((first) => first.every((name, index) => names[index] === name))) return null;
  return {
    line: columns[0]?.line ?? 1,
    message:
      'names the columns of an answer as it went out here, such as a matrix: its cells follow from positions. Take out /v1/positions.csv (or .xlsx), where a position has a row with its id and revision, change it there, and bring that back',
  };
}

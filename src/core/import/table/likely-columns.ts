/** What the columns of a table are likely for, by their names and by what stands in them: a guess, for a person to look at. */
import { type AnswerColumns, answerColumns } from './answer-columns.ts';
import type { CodedColumn } from './columns.ts';
import type { FileTable, Head } from './file-table.ts';
import { guessedColumns } from './guessed-column.ts';
import { headBelow } from './head-below.ts';
import { webPageFault } from './no-head.ts';
import { lookAt, type TableLook } from './table-look.ts';

export type LikelyColumns = {
  /** The line that names the columns: as it was said, or another than the first where that has a title alone. */
  readonly head: Head;
  readonly look: TableLook;
  /** Which of ours each of theirs is. */
  readonly ours: readonly (CodedColumn | null)[];
  /** Of a table with a column for each question: which those are; null for another. */
  readonly wide: AnswerColumns | null;
};

/** Reads the table three times at most, so `open` must open it anew each time. Fails as its reading does. */
export async function likelyColumns(
  open: () => FileTable,
  said: Head = null,
  pause?: () => Promise<void>,
): Promise<LikelyColumns> {
  const head = said ?? (await likelyHead(open()));
  const look = await lookAt(open(), head === null ? {} : { head }, pause);
  const ours = guessedColumns(look.columns.map(({ name }) => name));
  const isLong = look.list !== null || ours.includes('option') || ours.includes('question');
  if (isLong) return { head, look, ours, wide: null };
  const idle = ours.flatMap((column, index) => (column === null ? [index] : []));
  const wide = await answerColumns(open(), head, idle, pause);
  return { head, look, ours, wide: wide.places.length === 0 ? null : wide };
}

async function likelyHead({ hasHeader, batches }: FileTable): Promise<number | null> {
  if (!hasHeader) return null;
  for await (const { columns, rows } of batches(null))
    return webPageFault(columns) === null ? headBelow(columns, rows) : null;
  return null;
}

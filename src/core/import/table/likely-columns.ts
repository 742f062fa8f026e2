/** What the columns of a table are likely for, by their names and by what stands in them: a guess, for a person to look at. */
import { type AnswerColumns, answerColumns } from './answer-columns.ts';
import { foldedName } from './column-names.ts';
import type { CodedColumn } from './columns.ts';
import type { FileTable, Head } from './file-table.ts';
import { guessedColumns, isNoQuestion } from './guessed-column.ts';
import { headBelow } from './head-below.ts';
import { webPageFault } from './no-head.ts';
import { lookAt, type TableLook } from './table-look.ts';

const WORDS_OF_A_SENTENCE = 6;

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
  const names = look.columns.map(({ name }) => name);
  const ours = guessedColumns(names);
  const isLong = look.list !== null || ours.includes('option') || ours.includes('question');
  if (isLong) return { head, look, ours, wide: null };
  // Whatever else is beside each answer, as how sure they are, has the same name each time.
  const isOnce = (name: string) => names.filter((other) => foldedName(other) === foldedName(name)).length === 1;
  const places = names.flatMap((name, index) => (!isNoQuestion(name) && isOnce(name) ? [index] : []));
  const asked = new Set(places.filter((place) => isSentence(names[place] ?? '')));
  const wide = await answerColumns(open(), head, { places, asked }, pause);
  return { head, look, ours, wide: wide.places.length === 0 ? null : wide };
}

/** Nobody calls a column by so many words but to ask something. */
const isSentence = (name: string): boolean => name.split(/\s+/).length >= WORDS_OF_A_SENTENCE;

async function likelyHead({ hasHeader, batches }: FileTable): Promise<number | null> {
  if (!hasHeader) return null;
  for await (const { columns, rows } of batches(null))
    return webPageFault(columns) === null ? headBelow(columns, rows) : null;
  return null;
}

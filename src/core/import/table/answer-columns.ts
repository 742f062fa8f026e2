/** Columns of a wide table that are likely questions: several with the same few answers in them. */
import { type FileTable, type Head, textIn } from './file-table.ts';

/** A column with more, or longer ones, is no question with answers to choose from. */
const MAX_ANSWERS = 12;
const MAX_CHARACTERS = 40;

/** Their places, and how often each answer stands in all of them, in the order in which they come up. */
export type AnswerColumns = { readonly places: readonly number[]; readonly answers: ReadonlyMap<string, number> };

/** Reads the table once, and looks at the columns in these places. Fails as its reading does. */
export async function answerColumns(
  table: FileTable,
  head: Head,
  places: readonly number[],
  pause: () => Promise<void> = async () => undefined,
): Promise<AnswerColumns> {
  const counts = new Map(places.map((place) => [place, new Map<string, number>()]));
  for await (const { rows } of table.batches(head)) {
    for (const { cells } of rows)
      for (const [place, answers] of counts) {
        const text = textIn(cells[place]);
        if (text !== '') answers.set(text, (answers.get(text) ?? 0) + 1);
        if (answers.size > MAX_ANSWERS || text.length > MAX_CHARACTERS) counts.delete(place);
      }
    await pause();
  }
  const columnsWith = Map.groupBy(
    [...counts.values()].flatMap((answers) => [...answers.keys()]),
    (text) => text,
  );
  const alike = [...counts].filter(([, answers]) =>
    [...answers.keys()].some((text) => (columnsWith.get(text)?.length ?? 0) > 1),
  );
  const all = new Map<string, number>();
  for (const [, answers] of alike) for (const [text, rows] of answers) all.set(text, (all.get(text) ?? 0) + rows);
  return { places: alike.map(([place]) => place), answers: all };
}

/** Columns of a wide table that are likely questions: with few answers in them, the same as others have, or under a sentence. */
import { type FileTable, type Head, textIn } from './file-table.ts';

/** A column with more, or longer ones, is no question with answers to choose from. */
const MAX_ANSWERS = 12;
const MAX_CHARACTERS = 40;

/** Their places, and how often each answer stands in all of them, in the order in which they come up. */
export type AnswerColumns = { readonly places: readonly number[]; readonly answers: ReadonlyMap<string, number> };

/** Reads the table once, and looks at the columns in these places; what is `asked` is a sentence. Fails as its reading does. */
export async function answerColumns(
  table: FileTable,
  head: Head,
  { places, asked }: { readonly places: readonly number[]; readonly asked: ReadonlySet<number> },
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
  const likely = [...counts].filter(
    ([place, answers]) =>
      (asked.has(place) && answers.size > 0) ||
      [...answers.keys()].some((text) => (columnsWith.get(text)?.length ?? 0) > 1),
  );
  const all = new Map<string, number>();
  for (const [, answers] of likely) for (const [text, rows] of answers) all.set(text, (all.get(text) ?? 0) + rows);
  return { places: likely.map(([place]) => place), answers: all };
}

/** Tables as formats are given them. */
import type { Table, Value } from '../../src/core/table.ts';
import type { Answer, Format, FormatOptions } from '../../src/formats/format.ts';

/** A table with the columns named by the first row and these rows; a column of numbers is one whose first value is. */
export function tableOfRows(
  head: readonly string[],
  rows: readonly (readonly Value[])[],
  { title = 'Title', notes = [] }: Partial<Pick<Table, 'title' | 'notes'>> = {},
): Table {
  const columns = head.map((key, index) => ({
    key,
    label: key,
    type: typeof rows[0]?.[index] === 'number' ? ('number' as const) : ('text' as const),
  }));
  return { title, columns, rows, notes };
}

/** An answer of that table alone, in every shape. */
export const answerOf = (table: Table): Answer => ({ document: {}, records: () => table, display: () => [table] });

/** The answer as text in that format. */
export async function rendered(format: Format, answer: Answer, options: FormatOptions = {}): Promise<string> {
  return Buffer.from(await format.render(answer, options)).toString();
}

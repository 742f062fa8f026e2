/** An answer that is a preview says so in every shape it has. */
import type { Answer } from './answer.ts';
import type { Table } from './table.ts';
import { titleOf } from './words.ts';

type Previewed = { readonly preview?: true };

/**
 * The answer; where it is a preview, each row of its tables for machines says so in a last column, each item in a field, and
 * its tables for people in their titles.
 */
export function markedAnswer({ preview }: Previewed, answer: Answer): Answer {
  if (preview !== true) return answer;
  const { records, wide, stances, items, display } = answer;
  return {
    ...answer,
    ...(records && { records: () => withColumn(records()) }),
    ...(wide && { wide: () => withColumn(wide()) }),
    ...(stances && { stances: (values) => withColumn(stances(values)) }),
    ...(items && { items: () => items().map((item) => ({ ...item, preview })) }),
    ...(display && { display: () => display().map(titled) }),
  };
}

const withColumn = ({ columns, rows, ...table }: Table): Table => ({
  ...table,
  columns: [...columns, { key: 'preview', label: 'Preview', type: 'boolean' }],
  rows: rows.map((row) => [...row, true]),
});

const titled = (table: Table): Table => ({ ...table, title: titleOf(table.title, { preview: true }) });

/** Which rows hold words, in any of the forms in which they may stand. */
import { type RawBuilder, sql } from 'kysely';
import { comparable } from '../records/tables.ts';

/** True of a row one of whose columns, all of them text, has one of the forms within it. */
export const holds = (columns: readonly string[], forms: readonly string[]): RawBuilder<boolean> => {
  const all = sql.join(columns.map((column) => sql.ref(column)));
  return sql`EXISTS (SELECT 1 FROM unnest(${forms.map(comparable)}::text[]) AS form, unnest(ARRAY[${all}]) AS held
    WHERE strpos(held, form) > 0)`;
};

/** A column, each of its values that holds the words in the place of which another is to stand. */
import { sql } from 'kysely';
import type { Session } from '../statements.ts';
import { holds } from './holding.ts';

/** Another column of the table that is made of this one. */
export type Derived = { readonly column: string; readonly of: (value: string) => string };

export async function replaceValues(
  session: Session,
  table: string,
  column: string,
  forms: readonly string[],
  change: (value: string) => string,
  derived?: Derived,
): Promise<void> {
  const values = await session.all(sql<{ was: string }>`SELECT DISTINCT ${sql.ref(column)} AS was
    FROM ${sql.table(table)} WHERE ${holds([column], forms)}`);
  const changed = values
    .map(({ was }) => ({ was, becomes: change(was) }))
    .filter(({ was, becomes }) => was !== becomes)
    .map((it) => ({ ...it, derived: derived?.of(it.becomes) ?? null }));
  if (changed.length === 0) return;
  const further = derived === undefined ? sql`` : sql`, ${sql.ref(derived.column)} = it.derived`;
  await session.all(sql`UPDATE ${sql.table(table)} AS t SET ${sql.ref(column)} = it.becomes${further}
    FROM json_to_recordset(${JSON.stringify(changed)}::json)
      AS it (was text COLLATE "C", becomes text COLLATE "C", derived text COLLATE "C")
    WHERE t.${sql.ref(column)} = it.was`);
}

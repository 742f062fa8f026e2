/** Rows into tables, as many as there are in one statement: they are sent as one text of JSON. */
import { type RawBuilder, sql } from 'kysely';
import type { Session } from '../statements.ts';

export type WrittenRow = { readonly [column: string]: unknown };

/** The rows as a table of the query; numbers and texts arrive as they are. */
const rowsAs = (table: string, rows: readonly WrittenRow[]): RawBuilder<unknown> =>
  sql`json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::json) AS it`;

const columnsOf = (rows: readonly WrittenRow[]): string[] => Object.keys(rows[0] ?? {});

function insertion(table: string, rows: readonly WrittenRow[]): RawBuilder<unknown> {
  const columns = columnsOf(rows);
  return sql`INSERT INTO ${sql.table(table)} (${sql.join(columns.map((it) => sql.ref(it)))})
    SELECT ${sql.join(columns.map((it) => sql.ref(`it.${it}`)))} FROM ${rowsAs(table, rows)}`;
}

/** New rows, in their order. All must have the same columns. */
export async function insert(session: Session, table: string, rows: readonly WrittenRow[]): Promise<void> {
  if (rows.length > 0) await session.all(insertion(table, rows));
}

/** Rows in the place of those that have their keys, or as new ones. No key may be among them twice. */
export async function upsert(
  session: Session,
  table: string,
  key: readonly string[],
  rows: readonly WrittenRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const updates = columnsOf(rows)
    .filter((column) => !key.includes(column))
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  const otherwise = updates.length === 0 ? sql`NOTHING` : sql`UPDATE SET ${sql.join(updates)}`;
  await session.all(sql`${insertion(table, rows)}
    ON CONFLICT (${sql.join(key.map((it) => sql.ref(it)))}) DO ${otherwise}`);
}

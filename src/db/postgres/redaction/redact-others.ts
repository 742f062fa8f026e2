/** Takes the words out of what holds them beside records and log. */
import { sql } from 'kysely';
import type { Redactor } from '../../../core/change-log/redaction.ts';
import { CAPTURED, type Holding, type HoldingRow, OTHERS } from '../../shared/redaction/others.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { holds } from './holding.ts';

const EVERYWHERE = [...CAPTURED, ...OTHERS];

/** Whoever else writes them waits until the words are out: what comes in meanwhile would keep them. */
export async function lockOthers(session: Session): Promise<void> {
  const tables = [...new Set([...EVERYWHERE.map(({ table }) => table), 'desk_uploads'])];
  await session.all(sql`LOCK TABLE ${sql.join(tables.map((it) => sql.table(it)))} IN SHARE ROW EXCLUSIVE MODE`);
}

/** Answers how many rows that altered. */
export async function redactOthers(
  session: Session,
  forms: readonly string[],
  redactor: Redactor,
  at: string,
): Promise<number> {
  // Whatever somebody is about to import may hold the words: they bring it again.
  let altered = (await session.all(sql`DELETE FROM desk_uploads RETURNING 1`)).length;
  for (const holding of EVERYWHERE) altered += await alter(session, holding, forms, redactor, at);
  return altered;
}

async function alter(
  session: Session,
  { table, columns, without }: Holding,
  forms: readonly string[],
  redactor: Redactor,
  at: string,
): Promise<number> {
  const names = columns.map((column) => sql.ref(column));
  const rows = await session.all(sql<HoldingRow & { row: string }>`SELECT ctid::text AS "row", ${sql.join(names)}
    FROM ${sql.table(table)} WHERE ${holds(columns, forms)}`);
  const changed = rows
    .map(({ row, ...was }) => ({ row, was, is: without(was, redactor, at) }))
    .filter(({ was, is }) => is === null || columns.some((column) => is[column] !== was[column]));
  const gone = changed.flatMap(({ row, is }) => (is === null ? [row] : []));
  const kept = changed.flatMap(({ row, is }) => (is === null ? [] : [{ ...is, row }]));
  const sets = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`it.${column}`)}`);
  const typed = columns.map((column) => sql`${sql.ref(column)} text COLLATE "C"`);
  if (gone.length > 0) await session.all(sql`DELETE FROM ${sql.table(table)} WHERE ctid = ANY(${gone}::tid[])`);
  if (kept.length > 0)
    await session.all(sql`UPDATE ${sql.table(table)} AS t SET ${sql.join(sets)}
      FROM json_to_recordset(${JSON.stringify(kept)}::json) AS it ("row" tid, ${sql.join(typed)})
      WHERE t.ctid = it."row"`);
  return changed.length;
}

/** Takes out the texts of sources that hold the words, before statements say anything else; answers how many. */
export async function redactTexts(
  session: Session,
  forms: readonly string[],
  redactor: Redactor,
  at: string,
): Promise<number> {
  const found = await session.all(
    sql<{ id: number; text: string }>`SELECT id, text FROM documents WHERE ${holds(['text'], forms)}`,
  );
  const ids = found.filter(({ text }) => redactor.text(text) !== text).map(({ id }) => id);
  await session.all(sql`UPDATE documents SET text = NULL, text_removed_by = 'redaction', text_removed_at = ${at}
    WHERE ${isIn('id', ids)}`);
  return ids.length;
}

/** Options whose ids hold the name, once what held them holds others. */
export async function removeOptions(session: Session, redactor: Redactor, forms: readonly string[]): Promise<void> {
  const found = await session.all(
    sql<{ scale: string; id: string }>`SELECT scale, id FROM scale_options WHERE ${holds(['id'], forms)}`,
  );
  for (const { scale, id } of found)
    if (redactor.id(id) !== id) await session.all(sql`DELETE FROM scale_options WHERE scale = ${scale} AND id = ${id}`);
}

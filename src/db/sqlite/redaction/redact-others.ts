/** Takes the words out of what holds them beside records and log. */
import { sql } from 'kysely';
import type { Redactor } from '../../../core/change-log/redaction.ts';
import { CAPTURED, type Holding, type HoldingRow, OTHERS } from '../../shared/redaction/others.ts';
import type { Statements } from '../statements.ts';

/** Answers how many rows that altered. */
export function redactOthers(statements: Statements, redactor: Redactor, at: string): number {
  const altered = [...CAPTURED, ...OTHERS].map((holding) => alter(statements, holding, redactor, at));
  return altered.reduce((sum, rows) => sum + rows, removeUploads(statements));
}

function alter(statements: Statements, { table, key, columns, without }: Holding, redactor: Redactor, at: string) {
  const listed = (names: readonly string[]) => names.map((name) => sql.ref(name));
  const rows = statements.all(
    sql<HoldingRow>`SELECT ${sql.join(
      key.map((name, place) => sql`${sql.ref(name)} AS ${sql.ref(`key_${place}`)}`),
    )}, ${sql.join(listed(columns))} FROM ${sql.table(table)}`,
  );
  return rows.filter((row) => {
    const was = Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
    const is = without(was, redactor, at);
    if (is !== null && columns.every((column) => is[column] === was[column])) return false;
    const here = sql.join(
      key.map((name, place) => sql`${sql.ref(name)} = ${row[`key_${place}`]}`),
      sql` AND `,
    );
    if (is === null) statements.all(sql`DELETE FROM ${sql.table(table)} WHERE ${here} RETURNING 1`);
    else {
      const sets = columns.map((column) => sql`${sql.ref(column)} = ${is[column] ?? null}`);
      statements.all(sql`UPDATE ${sql.table(table)} SET ${sql.join(sets)} WHERE ${here} RETURNING 1`);
    }
    return true;
  }).length;
}

/** Options whose ids hold the name, once what held them holds others. */
export function removeOptions(statements: Statements, redactor: Redactor): void {
  for (const { scale, id } of statements.all(sql<{ scale: string; id: string }>`SELECT scale, id FROM scale_options`))
    if (redactor.id(id) !== id) statements.run(sql`DELETE FROM scale_options WHERE scale = ${scale} AND id = ${id}`);
}

/** Takes out the texts of sources that hold the words, before statements say anything else; answers how many. */
export function redactTexts(statements: Statements, redactor: Redactor, at: string): number {
  const texts = statements
    .all(sql<{ id: number; text: string }>`SELECT id, text FROM documents WHERE text IS NOT NULL`)
    .filter((it) => redactor.text(it.text) !== it.text);
  for (const { id: document } of texts)
    statements.run(sql`UPDATE documents SET text = NULL, text_removed_by = 'redaction', text_removed_at = ${at}
      WHERE id = ${document}`);
  return texts.length;
}

/** Whatever somebody is about to import may hold the words: they bring it again. */
const removeUploads = (statements: Statements): number =>
  statements.all(sql`DELETE FROM desk_uploads RETURNING 1`).length;

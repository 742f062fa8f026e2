/** The times that a model was asked about documents, on an SQLite file. */
import { sql } from 'kysely';
import type { Drafting } from '../../../core/capture/drafting/drafting.ts';
import { numberOf } from '../../shared/capture/document-rows.ts';
import { draftingFromRow } from '../../shared/capture/drafting-rows.ts';
import type { DraftingRow } from '../../shared/tables.ts';
import type { Statements } from '../statements.ts';

/** The newest first. */
export const draftingsOf = (statements: Statements, document: string): readonly DraftingRow[] =>
  statements.all(sql<DraftingRow>`SELECT id, document, data, said, asked_by, asked_at FROM draftings
    WHERE document = ${numberOf(document)} ORDER BY id DESC`);

export const countDraftings = (statements: Statements, since: string): number =>
  statements.all(sql<{ count: number }>`SELECT count(*) AS count FROM draftings WHERE asked_at >= ${since}`)[0]
    ?.count ?? 0;

/** Runs inside a transaction that the caller opens. */
export function addDrafting(statements: Statements, row: Omit<DraftingRow, 'id'>): Drafting {
  const [added] = statements.all(sql<{ id: number }>`INSERT INTO draftings (document, data, said, asked_by, asked_at)
    VALUES (${row.document}, ${row.data}, ${row.said}, ${row.asked_by}, ${row.asked_at}) RETURNING id`);
  return draftingFromRow({ ...row, id: added?.id ?? 0 });
}

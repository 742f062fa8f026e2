/** The times that a model was asked about documents, on a PostgreSQL database. */
import { sql } from 'kysely';
import type { Drafting } from '../../../core/capture/drafting/drafting.ts';
import { numberOf } from '../../shared/capture/document-rows.ts';
import { draftingFromRow } from '../../shared/capture/drafting-rows.ts';
import type { DraftingRow } from '../../shared/tables.ts';
import type { Session } from '../statements.ts';
import { insert } from '../writing/row-writer.ts';
import { lastIn } from './numbers.ts';

/** The newest first. */
export const draftingsOf = (session: Session, document: string): Promise<readonly DraftingRow[]> =>
  session.all(sql<DraftingRow>`SELECT id, document, data, said, asked_by, asked_at FROM draftings
    WHERE document = ${numberOf(document)} ORDER BY id DESC`);

export async function countDraftings(session: Session, since: string): Promise<number> {
  const row = sql<{ count: number }>`SELECT count(*) AS count FROM draftings WHERE asked_at >= ${since}`;
  return Number((await session.first(row))?.count ?? 0);
}

/** Runs inside a transaction that holds the head. */
export async function addDrafting(session: Session, row: Omit<DraftingRow, 'id'>): Promise<Drafting> {
  const numbered = { id: (await lastIn(session, 'draftings')) + 1, ...row };
  await insert(session, 'draftings', [numbered]);
  return draftingFromRow(numbered);
}

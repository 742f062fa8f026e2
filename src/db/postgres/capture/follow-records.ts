/** What texts and codings hold of records follows those that are called otherwise, merged or removed. */
import { sql } from 'kysely';
import type { Kind } from '../../../core/records/kinds.ts';
import { codedTogether, hasTexts } from '../../shared/capture/refusals.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { untie } from './anchors.ts';
import { refuseCoded } from './codings.ts';

/** The columns beside a record's own rows that hold its id. */
export const NAMING: { readonly [K in Kind]: readonly { readonly table: string; readonly column: string }[] } = {
  scale: [],
  expert: [],
  source: [{ table: 'documents', column: 'source' }],
  question: [{ table: 'coding_units', column: 'question' }],
  statement: [
    { table: 'anchors', column: 'statement' },
    { table: 'candidates', column: 'statement' },
  ],
  position: [{ table: 'adjudications', column: 'position' }],
};

/** Before records are removed. Fails with `conflict`: a source that a text is kept of stays, and a question that is coded. */
export async function letGo(session: Session, kind: Kind, ids: readonly string[]): Promise<void> {
  if (kind === 'source') await refuseWithTexts(session, ids);
  if (kind === 'question') for (const id of ids) await refuseCoded(session, 'question', id);
  if (kind === 'statement') await untie(session, ids);
}

/** Before a record is given up for another. Fails with `conflict` where both are questions that are coded in one round. */
export async function goOver(session: Session, kind: Kind, from: string, into: string): Promise<void> {
  if (kind === 'source') await moveDocuments(session, from, into);
  if (kind === 'question') await moveUnits(session, from, into);
  if (kind === 'statement') await untie(session, [from]);
}

async function refuseWithTexts(session: Session, sources: readonly string[]): Promise<void> {
  const texts = await session.all(sql<{ source: string; id: number }>`SELECT source, min(id) AS id FROM documents
    WHERE ${isIn('source', sources)} GROUP BY source`);
  const first = sources.flatMap((source) => texts.find((it) => it.source === source) ?? [])[0];
  if (first !== undefined) throw hasTexts(first.source, first.id);
}

/** From then on the documents are those of the other; what rests on a text that it has already rests on that one. */
async function moveDocuments(session: Session, from: string, into: string): Promise<void> {
  const twice = await session.all(sql<{ given: number; kept: number }>`SELECT f.id AS given, k.id AS kept
    FROM documents f JOIN documents k ON k.sha256 = f.sha256 AND k.source = ${into} WHERE f.source = ${from} ORDER BY f.id`);
  for (const { given, kept } of twice) {
    await session.all(sql`UPDATE anchors SET document = ${kept} WHERE document = ${given}`);
    await session.all(sql`UPDATE candidates SET document = ${kept} WHERE document = ${given}`);
    await session.all(sql`UPDATE coding_rounds SET document = ${kept}, number = number
      + (SELECT coalesce(max(number), 0) FROM coding_rounds WHERE document = ${kept}) WHERE document = ${given}`);
    await session.all(sql`UPDATE documents SET replaces = nullif(${kept}::bigint, id) WHERE replaces = ${given}`);
    await session.all(sql`DELETE FROM documents WHERE id = ${given}`);
  }
  await session.all(sql`UPDATE documents SET source = ${into} WHERE source = ${from}`);
}

async function moveUnits(session: Session, from: string, into: string): Promise<void> {
  const both = await session.first(sql<{ document: string }>`SELECT r.document::text AS document
    FROM coding_units u JOIN coding_units o ON o.round = u.round AND o.question = ${into}
    JOIN coding_rounds r ON r.id = u.round WHERE u.question = ${from} ORDER BY u.id LIMIT 1`);
  if (both !== undefined) throw codedTogether(from, into, both.document);
  await session.all(sql`UPDATE coding_units SET question = ${into} WHERE question = ${from}`);
}

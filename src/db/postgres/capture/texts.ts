/** The texts of sources: how they are kept, and taken out again; inside a transaction that holds the head. */
import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { TEXT_FORM } from '../../../core/capture/article-text.ts';
import type { NewDocument } from '../../../core/capture/document.ts';
import { dayOf } from '../../shared/capture/document-rows.ts';
import type { KeptText } from '../../shared/capture/kept-text.ts';
import type { Session } from '../statements.ts';
import { insert } from '../writing/row-writer.ts';
import { isStillKept, tieTo } from './anchors.ts';
import { lastIn } from './numbers.ts';

/** Keeps a text, unless its source has, or had, the same, and ties the statements of that to it; takes out those that are kept no longer. */
export async function keepText(session: Session, document: NewDocument, now: Date): Promise<KeptText> {
  const { source, text } = document;
  const at = now.toISOString();
  await takeTextsOut(session, sql`NOT (${isStillKept(dayOf(now))})`, 'keepUntil', at);
  const sha256 = hash('sha256', text, 'hex');
  const [same, before, last] = await Promise.all([
    session.first(sql<{ id: number; text: string | null }>`SELECT id, text FROM documents
      WHERE source = ${source} AND sha256 = ${sha256}`),
    session.first(sql<{ id: number }>`SELECT id FROM documents WHERE source = ${source} ORDER BY id DESC LIMIT 1`),
    lastIn(session, 'documents'),
  ]);
  if (same !== undefined) return { same };
  const id = last + 1;
  const row = {
    ...{ id, source, text, text_form: TEXT_FORM, sha256, length: text.length, replaces: before?.id ?? null },
    ...{ rights: document.rights, keep_until: document.keepUntil, language: document.language },
    ...{ format: document.format, filename: document.filename, file_sha256: document.fileSha256 },
    ...{ extractor: document.extractor, added_by: document.addedBy, added_at: at },
  };
  await insert(session, 'documents', [row]);
  return { id, untied: await tie(session, document, id) };
}

export async function takeTextsOut(
  session: Session,
  which: RawBuilder<unknown>,
  by: string,
  at: string,
): Promise<void> {
  await session.all(sql`UPDATE documents SET text = NULL, text_removed_by = ${by}, text_removed_at = ${at}
    WHERE text IS NOT NULL AND ${which}`);
}

/** Answers the statements on record of the source whose quotes are not in the text. */
async function tie(session: Session, { source, text }: NewDocument, document: number): Promise<string[]> {
  const quoting = await session.all(sql<{ id: string; quotes: string }>`SELECT id, quotes FROM statements
    WHERE source = ${source} AND quotes <> '[]' ORDER BY id`);
  const statements = quoting.map((it) => ({ id: it.id, quotes: JSON.parse(it.quotes) }));
  return tieTo(session, statements, document, text);
}

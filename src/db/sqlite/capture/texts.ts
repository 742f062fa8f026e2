/** The texts of sources: how they are kept, and taken out again; runs inside a transaction that the caller opens. */
import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { TEXT_FORM } from '../../../core/capture/article-text.ts';
import type { NewDocument } from '../../../core/capture/document.ts';
import { dayOf } from '../../shared/capture/document-rows.ts';
import type { KeptText } from '../../shared/capture/kept-text.ts';
import type { Statements } from '../statements.ts';
import { Anchors } from './anchors.ts';
import { isStillKept } from './kept.ts';

export class TextKeeper {
  readonly #statements: Statements;
  readonly #anchors: Anchors;
  readonly #now: () => Date;

  constructor(statements: Statements, now: () => Date) {
    this.#statements = statements;
    this.#anchors = new Anchors(statements, now);
    this.#now = now;
  }

  /** Keeps a text, unless its source has, or had, the same, and ties the statements of that to it; takes out those that are kept no longer. */
  keep(document: NewDocument): KeptText {
    this.takeOut(sql`NOT (${isStillKept(dayOf(this.#now()))})`, 'keepUntil');
    const { source, text } = document;
    const sha256 = hash('sha256', text, 'hex');
    const [same] = this.#statements.all(sql<{ id: number; text: string | null }>`SELECT id, text FROM documents
      WHERE source = ${source} AND sha256 = ${sha256}`);
    if (same !== undefined) return { same };
    const id = this.#insert(document, sha256);
    return { id, untied: this.#tie(source, id, text) };
  }

  takeOut(which: RawBuilder<unknown>, by: string): void {
    this.#statements.run(sql`UPDATE documents SET text = NULL, text_removed_by = ${by},
      text_removed_at = ${this.#now().toISOString()} WHERE text IS NOT NULL AND ${which}`);
  }

  #insert({ source, text, addedBy, ...document }: NewDocument, sha256: string): number {
    const [before] = this.#statements.all(
      sql<{ id: number }>`SELECT id FROM documents WHERE source = ${source} ORDER BY id DESC LIMIT 1`,
    );
    const [row] = this.#statements.all(sql<{
      id: number;
    }>`INSERT INTO documents (source, text, text_form, sha256, length,
      replaces, rights, keep_until, language, format, filename, file_sha256, extractor, added_by, added_at)
      VALUES (${source}, ${text}, ${TEXT_FORM}, ${sha256}, ${text.length}, ${before?.id ?? null}, ${document.rights},
      ${document.keepUntil}, ${document.language}, ${document.format}, ${document.filename}, ${document.fileSha256},
      ${document.extractor}, ${addedBy}, ${this.#now().toISOString()}) RETURNING id`);
    if (row === undefined) throw new RangeError('what was written has a row');
    return row.id;
  }

  /** Answers the statements on record of the source whose quotes are not in the text. */
  #tie(source: string, document: number, text: string): string[] {
    return this.#statements
      .all(sql<{ id: string; quotes: string }>`SELECT id, quotes FROM statements WHERE source = ${source}
        AND quotes <> '[]' ORDER BY id`)
      .flatMap(({ id, quotes }) =>
        this.#anchors.tieTo({ id, quotes: JSON.parse(quotes) }, document, text) ? [] : [id],
      );
  }
}

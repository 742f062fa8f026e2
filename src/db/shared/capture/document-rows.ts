/** Documents and candidates as rows. */
import type { Document, DocumentCandidate } from '../../../core/capture/document.ts';
import type { CandidateRow, DocumentRow } from '../tables.ts';

/** A document without its text, and how many of its candidates are in each state. */
export type CountedDocument = Omit<DocumentRow, 'text'> & { open: number; accepted: number; rejected: number };

export const documentFromRow = (row: CountedDocument): Document => ({
  id: String(row.id),
  source: row.source,
  sha256: row.sha256,
  length: row.length,
  textForm: row.text_form,
  replaces: row.replaces === null ? null : String(row.replaces),
  rights: row.rights,
  keepUntil: row.keep_until,
  language: row.language,
  format: row.format,
  filename: row.filename,
  fileSha256: row.file_sha256,
  extractor: row.extractor,
  addedBy: row.added_by,
  addedAt: row.added_at,
  textRemovedBy: row.text_removed_by,
  textRemovedAt: row.text_removed_at,
  candidates: { open: row.open, accepted: row.accepted, rejected: row.rejected },
});

export const candidateFromRow = (row: CandidateRow): DocumentCandidate => ({
  id: String(row.id),
  document: String(row.document),
  ...JSON.parse(row.data),
  state: row.state,
  statement: row.statement,
  reason: row.reason,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  revision: row.revision,
});

/** The number that an id is; 0, which none has, where it is no number. */
export const numberOf = (id: string): number => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0);

/** The day of a clock, as the last day that a text is kept is written. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

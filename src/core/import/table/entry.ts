/** Whom and what a row is about, and the ids its position and statement have where it gives none. */

import { isPartialDate } from '../../values/date.ts';
import { shortHash } from '../../values/fingerprint.ts';
import { slugOf } from '../../values/slug.ts';
import { isId } from '../../values/validation.ts';
import type { CodedColumn, CodedRow } from './columns.ts';
import type { FileRow } from './file-table.ts';

/** Who or what a cell names: by id, or by a name whose slug is the id. */
export type Reference = { readonly id: string; readonly name: string | null };

export const REFERRED = ['expert', 'question', 'source'] as const;
export type ReferredKind = (typeof REFERRED)[number];

export type CodedEntry = {
  readonly at: FileRow;
  readonly row: CodedRow;
  readonly refers: { readonly [K in ReferredKind]: Reference };
  readonly position: string;
  readonly statement: string;
};

const MAX_ID_CHARACTERS = 128;
const HASH_CHARACTERS = 10;

/** What the cell names; null where no id can be made of it. */
export function referTo(text: string): Reference | null {
  if (isId(text)) return { id: text, name: null };
  const id = slugOf(text);
  return id === null ? null : { id, name: text };
}

/** The entry of a row that has what is required, or the columns that name nothing. */
export function entryOf(
  at: FileRow,
  row: CodedRow,
  refer: (text: string) => Reference | null,
): CodedEntry | { readonly unnamed: readonly CodedColumn[] } {
  const [expert, question, source] = [refer(row.expert ?? ''), refer(row.question ?? ''), refer(row.source ?? '')];
  if (expert === null || question === null || source === null) {
    const found = { expert, question, source };
    return { unnamed: REFERRED.filter((kind) => found[kind] === null) };
  }
  const refers = { expert, question, source };
  const position = row.position ?? derivedId(row, refers);
  return { at, row, refers, position, statement: row.statement ?? position };
}

/**
 * What identifies the words that were coded: who, on what, when, where, and the words. How they are coded is no part of
 * it, so that a table with a corrected coding corrects it.
 */
function derivedId(row: CodedRow, { expert, question, source }: CodedEntry['refers']): string {
  const words = row.quote ?? [row.paraphrase ?? ''];
  const day = row.said_on ?? '';
  const hash = shortHash([expert.id, question.id, source.id, day, ...words].join('\u0000'));
  const readable = isPartialDate(day) ? `${expert.id}-${question.id}-${day}` : `${expert.id}-${question.id}`;
  return `${cut(readable, MAX_ID_CHARACTERS - HASH_CHARACTERS - 1)}-${hash}`;
}

/** The beginning of an id, which is an id itself. */
function cut(id: string, characters: number): string {
  if (id.length <= characters) return id;
  return [...id]
    .slice(0, characters)
    .join('')
    .replace(/[-_]+$/, '');
}

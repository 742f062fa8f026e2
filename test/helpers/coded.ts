/** Tables of coded positions for tests, from rows or from text, and what came of them. */
import { stringify } from 'csv-stringify/sync';
import type { Violation } from '../../src/core/errors.ts';
import type { FileBatch, FileTable } from '../../src/core/file-table.ts';
import type { Position } from '../../src/core/position.ts';
import type { Statement } from '../../src/core/statement.ts';
import type { Store } from '../../src/core/store.ts';
import { TABLE_FORMATS, type TableFormatName } from '../../src/intake/formats.ts';
import { importTables, type TableOptions, type TableReport } from '../../src/services/import-tables.ts';
import { RECORDED } from './records.ts';
import { refusal } from './refusal.ts';

export type Row = { readonly [column: string]: string };

/** What a row needs to stand on its own, with `create`. */
export const ROW: Row = {
  expert: 'Ada Lind',
  question: 'Bridge',
  question_proposition: 'There should be a bridge.',
  option: 'support',
  said_on: '2024-06-12',
  quote: 'Build it',
  source: 'gazette-1',
  source_title: 'The Strait, Again',
  source_publisher: 'Harbour Gazette',
  source_published_on: '2024-06-13',
};

/** Rows as CSV, with every column that one of them has. */
export function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]);
}

/** The text, or bytes, in pieces of that size, as a stream would bring them. */
export async function* piecesOf(text: string | Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export const tableFrom = (
  text: string | Uint8Array,
  { format = 'csv', name = null, size }: { format?: TableFormatName; name?: string | null; size?: number } = {},
): FileTable => TABLE_FORMATS[format].read(name, piecesOf(text, size));

/** All of a table, as it was read. */
export async function allOf({ batches }: FileTable): Promise<FileBatch> {
  const all: FileBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return { columns: all.at(-1)?.columns ?? [], rows: all.flatMap(({ rows }) => rows) };
}

/** Imports a table as somebody who may publish; what is missing is made unless the options say otherwise. */
export const importText = (
  store: Store,
  text: string,
  options: Partial<TableOptions> & { format?: TableFormatName; reason?: string; dryRun?: boolean } = {},
): Promise<TableReport> => {
  const { format = 'csv', reason = null, dryRun = false, ...rest } = options;
  return importTables(store, [tableFrom(text, { format })], { create: true, ...rest }, { ...RECORDED, reason, dryRun });
};

/** Each fault as `line:column name message`; one of a mapping with its place there. */
export const inWords = (violations: readonly Violation[]): string[] =>
  violations.map(({ file, line, column, columnName, pointer, parameter, message }) =>
    [[file, line, column].filter((part) => part !== undefined).join(':') || (pointer ?? parameter), columnName, message]
      .filter((part) => part !== undefined)
      .join(' '),
  );

/** What is wrong with the table, in words. */
export const faultsOf = async (
  store: Store,
  text: string,
  options: Parameters<typeof importText>[2] = {},
): Promise<string[]> => inWords((await refusal(importText(store, text, options))).violations);

/** The one position there is, with the statement it rests on. */
export const only = async (store: Store): Promise<{ readonly position: Position; readonly statement: Statement }> => {
  const [position] = (await store.list('position', {}, { limit: 2 })).items;
  const [statement] = (await store.list('statement', {}, { limit: 2 })).items;
  if (position === undefined || statement === undefined) throw new Error('there is no position');
  return { position, statement };
};

/** The formats that tables are read from. */
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FileTable } from '../core/import/table/file-table.ts';
import { Failure } from '../core/values/errors.ts';
import { jsonTable } from './json-table.ts';
import { ndjsonTable } from './ndjson.ts';
import { separatedTable } from './separated.ts';
import type { TableReading } from './table-reading.ts';
import { workbookTable } from './workbook/workbook.ts';

type Bytes = AsyncIterable<Uint8Array>;

export type TableFormat = {
  /** Null where a body of its type is something else, so that it comes as the file of a form. */
  readonly mediaType: string | null;
  /** The ends of names of files that have it. */
  readonly suffixes: readonly string[];
  /** What can be said of how it is to be read. */
  readonly takes: readonly (keyof TableReading)[];
  /** `name` is told with every fault; null where there is nothing to tell apart. */
  readonly read: (name: string | null, bytes: Bytes, reading: TableReading) => FileTable;
};

export const TABLE_FORMATS = {
  csv: {
    mediaType: 'text/csv',
    suffixes: ['.csv'],
    takes: ['encoding', 'delimiter'],
    read: (name, bytes, reading) => separatedTable(name, bytes, reading, ','),
  },
  tsv: {
    mediaType: 'text/tab-separated-values',
    suffixes: ['.tsv'],
    takes: ['encoding', 'delimiter'],
    read: (name, bytes, reading) => separatedTable(name, bytes, reading, '\t'),
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    suffixes: ['.xlsx', '.xlsm'],
    takes: ['sheet'],
    read: workbookTable('xlsx'),
  },
  ods: {
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    suffixes: ['.ods'],
    takes: ['sheet'],
    read: workbookTable('ods'),
  },
  qdpx: { mediaType: 'application/x-qdpx', suffixes: ['.qdpx'], takes: [], read: workbookTable('qdpx') },
  qdc: { mediaType: 'application/x-qdc', suffixes: ['.qdc'], takes: [], read: workbookTable('qdc') },
  ndjson: {
    mediaType: 'application/x-ndjson',
    suffixes: ['.ndjson', '.jsonl'],
    takes: ['encoding'],
    read: ndjsonTable,
  },
  /** A body of JSON is a bundle. */
  json: { mediaType: null, suffixes: ['.json'], takes: ['encoding'], read: jsonTable },
} as const satisfies { readonly [name: string]: TableFormat };

/** Each of what is said of the reading of a table that its format does not have. */
export const untaken = ({ takes }: TableFormat, reading: TableReading): readonly (keyof TableReading)[] =>
  (['encoding', 'delimiter', 'sheet'] as const).filter((name) => reading[name] !== null && !takes.includes(name));

export type TableFormatName = keyof typeof TABLE_FORMATS;

export const isTableFormat = (name: string): name is TableFormatName => Object.hasOwn(TABLE_FORMATS, name);

/** Whoever reads it tells what it is: an old workbook, a web page, or a new one by an old name. */
const OLD_WORKBOOK = '.xls';
const GZIP = '.gz';
const CHUNK_BYTES = 64 * 1024;

/** The format that the name of a file tells; null where it is none of a table. */
export function formatOfFile(path: string): { readonly format: TableFormatName; readonly isPacked: boolean } | null {
  const name = path.toLowerCase();
  const isPacked = name.endsWith(GZIP);
  const bare = isPacked ? name.slice(0, -GZIP.length) : name;
  if (bare.endsWith(OLD_WORKBOOK)) return { format: 'xlsx', isPacked };
  const format = Object.entries(TABLE_FORMATS).find(([, { suffixes }]) =>
    suffixes.some((suffix) => bare.endsWith(suffix)),
  );
  return format === undefined ? null : { format: format[0] as TableFormatName, isPacked };
}

/** What was packed by gzip. Fails with `invalid` where it is no such thing, or cut short, and as the reading does. */
export async function* unpacked(name: string, packed: Bytes): AsyncGenerator<Uint8Array> {
  // The failure of either is that of the whole, and is thrown by the reading.
  const bytes = pipeline(packed, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
  try {
    yield* bytes as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    throw new Failure('invalid', `${name} cannot be unpacked: it is no gzip, or cut short`, [], { cause: error });
  }
}

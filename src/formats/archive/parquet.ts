/** A table as Apache Parquet (https://parquet.apache.org/docs/file-format/), made as it is sent: a row group at a time. */
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { PublishedTable } from '../../answers/import/published-tables.ts';
import type { Column, Value } from '../../answers/table.ts';
import { isDayColumn } from './day-columns.ts';

/** Few rows, as others wait while a group is made. */
const GROUP_ROWS = 1_000;

/**
 * The file: text in UTF-8, numbers as doubles, whole days as dates, null for what is not there. `state` says in its metadata
 * which state of the store it is.
 */
export async function* parquetOf(
  { empty, pieces }: PublishedTable,
  state: { readonly [key: string]: string },
): AsyncGenerator<Uint8Array> {
  const sink = new ByteWriter();
  const writer = new ParquetWriter({
    writer: sink,
    schema: [{ name: 'root', num_children: empty.columns.length }, ...empty.columns.map(elementOf)],
    createdBy: 'standpoint',
    kvMetadata: Object.entries(state).map(([key, value]) => ({ key, value })),
  });
  const taken = (): Uint8Array => {
    const bytes = Uint8Array.from(sink.getBytes());
    sink.index = 0;
    return bytes;
  };
  let rows: (readonly Value[])[] = [];
  const write = async () => {
    const columnData = empty.columns.map((column, at) => ({
      name: column.key,
      data: rows.map((row) => storedAs(column, row[at])),
    }));
    await writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    rows = [];
    return taken();
  };
  for await (const piece of pieces()) {
    rows.push(...piece.rows);
    if (rows.length >= GROUP_ROWS) yield await write();
  }
  if (rows.length > 0) yield await write();
  await writer.finish();
  yield taken();
}

function elementOf(column: Column): SchemaElement {
  const named = { name: column.key, repetition_type: 'OPTIONAL' } as const;
  if (isDayColumn(column)) return { ...named, type: 'INT32', converted_type: 'DATE' };
  if (column.type === 'number') return { ...named, type: 'DOUBLE' };
  if (column.type === 'boolean') return { ...named, type: 'BOOLEAN' };
  return { ...named, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
}

const storedAs = (column: Column, value: Value | undefined): Value | Date =>
  isDayColumn(column) && typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : (value ?? null);

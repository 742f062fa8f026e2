/** Tables that are read together: to each row of one comes the row of another that its key names. */
import { Failure } from '../../values/errors.ts';
import { show } from '../../values/validation.ts';
import { ColumnNames } from './column-names.ts';
import { type FileBatch, type FileColumn, type FileRow, type FileTable, ragged, textIn } from './file-table.ts';
import type { JoinedTable } from './mapping.ts';
import { TableFaults } from './table-faults.ts';

/** All of another table, by its key; it is held while the first is read. */
export type KeyedTable = JoinedTable & {
  /** Where it stands in the mapping, as a JSON pointer. */
  readonly pointer: string;
  readonly names: readonly string[];
  readonly rows: ReadonlyMap<string, FileRow>;
};

/**
 * Reads the other table. Fails with `invalid`, and every fault at its line, where it has no such key or the same one twice;
 * of very many faults the first, as `TableFaults` does.
 */
export async function keyed(join: JoinedTable, table: FileTable, pointer: string): Promise<KeyedTable> {
  const rows = new Map<string, FileRow>();
  const faults = new TableFaults();
  let names: readonly string[] = [];
  const key = join.key ?? join.on;
  faults.begin(table.name);
  for await (const batch of table.batches(null)) {
    names = batch.columns.map(({ name }) => name);
    const columns = new ColumnNames(batch.columns);
    const at = columns.at(key);
    if (at === undefined) {
      const message = `is no column of ${table.name ?? 'that table'}${columns.suggest(key)}`;
      throw new Failure('invalid', `${show(key)} ${message}`, [
        { pointer: `${pointer}/${join.key ? 'key' : 'on'}`, message },
      ]);
    }
    for (const row of batch.rows) {
      const named = textIn(row.cells[at]);
      const fault = faultOf(row, { key: named, name: key, before: rows.get(named) });
      if (fault === null) rows.set(named, row);
      else faults.add([{ ...(table.name !== null && { file: table.name }), line: row.line, message: fault }]);
    }
  }
  if (faults.count > 0) throw faults.refusal();
  return { ...join, pointer, names, rows };
}

function faultOf(
  row: FileRow,
  { key, name, before }: { key: string; name: string; before: FileRow | undefined },
): string | null {
  if (row.fault !== undefined) return row.fault;
  if (key === '') return `has nothing in ${show(name)}, by which it is joined`;
  return before === undefined
    ? null
    : `has ${show(key)} in ${show(name)}, as line ${before.line} has: which of the two is meant?`;
}

/** The table with the columns of the others behind its own, under their prefixes. */
export const joinedTable = (table: FileTable, others: readonly KeyedTable[]): FileTable =>
  others.length === 0 ? table : { ...table, batches: (head) => joined(table.batches(head), others, table.hasHeader) };

async function* joined(
  batches: AsyncIterable<FileBatch>,
  others: readonly KeyedTable[],
  hasHeader: boolean,
): AsyncGenerator<FileBatch> {
  for await (const { columns, rows } of batches) {
    const names = new ColumnNames(columns);
    const keys = others.map((other) => ({ other, at: keyOf(other, names, hasHeader) }));
    const added = keys.flatMap(({ other, at }) =>
      other.names.map((name): FileColumn => ({ name: `${other.as}.${name}`, line: columns[0]?.line ?? 1, by: at })),
    );
    yield {
      columns: [...columns, ...added],
      rows: rows.map((row) => withOthers(row, columns.length, keys, hasHeader)),
    };
  }
}

/** One behind all columns where no row has named it yet. */
function keyOf({ on, pointer }: KeyedTable, names: ColumnNames, hasHeader: boolean): number {
  const at = names.at(on);
  if (at !== undefined || !hasHeader) return at ?? names.count;
  const message = `uses the column ${show(on)}, which the table does not have${names.suggest(on)}`;
  throw new Failure('invalid', message, [{ pointer: `${pointer}/on`, message }]);
}

function withOthers(
  row: FileRow,
  width: number,
  keys: readonly { readonly other: KeyedTable; readonly at: number }[],
  hasHeader: boolean,
): FileRow {
  const fault = row.fault ?? (hasHeader ? ragged(row.cells, width) : undefined);
  if (fault !== undefined) return { ...row, fault };
  const own = [...row.cells, ...Array<undefined>(width - row.cells.length).fill(undefined)];
  const cells = [...own];
  for (const { other, at } of keys) {
    const key = textIn(row.cells[at]);
    const found = other.rows.get(key);
    if (found === undefined)
      return { ...row, cells: own, fault: `has ${show(key)} in ${show(other.on)}, which no row of ${other.file} has` };
    cells.push(...other.names.map((_, index) => found.cells[index]));
  }
  return { ...row, cells };
}

/** Tables that are read together: to each row of one comes the row of another that its key names. */
import { Failure, type Violation } from '../../values/errors.ts';
import { show, suggest } from '../../values/validation.ts';
import { ColumnNames } from './column-names.ts';
import { type FileBatch, type FileColumn, type FileRow, type FileTable, isBlank } from './file-table.ts';
import type { JoinedTable } from './mapping.ts';

/** All of another table, by its key; it is held while the first is read. */
export type KeyedTable = JoinedTable & {
  /** Where it stands in the mapping, as a JSON pointer. */
  readonly pointer: string;
  readonly names: readonly string[];
  readonly rows: ReadonlyMap<string, readonly unknown[]>;
};

const keyIn = (cell: unknown): string => (isBlank(cell) ? '' : String(cell).trim());

/** Reads the other table. Fails with `invalid`, and every fault at its line, where it has no such key or the same one twice. */
export async function keyed(join: JoinedTable, table: FileTable, pointer: string): Promise<KeyedTable> {
  const rows = new Map<string, readonly unknown[]>();
  const lines = new Map<string, number>();
  const violations: Violation[] = [];
  let names: readonly string[] = [];
  const key = join.key ?? join.on;
  for await (const batch of table.batches(null)) {
    names = batch.columns.map(({ name }) => name);
    const columns = new ColumnNames(batch.columns);
    const at = columns.at(key);
    if (at === undefined) {
      const message = `is no column of ${table.name ?? 'that table'}${suggest(key, columns.addresses)}`;
      throw new Failure('invalid', `${show(key)} ${message}`, [
        { pointer: `${pointer}/${join.key ? 'key' : 'on'}`, message },
      ]);
    }
    for (const row of batch.rows) {
      const fault = faultOf(row, { key: keyIn(row.cells[at]), name: key, lines });
      if (fault === null) rows.set(keyIn(row.cells[at]), row.cells);
      else violations.push({ ...(table.name !== null && { file: table.name }), line: row.line, message: fault });
      lines.set(keyIn(row.cells[at]), row.line);
    }
  }
  if (violations.length > 0) throw new Failure('invalid', 'a joined table cannot be used', violations);
  return { ...join, pointer, names, rows };
}

function faultOf(
  row: FileRow,
  { key, name, lines }: { key: string; name: string; lines: ReadonlyMap<string, number> },
): string | null {
  if (row.fault !== undefined) return row.fault;
  if (key === '') return `has nothing in ${show(name)}, by which it is joined`;
  const before = lines.get(key);
  return before === undefined
    ? null
    : `has ${show(key)} in ${show(name)}, as line ${before} has: which of the two is meant?`;
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
  const message = `uses the column ${show(on)}, which the table does not have${suggest(on, names.addresses)}`;
  throw new Failure('invalid', message, [{ pointer: `${pointer}/on`, message }]);
}

function withOthers(
  row: FileRow,
  width: number,
  keys: readonly { readonly other: KeyedTable; readonly at: number }[],
  hasHeader: boolean,
): FileRow {
  const isRagged = hasHeader && row.cells.length !== width;
  if (row.fault !== undefined || isRagged) return row;
  const own = [...row.cells, ...Array<undefined>(width - row.cells.length).fill(undefined)];
  const cells = [...own];
  for (const { other, at } of keys) {
    const key = keyIn(row.cells[at]);
    const found = other.rows.get(key);
    if (found === undefined)
      return { ...row, cells: own, fault: `has ${show(key)} in ${show(other.on)}, which no row of ${other.file} has` };
    cells.push(...other.names.map((_, index) => found[index]));
  }
  return { ...row, cells };
}

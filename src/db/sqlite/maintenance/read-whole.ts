/** Reads all that a file holds, in one state of it. */
import type { Whole, WholeRow, WholeTable } from '../../shared/maintenance/whole.ts';
import type { Connection } from '../connection.ts';

/** Rows of these are in a table of the index beside. */
const FROM: { readonly [table: string]: string } = {
  search_documents:
    '(SELECT d.kind, d.id, s.title, s.body FROM search_documents d JOIN search_index s ON s.rowid = d.key)',
};

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** The columns that a row is written with: what is generated is none of them. */
export const columnsOf = (connection: Connection, { name, columns }: WholeTable): readonly string[] =>
  columns ??
  (connection.pragma(`table_xinfo(${name})`) as { name: string; hidden: number }[])
    .filter(({ hidden }) => hidden === 0)
    .map((column) => column.name);

/** The caller sees to it that the connection stays on one state, and reads nothing else meanwhile. */
export const wholeOf = (connection: Connection): Whole => ({
  async *rows(table) {
    const order = [...table.key, ...(table.within ?? [])];
    const rows = connection
      .prepare<[], WholeRow>(
        `SELECT ${quoted(columnsOf(connection, table))} FROM ${FROM[table.name] ?? table.name} ORDER BY ${quoted(order)}`,
      )
      .iterate();
    let piece: WholeRow[] = [];
    for (const row of rows) {
      piece.push(row);
      if (piece.length < table.atOnce) continue;
      yield piece;
      piece = [];
    }
    if (piece.length > 0) yield piece;
  },
  lastMapping: async () =>
    Number(connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'mappings'").pluck().get() ?? 0),
});

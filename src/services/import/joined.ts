/** The tables that a mapping joins to another, each read once and held. */
import type { FileTable } from '../../core/import/table/file-table.ts';
import { type KeyedTable, keyed } from '../../core/import/table/join.ts';
import type { JoinedTable } from '../../core/import/table/mapping.ts';
import { MAPPING_AT } from '../../core/import/table/session.ts';

/** `open` opens one by the name that the mapping has for it. Fails with `invalid` as `keyed` does, and as `open` does. */
export async function keyedTables(
  joins: readonly JoinedTable[],
  open: (file: string) => FileTable | Promise<FileTable>,
): Promise<readonly KeyedTable[]> {
  const others: KeyedTable[] = [];
  for (const [index, join] of joins.entries())
    others.push(await keyed(join, await open(join.file), `${MAPPING_AT}/join/${index}`));
  return others;
}

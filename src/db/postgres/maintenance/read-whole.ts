/** Reads all that a schema holds, page by page, by the keys of its tables. */
import { type RawBuilder, sql } from 'kysely';
import type { Whole, WholeRow, WholeTable } from '../../shared/maintenance/whole.ts';
import type { Session } from '../statements.ts';

/** The columns that a row is written with: what is generated is none of them. */
async function columnsOf(session: Session, { name, columns }: WholeTable): Promise<readonly string[]> {
  if (columns !== undefined) return columns;
  const rows = await session.all(sql<{ name: string }>`SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ${name} AND is_generated = 'NEVER'`);
  return rows.map((row) => row.name);
}

const refs = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));

/** The caller sees to it that all is read in one state. */
export const wholeOf = (session: Session): Whole => ({
  async *rows(table) {
    const columns = await columnsOf(session, table);
    const pages = table.within === undefined ? byKey(table) : byGroup(session, table);
    let last: WholeRow | undefined;
    for (;;) {
      const page = await pages(last);
      if (page === null) return;
      const rows = await session.all(
        sql<WholeRow>`SELECT ${refs(columns)} FROM ${sql.table(table.name)} WHERE ${page.where} ${page.end}`,
      );
      if (rows.length > 0) yield rows;
      last = rows.at(-1);
      if (page.isLast(rows.length)) return;
    }
  },
  lastMapping: async () => {
    const row = await session.first(sql<{ last: number }>`SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last
      FROM mappings_revision_seq`);
    return row?.last ?? 0;
  },
});

type Page = {
  readonly where: RawBuilder<unknown>;
  readonly end: RawBuilder<unknown>;
  isLast(rows: number): boolean;
};
type Pages = (last: WholeRow | undefined) => Promise<Page | null>;

/** So many rows behind the last one. */
const byKey =
  ({ key, atOnce }: WholeTable): Pages =>
  async (last) => ({
    where:
      last === undefined ? sql`TRUE` : sql`(${refs(key)}) > (${sql.join(key.map((column) => sql.val(last[column])))})`,
    end: sql`ORDER BY ${refs(key)} LIMIT ${atOnce}`,
    isLast: (rows) => rows < atOnce,
  });

/** All rows of some keys, where one key has many; what is missing comes first, as it does elsewhere. */
function byGroup(session: Session, { name, key, within = [], atOnce }: WholeTable): Pages {
  const column = sql.ref(key[0] ?? '');
  const from = sql.table(name);
  let done = -1;
  return async () => {
    const behind = sql`${column} > ${done}`;
    const some = await session.first(sql<{ upto: number | null }>`SELECT max(k) AS upto FROM (
      SELECT ${column} AS k FROM ${from} WHERE ${behind} ORDER BY ${column} LIMIT ${atOnce}) AS page`);
    const upto = some?.upto ?? null;
    if (upto === null) return null;
    const where = sql`${behind} AND ${column} <= ${upto}`;
    done = upto;
    const order = [column, ...within.map((each) => sql`${sql.ref(each)} NULLS FIRST`)];
    return { where, end: sql`ORDER BY ${sql.join(order)}`, isLast: () => false };
  };
}

/** Versions: what records were, from which entry of the log until which, so that any state can be read as the present is. */
import { sql } from 'kysely';
import { STILL } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { insert, type WrittenRow } from './row-writer.ts';

/** A record under one id, as an entry of the log left it: its rows by table; none where it was given up or removed. */
export type Version = {
  readonly seq: number;
  readonly id: string;
  readonly rows: readonly { readonly table: string; readonly row: WrittenRow }[];
};

/** Tables that hold rows of a record, with the columns that hold its id. */
export type Owned = readonly { readonly table: string; readonly owner: string; readonly kind?: string }[];

/** Notes versions of records of one kind, in the order of the log. What was current before them ends with them. */
export async function noteVersions(session: Session, owned: Owned, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const byId = Map.groupBy(versions, ({ id }) => id);
  const ends = [...byId].map(([id, of]) => ({ id, seq: of[0]?.seq ?? 0 }));
  const rows = Map.groupBy(
    [...byId.values()].flatMap((of) =>
      of.flatMap(({ seq: since, rows }, index) => {
        const until = of[index + 1]?.seq ?? STILL;
        // What one commit wrote twice under one number was never seen in between.
        return until === since ? [] : rows.map(({ table, row }) => ({ table, row: { ...row, since, until } }));
      }),
    ),
    ({ table }) => table,
  );
  const ending = sql`json_to_recordset(${JSON.stringify(ends)}::json) AS it (id text COLLATE "C", seq bigint)`;
  await Promise.all(
    owned.map(({ table, owner, kind }) =>
      session.all(sql`UPDATE ${sql.table(`${table}_versions`)} AS v SET until = it.seq FROM ${ending}
        WHERE v.${sql.ref(owner)} = it.id AND v.until = ${STILL}
          AND ${kind === undefined ? sql`TRUE` : sql`v.kind = ${kind}`}`),
    ),
  );
  await Promise.all(
    [...rows].map(([table, of]) =>
      insert(
        session,
        `${table}_versions`,
        of.map(({ row }) => row),
      ),
    ),
  );
}

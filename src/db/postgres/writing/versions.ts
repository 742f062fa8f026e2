/** Versions: what records were, from which entry of the log until which, so that any state can be read as the present is. */
import { sql } from 'kysely';
import { STILL } from '../records/tables.ts';
import { allDone, type Session } from '../statements.ts';
import { insert, type WrittenRow } from './row-writer.ts';

/** A record under one id, as an entry of the log left it: its rows by table; none where it was given up or removed. */
export type Version = {
  readonly seq: number;
  readonly id: string;
  /** True for a record that is made: none of the id is current. */
  readonly isNew: boolean;
  readonly rows: readonly { readonly table: string; readonly row: WrittenRow }[];
};

/** Tables that hold rows of a record, with the columns that hold its id. */
export type Owned = readonly { readonly table: string; readonly owner: string; readonly kind?: string }[];

/** Notes versions of records of one kind, in the order of the log. What was current before them ends with them. */
export async function noteVersions(session: Session, owned: Owned, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const byId = Map.groupBy(versions, ({ id }) => id);
  const ends = [...byId].flatMap(([id, [first]]) => (first === undefined || first.isNew ? [] : { id, seq: first.seq }));
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
  await allDone([
    ...owned.map((it) => endThose(session, it, ends)),
    ...[...rows].map(([table, of]) =>
      insert(
        session,
        `${table}_versions`,
        of.map(({ row }) => row),
      ),
    ),
  ]);
}

/** The current versions of these records end with the numbers. */
async function endThose(
  session: Session,
  { table, owner, kind }: Owned[number],
  ends: readonly { readonly id: string; readonly seq: number }[],
): Promise<void> {
  if (ends.length === 0) return;
  // The kind is joined by: as a constant it is taken for a few rows, and all of that kind are read.
  const those = JSON.stringify(ends.map((it) => ({ ...it, kind })));
  await session.all(sql`UPDATE ${sql.table(`${table}_versions`)} AS v SET until = it.seq
    FROM json_to_recordset(${those}::json) AS it (id text COLLATE "C", seq bigint, kind text COLLATE "C")
    WHERE v.${sql.ref(owner)} = it.id AND v.until = ${STILL}
      AND ${kind === undefined ? sql`TRUE` : sql`v.kind = it.kind`}`);
}

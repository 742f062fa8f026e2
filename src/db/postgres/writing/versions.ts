/** Versions: what records were, from which entry of the log until which, so that any state can be read as the present is. */
import { sql } from 'kysely';
import { STILL } from '../records/tables.ts';
import { allDone, type Session } from '../statements.ts';
import { insert, type WrittenRow } from './row-writer.ts';

/** A record under one id, as an entry of the log left it: its rows in one table; none where it was given up or removed. */
export type Version = {
  readonly seq: number;
  readonly id: string;
  /** True for a record that is made: none of the id is current. */
  readonly isNew: boolean;
  readonly rows: readonly WrittenRow[];
};

/** A table that holds rows of records, with the column that holds the id of the record. */
export type Owned = { readonly table: string; readonly owner: string; readonly kind?: string };

/** Notes versions of rows in one table, in the order of the log. What was current before them ends with them. */
export async function noteVersions(session: Session, owned: Owned, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const byId = Map.groupBy(versions, ({ id }) => id);
  const ends = [...byId].flatMap(([id, [first]]) => (first === undefined || first.isNew ? [] : { id, seq: first.seq }));
  const rows = [...byId.values()].flatMap((of) =>
    of.flatMap(({ seq: since, rows }, index) => {
      const until = of[index + 1]?.seq ?? STILL;
      // What one commit wrote twice under one number was never seen in between.
      return until === since ? [] : rows.map((row) => ({ ...row, since, until }));
    }),
  );
  await allDone([endThose(session, owned, ends), insert(session, `${owned.table}_versions`, rows)]);
}

/** The current versions of these records end with the numbers. */
async function endThose(
  session: Session,
  { table, owner, kind }: Owned,
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

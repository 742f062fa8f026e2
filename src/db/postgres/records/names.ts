/** Names: every record of a kind under those that it is known by, without the rest of it, in the order of ids. */
import { type RawBuilder, sql } from 'kysely';
import { PLURALS } from '../../../core/records/kinds.ts';
import type { Named, NamedKind } from '../../../core/records/near.ts';
import type { NamesSince } from '../../../core/writing/grounds.ts';
import { NAME_COLUMNS, NAMED_BY, type NameRows } from '../../shared/records/names.ts';
import type { Session } from '../statements.ts';
import { PRESENT, type State, seen, tableAt } from './tables.ts';

export const namesOf = (session: Session, kind: NamedKind, state: State): Promise<readonly Named[]> =>
  namesWhere(session, kind, state, seen(PLURALS[kind], state));

/** Those of the records that have an entry in the log after `since`, drafts among them. */
export const namesSince = (session: Session, { kind, since }: NamesSince): Promise<readonly Named[]> =>
  namesWhere(session, kind, PRESENT, sql`id IN (SELECT id FROM changes WHERE seq > ${since} AND entity = ${kind})`);

async function namesWhere<K extends NamedKind>(
  session: Session,
  kind: K,
  state: State,
  which: RawBuilder<boolean>,
): Promise<readonly Named[]> {
  const columns = sql.join(NAME_COLUMNS[kind].map((column) => sql.ref(column)));
  const rows = await session.all(
    sql<NameRows[K]>`SELECT ${columns} FROM ${tableAt(PLURALS[kind], state)} WHERE ${which} ORDER BY id`,
  );
  return rows.map((row) => NAMED_BY[kind](row));
}

/** Names: every record of a kind under those that it is known by, without the rest of it. */
import { sql } from 'kysely';
import { PLURALS } from '../../../core/records/kinds.ts';
import type { Named, NamedKind } from '../../../core/records/near.ts';
import type { NamesSince } from '../../../core/writing/grounds.ts';
import { NAME_COLUMNS, NAMED_BY, type NameRows } from '../../shared/records/names.ts';
import type { Sight } from '../../shared/sights.ts';
import type { Statements } from '../statements.ts';
import { type Condition, seen } from './filter.ts';

/** In the order of ids. */
export const namesOf = (statements: Statements, kind: NamedKind, sight: Sight): readonly Named[] =>
  namesWhere(statements, kind, seen(PLURALS[kind], sight) ?? sql`TRUE`);

/** Those of the records that have an entry in the log after `since`, drafts among them. */
export const namesSince = (statements: Statements, { kind, since }: NamesSince): readonly Named[] =>
  namesWhere(statements, kind, sql`id IN (SELECT id FROM changes WHERE seq > ${since} AND +entity = ${kind})`);

function namesWhere<K extends NamedKind>(statements: Statements, kind: K, which: Condition): readonly Named[] {
  const columns = sql.join(NAME_COLUMNS[kind].map((column) => sql.ref(column)));
  const rows = statements.all(
    sql<NameRows[K]>`SELECT ${columns} FROM ${sql.table(PLURALS[kind])} WHERE ${which} ORDER BY id`,
  );
  return rows.map((row) => NAMED_BY[kind](row));
}

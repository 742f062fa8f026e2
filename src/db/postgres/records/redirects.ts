/** Ids that were given up by a renaming, and where they lead. */
import { type RawBuilder, sql } from 'kysely';
import type { Kind } from '../../../core/records/kinds.ts';
import type { Session } from '../statements.ts';
import { comparable, isIn, type State, tableAt } from './tables.ts';

/** The redirects that are seen: what a draft gave up leads the public nowhere. */
const seenAs = (alias: string, { sight }: State): RawBuilder<boolean> =>
  sight === 'all' ? sql`TRUE` : sql`${sql.ref(`${alias}.is_public`)} = 1`;

/** From each of `ids` that was given up to the id its record has now. */
export async function redirectsOf(
  session: Session,
  kind: Kind,
  ids: readonly string[],
  state: State,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  // A state that was holds each renaming as it happened, so what leads on is followed, later ones only.
  const rows = await session.all(sql<{ old_id: string; id: string }>`
    WITH RECURSIVE leads (old_id, id, seq) AS (
      SELECT r.old_id, r.id, r.seq FROM ${tableAt('redirects', state, 'r')}
        WHERE r.entity = ${kind} AND ${isIn('r.old_id', ids)} AND ${seenAs('r', state)}
      UNION
      SELECT leads.old_id, next.id, next.seq FROM leads JOIN ${tableAt('redirects', state, 'next')}
        ON next.entity = ${kind} AND next.old_id = leads.id AND next.seq > leads.seq
    )
    SELECT DISTINCT ON (old_id) old_id, id FROM leads ORDER BY old_id, seq DESC`);
  return new Map(rows.flatMap((row) => (row.id === row.old_id ? [] : [[row.old_id, row.id] as const])));
}

/**
 * The id that the record of a column had in that state; the column itself where that was not given up. Followed as above:
 * whoever took an id up again leads through it twice.
 */
export const idNow = (kind: Kind, column: string, state: State): RawBuilder<string> => sql`coalesce((
  WITH RECURSIVE leads (id, seq) AS (
    SELECT r.id, r.seq FROM ${tableAt('redirects', state, 'r')} WHERE r.entity = ${kind} AND r.old_id = ${sql.ref(column)}
    UNION SELECT next.id, next.seq FROM leads JOIN ${tableAt('redirects', state, 'next')}
      ON next.entity = ${kind} AND next.old_id = leads.id AND next.seq > leads.seq
  ) SELECT id FROM leads ORDER BY seq DESC LIMIT 1), ${sql.ref(column)})`;

/** Ids as a query of its own. */
export const given = (ids: readonly string[]): RawBuilder<unknown> =>
  sql`SELECT unnest(${ids.map(comparable)}::text[])`;

/** What a query of ids finds, and every other id that those records have or had, as far as it is seen. */
export const everNamed = (kind: Kind, ids: RawBuilder<unknown>, state: State): RawBuilder<unknown> => sql`
  WITH RECURSIVE named (id) AS (
    SELECT found.id COLLATE "C" FROM (${ids}) AS found (id)
    UNION SELECT led.id FROM named CROSS JOIN LATERAL (
      SELECT r.old_id AS id FROM ${tableAt('redirects', state, 'r')}
        WHERE r.entity = ${kind} AND r.id = named.id AND ${seenAs('r', state)}
      UNION ALL SELECT r.id FROM ${tableAt('redirects', state, 'r')}
        WHERE r.entity = ${kind} AND r.old_id = named.id AND ${seenAs('r', state)}) AS led
  ) SELECT id FROM named`;

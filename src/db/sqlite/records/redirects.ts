/** Ids that were given up by a renaming, and where they lead. */
import { type RawBuilder, sql } from 'kysely';
import type { Kind } from '../../../core/records/kinds.ts';
import type { Sight } from '../../shared/sights.ts';
import type { Statements } from '../statements.ts';
import { isIn } from './filter.ts';

/** The redirects that are seen: what a draft gave up leads the public nowhere. */
export const seenRedirects = (sight: Sight) => (sight === 'all' ? sql`TRUE` : sql`redirects.is_public = 1`);

/** From each of `ids` that was given up to the id its record has now. */
export function redirectsOf(
  statements: Statements,
  kind: Kind,
  ids: readonly string[],
  sight: Sight = 'all',
): Map<string, string> {
  const rows = statements.all(
    // A state that was holds each renaming as it happened, so what leads on is followed, later ones only.
    sql<{ old_id: string; id: string }>`
      WITH RECURSIVE leads (old_id, id, seq) AS (
        SELECT old_id, id, seq FROM redirects WHERE entity = ${kind} AND ${isIn('old_id', ids)} AND ${seenRedirects(sight)}
        UNION
        SELECT leads.old_id, next.id, next.seq FROM leads JOIN redirects next
          ON next.entity = ${kind} AND next.old_id = leads.id AND next.seq > leads.seq
      )
      SELECT old_id, id, max(seq) FROM leads GROUP BY old_id HAVING id <> old_id`,
  );
  return new Map(rows.map((row) => [row.old_id, row.id]));
}

/**
 * The id that the record of a column has now; the column itself where that was not given up. Followed as above: whoever
 * took an id up again leads through it twice.
 */
export const idNow = (kind: Kind, column: string): RawBuilder<string> => sql`coalesce((
  WITH RECURSIVE leads (id, seq) AS (
    SELECT id, seq FROM redirects WHERE entity = ${kind} AND old_id = ${sql.ref(column)}
    UNION SELECT next.id, next.seq FROM leads CROSS JOIN redirects next
      ON next.entity = ${kind} AND next.old_id = leads.id AND next.seq > leads.seq
  ) SELECT id FROM leads ORDER BY seq DESC LIMIT 1), ${sql.ref(column)})`;

/** Was any id ever given up? */
export const anyRedirects = (statements: Statements): boolean =>
  statements.all(sql`SELECT 1 FROM redirects LIMIT 1`).length > 0;

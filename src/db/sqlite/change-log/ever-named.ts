/** Ids in queries: those given, and every other id that their records have or had. */
import { type RawBuilder, sql } from 'kysely';
import type { Kind } from '../../../core/records/kinds.ts';
import type { Sight } from '../../shared/sights.ts';
import { seenRedirects } from '../records/redirects.ts';

export const given = (ids: readonly string[]): RawBuilder<unknown> =>
  sql`SELECT value FROM json_each(${JSON.stringify(ids)})`;

/** What a query of ids finds, and every other id that those records have or had, as far as it is seen. */
export const everNamed = (kind: Kind, ids: RawBuilder<unknown>, sight: Sight): RawBuilder<unknown> => sql`
  WITH RECURSIVE named (id) AS (
    ${ids}
    UNION SELECT redirects.old_id FROM named
      CROSS JOIN redirects ON redirects.entity = ${kind} AND redirects.id = named.id AND ${seenRedirects(sight)}
    UNION SELECT redirects.id FROM named
      CROSS JOIN redirects ON redirects.entity = ${kind} AND redirects.old_id = named.id
        AND ${seenRedirects(sight)}
  ) SELECT id FROM named`;

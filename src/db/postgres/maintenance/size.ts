import { sql } from 'kysely';
import type { Session } from '../statements.ts';

/** What the tables of the schema take with their indexes, in bytes. */
export async function sizeOf(session: Session): Promise<number> {
  const size = sql<{ bytes: number | null }>`SELECT sum(pg_total_relation_size(oid))::float8 AS bytes FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`;
  return (await session.first(size))?.bytes ?? 0;
}

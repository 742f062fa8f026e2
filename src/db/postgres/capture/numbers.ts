import { sql } from 'kysely';
import type { Session } from '../statements.ts';

/** The last number in a table whose rows are numbered by whoever holds the head; 0 where it has none. */
export const lastIn = async (session: Session, table: string): Promise<number> =>
  (await session.first(sql<{ last: number | null }>`SELECT max(id) AS last FROM ${sql.table(table)}`))?.last ?? 0;

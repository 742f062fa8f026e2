/** Leaves of the tree over the log, as they are stored. */
import { sql } from 'kysely';
import { LEAF_BYTES, LEAVES_IN_ROW, leafAt, type StoredLeaf } from '../../shared/change-log/leaf-bytes.ts';
import type { Session } from '../statements.ts';

/** What an entry of the log says, and its leaf holds. */
export const ENTRY_COLUMNS = sql.raw('seq, at, actor, action, entity, id, reason, before, after');

/** The leaves of the entries after `from` up to and with `to`, in their order; those that have none are left out. */
export async function leavesBetween(session: Session, from: number, to: number): Promise<StoredLeaf[]> {
  const rows = await session.arrays<[first: number, leaves: Buffer]>(sql`SELECT first, leaves FROM log_leaves
    WHERE first > ${from - LEAVES_IN_ROW} AND first <= ${to} ORDER BY first`);
  return rows.flatMap(([first, leaves]) => {
    const start = Math.max(0, from + 1 - first);
    const end = Math.min(leaves.length / LEAF_BYTES, to + 1 - first);
    return Array.from({ length: Math.max(0, end - start) }, (_, at) => leafAt(leaves, start + at));
  });
}

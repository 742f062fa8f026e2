/** What `standpoint check` looks at: the invariants, the records against the log, cells, the index, the tree over the log. */
import type { Finding } from '../../../core/ports/store.ts';
import { verifyLog } from '../change-log/verify-log.ts';
import type { Readers } from '../records/read.ts';
import type { Session } from '../statements.ts';

/** On one state, which the caller sees to. */
export async function check(session: Session, _readers: Readers): Promise<Finding[]> {
  return [...(await verifyLog(session, null)).findings];
}

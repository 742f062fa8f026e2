/** What `standpoint check` looks at: the log, and the tree over it. */
import type { Finding } from '../../../core/ports/store.ts';
import { verifyLog } from '../change-log/verify-log.ts';
import type { Session } from '../statements.ts';

export const UNCHECKED = 'the records, the cells and the index';

/** On one state, which the caller sees to. */
export async function check(session: Session): Promise<Finding[]> {
  return [...(await verifyLog(session, null)).findings];
}

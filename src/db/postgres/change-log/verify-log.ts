/** Makes every leaf anew from the log, and the tree from them: whatever was changed since is found. */
import { sql } from 'kysely';
import type { TreeNode } from '../../../core/change-log/tree/frontier.ts';
import type { LoggedEntry } from '../../../core/change-log/tree/leaf.ts';
import type { TreeHead } from '../../../core/change-log/tree/verify.ts';
import type { VerifiedLog } from '../../../core/ports/log-tree.ts';
import { LogLook } from '../../shared/change-log/log-look.ts';
import type { Session } from '../statements.ts';
import { readWholeHead } from './head.ts';
import { ENTRY_COLUMNS, leavesBetween } from './read-leaves.ts';
import { storedFrontier } from './stored-frontier.ts';

const IN_PIECE = 500;

/** Reads on one state, which the caller sees to. `since` is a head that the log must begin with. */
export async function verifyLog(session: Session, since: TreeHead | null): Promise<VerifiedLog> {
  const look = new LogLook(since);
  const nodes: TreeNode[] = [];
  for (let after = 0; ; after += IN_PIECE) {
    const to = after + IN_PIECE;
    const [leaves, entries] = await Promise.all([
      leavesBetween(session, after, to),
      session.all(sql<LoggedEntry>`SELECT ${ENTRY_COLUMNS} FROM changes WHERE seq > ${after} AND seq <= ${to}`),
    ]);
    const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
    for (const [at, leaf] of leaves.entries()) nodes.push(...look.leaf(bySeq.get(after + at + 1), leaf));
    if (leaves.length < IN_PIECE) break;
  }
  const rows = await session.all(sql<{ height: number; position: number; digest: string }>`
    SELECT height, position, digest FROM log_nodes`);
  const stored = new Map(rows.map(({ height, position, digest }) => [`${height} ${position}`, digest]));
  for (const node of nodes) look.node(node, stored.get(`${node.height} ${node.index}`));
  look.frontier(storedFrontier(await readWholeHead(session)));
  return look.end();
}

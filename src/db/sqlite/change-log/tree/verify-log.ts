/** Makes every leaf anew from the log, and the tree from them: whatever was changed since is found. */
import { sql } from 'kysely';
import type { LoggedEntry } from '../../../../core/change-log/tree/leaf.ts';
import type { TreeHead } from '../../../../core/change-log/tree/verify.ts';
import type { VerifiedLog } from '../../../../core/ports/log-tree.ts';
import { LogLook } from '../../../shared/change-log/log-look.ts';
import { param, type Statements } from '../../statements.ts';
import { createLeafReader } from './leaf-rows.ts';

const IN_PIECE = 500;

/** Reads on one state, which the caller sees to. `since` is a head that the log must begin with. */
export function verifyLog(statements: Statements, since: TreeHead | null): VerifiedLog {
  const look = new LogLook(since);
  const leavesIn = createLeafReader(statements);
  const entriesIn = statements.define(
    sql<LoggedEntry>`SELECT seq, at, actor, action, entity, id, reason, before, after FROM changes
      WHERE seq > ${param('after')} AND seq <= ${param('to')}`,
  );
  const nodeAt = statements.define(
    sql<{
      digest: string;
    }>`SELECT digest FROM log_nodes WHERE height = ${param('height')} AND position = ${param('index')}`,
  );
  for (let after = 0; ; after += IN_PIECE) {
    const to = after + IN_PIECE;
    const leaves = leavesIn.between(after, to);
    const entries = new Map(entriesIn.all({ after, to }).map((entry) => [entry.seq, entry]));
    for (const [at, leaf] of leaves.entries())
      for (const node of look.leaf(entries.get(after + at + 1), leaf)) look.node(node, nodeAt.get(node)?.digest);
    if (leaves.length < IN_PIECE) break;
  }
  return look.end();
}

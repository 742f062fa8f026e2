/** Reads the tree over the log: heads, leaves and proofs. */
import { sql } from 'kysely';
import { contentOf, type LoggedEntry } from '../../../../core/change-log/tree/leaf.ts';
import type { DatedHead, LogTree, OpenedLeaf } from '../../../../core/ports/log-tree.ts';
import { Failure } from '../../../../core/values/errors.ts';
import type { StoredLeaf } from '../../../shared/change-log/leaf-bytes.ts';
import { sha256 } from '../../../shared/change-log/sha256.ts';
import { param, type Statements } from '../../statements.ts';
import { StoredTree } from './stored-tree.ts';
import { verifyLog } from './verify-log.ts';

/** `together` reads several times on one state. */
export function createLogTree(statements: Statements, together: <T>(read: () => T) => T): LogTree {
  const stored = new StoredTree(statements);
  const { leaves, proofs } = stored;
  const entryAt = statements.define(sql<{ at: string }>`SELECT at FROM changes WHERE seq = ${param('seq')}`);
  const entry = statements.define(
    sql<LoggedEntry>`SELECT seq, at, actor, action, entity, id, reason, before, after FROM changes
      WHERE seq = ${param('seq')}`,
  );

  const headOf = (size: number | undefined): DatedHead => {
    const whole = stored.size;
    if (size !== undefined && size > whole)
      throw new Failure('not-found', `the log has ${whole} entries, and never had ${size}`);
    const asked = size ?? whole;
    return { size: asked, rootHash: proofs.root(asked), at: entryAt.get({ seq: asked })?.at ?? null };
  };

  return {
    head: async (size) => together(() => headOf(size)),
    leafHashes: async (seqs) =>
      together(
        () =>
          new Map(
            seqs.flatMap((seq) => {
              const leaf = leaves.of(seq);
              return leaf === null ? [] : [[seq, leaf.digest] as const];
            }),
          ),
      ),
    leaf: async (seq) =>
      together(() => {
        const leaf = leaves.of(seq);
        const logged = entry.get({ seq });
        return leaf === null || logged === undefined ? null : opened(logged, leaf);
      }),
    inclusionPath: async (leafIndex, size) => together(() => proofs.inclusion(leafIndex, size)),
    consistencyPath: async (first, second) => together(() => proofs.consistency(first, second)),
    verify: async (since) => together(() => verifyLog(statements, since)),
  };
}

function opened(entry: LoggedEntry, { salts, digest: leafHash }: StoredLeaf): OpenedLeaf {
  if (salts === null) return { leafHash, opening: null };
  const { salt, beforeSalt } = salts;
  const before = entry.before === null ? null : { salt: beforeSalt, text: entry.before };
  return { leafHash, opening: { salt, content: contentOf(sha256, entry, beforeSalt), before } };
}

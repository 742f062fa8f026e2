/** Reads the tree over the log: heads, leaves and proofs. */
import { sql } from 'kysely';
import type { Digest } from '../../../core/change-log/tree/digest.ts';
import { contentOf, type LoggedEntry } from '../../../core/change-log/tree/leaf.ts';
import { TreeProofs } from '../../../core/change-log/tree/proofs.ts';
import type { DatedHead, LogTree, OpenedLeaf } from '../../../core/ports/log-tree.ts';
import { Failure } from '../../../core/values/errors.ts';
import type { StoredLeaf } from '../../shared/change-log/leaf-bytes.ts';
import { sha256 } from '../../shared/change-log/sha256.ts';
import type { Read } from '../reading.ts';
import type { Session } from '../statements.ts';
import { readWholeHead } from './head.ts';
import { ENTRY_COLUMNS, leavesBetween } from './read-leaves.ts';
import { frontierOf } from './stored-frontier.ts';
import { verifyLog } from './verify-log.ts';

const leafOfEntry = async (session: Session, seq: number): Promise<StoredLeaf | null> =>
  seq < 1 ? null : ((await leavesBetween(session, seq - 1, seq))[0] ?? null);

type Range = { readonly height: number; readonly from: number; readonly to: number };

const SOME_DIGEST = sha256.text('');

/** A proof asks for digests by their places alone, so it is made twice: to learn which it needs, and to make it of them. */
export async function proven<T>(session: Session, make: (proofs: TreeProofs) => T): Promise<T> {
  const needed: Range[] = [];
  make(
    new TreeProofs(sha256, (height, from, to) => {
      needed.push({ height, from, to });
      return new Array<Digest>(to - from).fill(SOME_DIGEST);
    }),
  );
  const read = await Promise.all(needed.map((range) => digestsOf(session, range)));
  let at = -1;
  return make(
    new TreeProofs(sha256, () => {
      at += 1;
      return read[at] ?? [];
    }),
  );
}

async function digestsOf(session: Session, { height, from, to }: Range): Promise<readonly Digest[]> {
  if (height === 0) return (await leavesBetween(session, from, to)).map(({ digest }) => digest);
  const rows = await session.arrays<[digest: string]>(sql`SELECT digest FROM log_nodes
    WHERE height = ${height} AND position >= ${from} AND position < ${to} ORDER BY position`);
  return rows.map(([digest]) => digest);
}

/** `together` reads several times on one state. */
export function createLogTree(together: Read): LogTree {
  const headOf = async (session: Session, size: number | undefined): Promise<DatedHead> => {
    const head = await readWholeHead(session);
    const whole = head.seq;
    if (size !== undefined && size > whole)
      throw new Failure('not-found', `the log has ${whole} entries, and never had ${size}`);
    const asked = size ?? whole;
    const [rootHash, entry] = await Promise.all([
      asked === whole ? frontierOf(head).root() : proven(session, (proofs) => proofs.root(asked)),
      session.first(sql<{ at: string }>`SELECT at FROM changes WHERE seq = ${asked}`),
    ]);
    return { size: asked, rootHash, at: entry?.at ?? null };
  };
  return {
    head: (size) => together((session) => headOf(session, size)),
    leafHashes: (seqs) =>
      together(async (session) => {
        const leaves = await Promise.all(seqs.map(async (seq) => [seq, await leafOfEntry(session, seq)] as const));
        return new Map(leaves.flatMap(([seq, leaf]) => (leaf === null ? [] : [[seq, leaf.digest] as const])));
      }),
    leaf: (seq) =>
      together(async (session) => {
        const [leaf, entry] = await Promise.all([
          leafOfEntry(session, seq),
          session.first(sql<LoggedEntry>`SELECT ${ENTRY_COLUMNS} FROM changes WHERE seq = ${seq}`),
        ]);
        return leaf === null || entry === undefined ? null : opened(entry, leaf);
      }),
    inclusionPath: (leafIndex, size) => together((session) => proven(session, (it) => it.inclusion(leafIndex, size))),
    consistencyPath: (first, second) => together((session) => proven(session, (it) => it.consistency(first, second))),
    verify: (since) => together((session) => verifyLog(session, since)),
  };
}

function opened(entry: LoggedEntry, { salts, digest: leafHash }: StoredLeaf): OpenedLeaf {
  if (salts === null) return { leafHash, opening: null };
  const { salt, beforeSalt } = salts;
  const before = entry.before === null ? null : { salt: beforeSalt, text: entry.before };
  return { leafHash, opening: { salt, content: contentOf(sha256, entry, beforeSalt), before } };
}

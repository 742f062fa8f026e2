/** The tree over the change log: its head, and what proves that an entry is in it and that it was only added to. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import { type CheckpointSigner, checkpointOf } from '../../core/change-log/tree/checkpoint.ts';
import { leafIndexOf } from '../../core/change-log/tree/leaf.ts';
import type { ConsistencyProof, InclusionProof, LogHead } from '../../core/change-log/tree/log-head.ts';
import type { TreeHead } from '../../core/change-log/tree/verify.ts';
import type { OpenedLeaf, VerifiedLog } from '../../core/ports/log-tree.ts';
import type { Reading, Store } from '../../core/ports/store.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { readableBy } from '../access/sight.ts';

/** The tree as it is; with a signer as a checkpoint, too. */
export async function getLogHead(store: Store, caller: Caller, signer: CheckpointSigner | null): Promise<LogHead> {
  demand(caller, 'read');
  const head = await store.log.head();
  return {
    ...head,
    checkpoint: signer === null ? null : checkpointOf(signer, head),
    verifierKey: signer?.verifierKey ?? null,
  };
}

/**
 * What proves an entry to be in the tree over the first `size` entries, or over all. Fails with `not-found` where there
 * is no such entry that the caller may see, and with `invalid` on a size that the tree never had, or had before it.
 */
export async function proveInclusion(
  store: Store,
  caller: Caller,
  { seq, size: asked }: { readonly seq: number; readonly size?: number },
): Promise<InclusionProof> {
  demand(caller, 'read');
  const whole = await store.log.head();
  const [entry] = await store.changes(seq - 1, 1);
  const [form] = await readableBy<Reading>(caller, store).changes(seq - 1, 1);
  const leaf = form?.seq === seq ? await store.log.leaf(seq) : null;
  if (entry === undefined || form === undefined || leaf === null || seq > whole.size)
    throw new Failure('not-found', `there is no public entry ${seq} in the change log`);
  const size = asked ?? whole.size;
  refuseBeyond('size', size, whole.size);
  if (size < seq) throw invalidParameter('size', `must be at least ${seq}: a smaller log has no entry ${seq}`);
  const { rootHash } = await store.log.head(size);
  const leafIndex = leafIndexOf(seq);
  const inclusionPath = [...(await store.log.inclusionPath(leafIndex, size))];
  return { seq, leafIndex, leafHash: leaf.leafHash, size, rootHash, inclusionPath, ...openedFor(entry, form, leaf) };
}

/** As much of the leaf as the form of the entry tells anyway. */
function openedFor(
  entry: Change,
  form: Change,
  { opening }: OpenedLeaf,
): Pick<InclusionProof, 'salt' | 'content' | 'before'> {
  if (opening === null || !isSame({ ...entry, before: null }, { ...form, before: null }))
    return { salt: null, content: null, before: null };
  const { salt, content, before } = opening;
  return { salt, content, before: isSame(entry.before, form.before) ? before : null };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What proves that the log of the size `second`, or as it is, begins with the one of the size `first`. Fails with `invalid` on
 * sizes that it never had.
 */
export async function proveConsistency(
  store: Store,
  caller: Caller,
  { first, second: asked }: { readonly first: number; readonly second?: number },
): Promise<ConsistencyProof> {
  demand(caller, 'read');
  const whole = await store.log.head();
  const second = asked ?? whole.size;
  refuseBeyond('second', second, whole.size);
  if (first > second)
    throw asked === undefined
      ? invalidParameter('first', `must be at most ${second}, the size of the log`)
      : invalidParameter('second', `must be at least ${first}, the size of the earlier log`);
  const [earlier, later] = [await store.log.head(first), await store.log.head(second)];
  return {
    first: bare(earlier),
    second: bare(later),
    consistencyPath: [...(await store.log.consistencyPath(first, second))],
  };
}

const bare = ({ size, rootHash }: TreeHead) => ({ size, rootHash });

function refuseBeyond(parameter: string, size: number, whole: number): void {
  if (size > whole) throw invalidParameter(parameter, `must be at most ${whole}, the size of the log`);
}

/** Makes every leaf anew and the tree from them; `since` is a head that the log must begin with. */
export async function verifyLog(store: Store, caller: Caller, since: TreeHead | null): Promise<VerifiedLog> {
  demand(caller, 'admin');
  return store.log.verify(since);
}

/** The entries with their leaves; those that have none yet as they are. */
export async function withLeaves({ log }: Pick<Store, 'log'>, changes: readonly Change[]): Promise<readonly Change[]> {
  const leaves = await log.leafHashes(changes.map(({ seq }) => seq));
  return changes.map((change) => {
    const leafHash = leaves.get(change.seq);
    return leafHash === undefined ? change : { ...change, leafIndex: leafIndexOf(change.seq), leafHash };
  });
}

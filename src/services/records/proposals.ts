/** Proposals: a writer's changes to what is public, kept until somebody who may publish decides on them. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { inputOf } from '../../core/import/bundle/bundle.ts';
import type { ProposalFilter } from '../../core/ports/proposal-store.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { Failure } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import type { WritePart } from '../../core/writing/grounds.ts';
import { isMergeable, type MergeableKind } from '../../core/writing/merging.ts';
import type { AnyRecord } from '../../core/writing/plan.ts';
import { NeedsPublishing, notOpen, type Proposal, type StoredProposal } from '../../core/writing/proposal.ts';
import { referencesIn } from '../../core/writing/references.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  changePart,
  deleteRecord,
  type Editor,
  type Fields,
  removalPart,
  retractionPart,
  retractPosition,
  updateRecord,
} from './editing.ts';
import { type Merge, mergePart, mergeRecords } from './merging.ts';
import { publishingOf, reviewed } from './publishing.ts';
import type { List } from './records.ts';
import { refuseOwn } from './two-people.ts';

/** What became of a change: it was made, or it is proposed, as its writer may not make it. */
export type ChangedOrProposed<T> = { readonly made: T } | { readonly proposed: Proposal };

/** As `updateRecord`; a change to what is public by somebody who may not publish is proposed. */
export const updateOrPropose = <K extends Kind>(
  store: Store,
  kind: K,
  id: string,
  patch: Fields,
  expect: number,
  editor: Editor,
): Promise<ChangedOrProposed<Entities[K]>> =>
  orPropose(store, { act: 'change', kind, id, patch }, expect, editor, () =>
    updateRecord(store, kind, id, patch, expect, editor),
  );

/** As `deleteRecord`; proposed where the record is public and its writer may not publish. */
export const deleteOrPropose = (
  store: Store,
  kind: Kind,
  id: string,
  expect: number,
  editor: Editor,
): Promise<ChangedOrProposed<void>> =>
  orPropose(store, { act: 'delete', kind, id, patch: null }, expect, editor, () =>
    deleteRecord(store, kind, id, expect, editor),
  );

/** Retracts a published position, or proposes that for somebody who may not publish. Fails as `retractPosition` does. */
export const retractOrPropose = (
  store: Store,
  id: string,
  expect: number,
  editor: Editor,
): Promise<ChangedOrProposed<Entities['position']>> =>
  orPropose(store, { act: 'retract', kind: 'position', id, patch: null }, expect, editor, () =>
    retractPosition(store, id, expect, editor),
  );

/** As `mergeRecords`; proposed where that changes what is public and its writer may not publish. */
export const mergeOrPropose = <K extends MergeableKind>(
  store: Store,
  merge: Merge<K>,
  expect: number,
  editor: Editor,
): Promise<ChangedOrProposed<Entities[K]>> =>
  orPropose(store, { act: 'merge', kind: merge.kind, id: merge.id, patch: { into: merge.into } }, expect, editor, () =>
    mergeRecords(store, merge, expect, editor),
  );

type Asked = Pick<Proposal, 'act' | 'patch'> & { readonly kind: Kind; readonly id: string };

async function orPropose<T>(
  store: Store,
  { act, kind, id, patch }: Asked,
  revision: number,
  { caller, reason }: Editor,
  make: () => Promise<T>,
): Promise<ChangedOrProposed<T>> {
  try {
    return { made: await make() };
  } catch (error) {
    if (!(error instanceof NeedsPublishing)) throw error;
    demand(caller, 'write');
    const before = patch === null ? null : heldBy(kind, await store.get(kind, id), patch);
    const about = { act, entity: kind, record: id, patch, before, reason, revision };
    const proposal = await store.proposals.add({ ...about, key: caller.key, proposedBy: caller.name });
    return { proposed: await looked(store, proposal) };
  }
}

/** One expert and one source are written by themselves, and changed under either name. */
const signed = (record: Entities[Kind]): Fields =>
  'experts' in record ? { experts: record.experts, sources: record.sources } : {};

/** What the fields of a patch hold now; a field that holds nothing is null. */
function heldBy<K extends Kind>(kind: K, record: Entities[Kind] | null, patch: Fields): Fields {
  // Kind and record belong together, which the compiler does not follow through a proposal.
  const input: Fields = record === null ? {} : { ...signed(record), ...inputOf(kind, record as Entities[K]) };
  return Object.fromEntries(Object.keys(patch).map((field) => [field, input[field] ?? null]));
}

/** A page of proposals, the newest first. Fails with `invalid` on a cursor of something else. */
export async function listProposals(
  store: Store,
  caller: Caller,
  { limit, cursor, ...filter }: ProposalFilter & { readonly limit: number; readonly cursor?: string },
): Promise<List<Proposal>> {
  demand(caller, 'write');
  const after = cursor === undefined ? {} : { after: Number(decodeCursor(cursor, LIST, [/^[1-9]\d{0,14}$/])[0]) };
  const { items, next } = await store.proposals.list(filter, { limit, ...after });
  const open = items.filter(({ state }) => state === 'open');
  const records = new Map<string, Entities[Kind]>();
  for (const [kind, of] of Map.groupBy(open, ({ entity }) => entity))
    for (const record of await store.getMany(kind, [...new Set(of.map(({ record: id }) => id))]))
      records.set(`${kind} ${record.id}`, record);
  return {
    items: items.map((proposal) => shown(proposal, records.get(`${proposal.entity} ${proposal.record}`) ?? null)),
    next: next === null ? null : encodeCursor(next, LIST),
  };
}

const LIST = 'proposals';

/** One proposal; fails with `not-found`. */
export async function getProposal(store: Store, caller: Caller, id: string): Promise<Proposal> {
  demand(caller, 'write');
  return looked(store, await found(store, id));
}

/**
 * Carries out an open proposal, in one commit with its acceptance; the reason is the editor's, or else its proposer's.
 * Fails with `stale` where the record does not stand as its proposer saw it, with `conflict` where the proposal is not
 * open, with `forbidden` where it takes two people and it is the caller's own, and as the change itself would.
 */
export async function acceptProposal(store: Store, id: string, editor: Editor): Promise<Proposal> {
  demand(editor.caller, 'publish');
  const proposal = await found(store, id);
  if (proposal.state !== 'open') throw notOpen(id, proposal.state);
  const record = await store.get(proposal.entity, proposal.record);
  if (record === null || isStale(proposal, record)) throw staleProposal(proposal);
  const reasoned = { ...editor, reason: editor.reason ?? proposal.reason };
  const published = await secondPublishing(store, proposal, reasoned);
  const commit = commitBy(editor.caller, { ...reasoned, accepts: id, isSecond: true });
  await store.write(commit, [...published, partOf(proposal, record.revision, reasoned)]);
  return getProposal(store, editor.caller, id);
}

/**
 * Where it takes two people, the publishing of the drafts that the proposal makes public, each as it is now; otherwise
 * nothing, as they follow by themselves. Nobody accepts what they proposed, or drafts of their own that it makes public.
 */
async function secondPublishing(store: Store, proposal: StoredProposal, editor: Editor): Promise<WritePart[]> {
  const { caller } = editor;
  if (caller.twoPeople !== true) return [];
  if (proposal.proposedBy === caller.name || proposal.key === caller.key)
    throw new Failure('forbidden', `you made the proposal "${proposal.id}": somebody else must accept it`);
  const { act, entity, patch } = proposal;
  // What a record that is given up says of its own goes over to the one that stays.
  if (act === 'merge') await refuseOwn(store, caller, await draftsAmong(store, entity, [proposal.record]));
  const drafts: AnyRecord[] = [];
  for (const [kind, of] of Map.groupBy(referencesIn(entity, patch ?? {}), ({ kind }) => kind))
    drafts.push(
      ...(await draftsAmong(
        store,
        kind,
        of.map(({ id }) => id),
      )),
    );
  if (drafts.length === 0) return [];
  const wanted = drafts.map(({ kind, record }) => ({ kind, id: record.id }));
  return [publishingOf(await reviewed(store, wanted, editor))];
}

/** Kind and record belong together, which the compiler does not follow. */
const draftsAmong = async (store: Store, kind: Kind, ids: readonly string[]): Promise<AnyRecord[]> =>
  (await store.getMany(kind, ids))
    .filter(({ status }) => status === 'draft')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((record) => ({ kind, record }) as AnyRecord);

function partOf({ act, entity, record: id, patch }: StoredProposal, revision: number, editor: Editor): WritePart {
  if (act === 'delete') return removalPart(entity, id, revision);
  if (act === 'retract') return retractionPart(id, revision, editor);
  if (act === 'merge' && isMergeable(entity))
    return mergePart({ kind: entity, id, into: String(patch?.into) }, revision, editor);
  return changePart(entity, id, patch ?? {}, revision, editor);
}

/** Declines an open proposal and says why. Fails with `conflict` where it is not open. */
export async function declineProposal(store: Store, id: string, { caller, reason }: Editor): Promise<Proposal> {
  demand(caller, 'publish');
  return shown(await store.proposals.decide(id, { state: 'declined', by: caller.name, why: reason }), null);
}

/** Takes an open proposal back. Fails with `forbidden` for everybody but its proposer. */
export async function withdrawProposal(store: Store, id: string, { caller, reason }: Editor): Promise<Proposal> {
  demand(caller, 'write');
  const { key, proposedBy } = await found(store, id);
  if (key !== caller.key || proposedBy !== caller.name)
    throw new Failure('forbidden', `the proposal "${id}" is not yours: who may publish may decline it`);
  return shown(await store.proposals.decide(id, { state: 'withdrawn', by: caller.name, why: reason }), null);
}

async function found(store: Store, id: string): Promise<StoredProposal> {
  const proposal = await store.proposals.get(id);
  if (proposal === null) throw new Failure('not-found', `there is no proposal "${id}"`);
  return proposal;
}

/** The proposal as it is told, with a look at the record that it is about. */
const looked = async (store: Store, proposal: StoredProposal): Promise<Proposal> =>
  shown(proposal, await store.get(proposal.entity, proposal.record));

/** The proposal as it is told; `record` is what it is about, which only an open one depends on. */
function shown(proposal: StoredProposal, record: Entities[Kind] | null): Proposal {
  const { revision: _, key: __, ...told } = proposal;
  return { ...told, stale: proposal.state === 'open' && (record === null || isStale(proposal, record)) };
}

/** True where the fields of a change hold something else than its proposer saw; of the other acts, where anything does. */
function isStale({ act, entity, patch, before, revision }: StoredProposal, record: Entities[Kind]): boolean {
  if (patch === null || act === 'merge') return record.revision !== revision;
  return JSON.stringify(heldBy(entity, record, patch)) !== JSON.stringify(before);
}

const staleProposal = ({ id, entity, record }: StoredProposal): Failure =>
  new Failure(
    'stale',
    `the ${entity} "${record}" does not stand as the proposer of "${id}" saw it; nothing was written: look at both, and change it anew`,
  );

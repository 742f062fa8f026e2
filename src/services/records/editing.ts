/** Making, changing, renaming, publishing, retracting and deleting single records. */

import { type Caller, may } from '../../core/access/caller.ts';
import { contentOf, type Inputs, inputOf, readInput } from '../../core/import/bundle/bundle.ts';
import { planImport } from '../../core/import/plan-import.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { mayBecome, type Position } from '../../core/records/position.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { mergePatch } from '../../core/values/merge-patch.ts';
import { idFor } from '../../core/writing/edit-schemas.ts';
import type { Applied, Commit, Idempotency, Plan } from '../../core/writing/plan.ts';
import { Moved } from '../../core/writing/redirects.ts';
import { groundsOf } from '../import/import.ts';

/** Who edits, when and why. */
export type Editor = {
  readonly caller: Caller;
  /** An RFC 3339 instant. */
  readonly at: string;
  readonly reason: string | null;
  readonly idempotency?: Idempotency;
};

type Fields = { readonly [field: string]: unknown };

/** Others may take an id between its choice and the writing; then the next one is tried. */
const ATTEMPTS = 5;

/**
 * Makes a record, with an id of its own where none is given. Fails with `invalid` and a pointer for every fault, with
 * `conflict` where the id is taken, with `key-reused`.
 */
export async function createRecord<K extends Kind>(
  store: Store,
  kind: K,
  fields: Fields,
  editor: Editor,
): Promise<Entities[K]> {
  const commit = commitOf(editor);
  const before = commit.idempotency === undefined ? null : await store.appliedFor(commit.idempotency);
  if (before !== null) return resultOf(store, kind, before);
  for (let attempt = 1; ; attempt += 1) {
    const id = fields.id ?? (await freeId(store, kind, idFor(kind, readable(kind, fields))));
    const draft = kind === 'position' ? { status: 'draft' } : {};
    const { writes } = await planOf(store, kind, { ...fields, id, ...draft }, editor);
    const asNew = writes.map((write) => (write.kind === kind ? { ...write, expect: 'absent' as const } : write));
    try {
      return await resultOf(store, kind, await store.apply({ ...commit, writes: asNew }));
    } catch (error) {
      const taken = error instanceof Failure && error.kind === 'conflict';
      if (!taken || fields.id !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Changes a record that is at revision `expect` by a merge patch. An `id` that differs renames it, and is sent alone.
 * Fails with `stale` where the record is at another revision, and as `createRecord` does.
 */
export async function updateRecord<K extends Kind>(
  store: Store,
  kind: K,
  id: string,
  patch: Fields,
  expect: number,
  editor: Editor,
): Promise<Entities[K]> {
  const record = await getCurrent(store, kind, id);
  if (patch.id !== undefined && patch.id !== id) return renameRecord(store, kind, id, patch, expect, editor);
  const { writes } = await planOf(store, kind, mergePatch(inputOf(kind, record), patch) as Fields, editor);
  const expecting = writes.map((write) => (write.kind === kind ? { ...write, expect } : write));
  return resultOf(store, kind, await store.apply({ ...commitOf(editor), writes: expecting }), id);
}

async function renameRecord<K extends Kind>(
  store: Store,
  kind: K,
  id: string,
  patch: Fields,
  expect: number,
  editor: Editor,
): Promise<Entities[K]> {
  const others = Object.keys(patch).filter((name) => name !== 'id');
  if (others.length > 0)
    throw new Failure('invalid', 'a new id is sent alone: rename first, then change the rest', [
      { pointer: `/${others[0]}`, message: 'cannot be changed together with the id' },
    ]);
  return resultOf(store, kind, await store.rename(kind, id, String(patch.id), expect, commitOf(editor)));
}

/** Publishes a draft, or retracts what was published. Fails with `conflict` where the status cannot follow. */
export async function setStatus(
  store: Store,
  id: string,
  status: 'published' | 'retracted',
  expect: number,
  editor: Editor,
): Promise<Position> {
  const position = await getCurrent(store, 'position', id);
  if (!mayBecome(position.status, status))
    throw new Failure('conflict', `the position "${id}" is ${position.status} and cannot become ${status}`);
  const { writes } = await planOf(store, 'position', { ...inputOf('position', position), status }, editor);
  const expecting = writes.map((write) => ({ ...write, expect }));
  return resultOf(store, 'position', await store.apply({ ...commitOf(editor), writes: expecting }), id);
}

/** Deletes a record that nothing cites and that was never public by itself. Fails with `conflict`, naming who cites it. */
export async function deleteRecord(
  store: Store,
  kind: Kind,
  id: string,
  expect: number,
  editor: Editor,
): Promise<void> {
  await getCurrent(store, kind, id);
  await store.remove(kind, id, expect, commitOf(editor));
}

/** The record to be changed, drafts included. Fails with `not-found`, or as `Moved` where it was renamed. */
export async function getCurrent<K extends Kind>(store: Store, kind: K, id: string): Promise<Entities[K]> {
  const record = await store.get(kind, id);
  if (record !== null) return record;
  const to = (await store.redirects(kind, [id])).get(id);
  if (to !== undefined) throw new Moved(kind, id, to);
  throw new Failure('not-found', `there is no ${kind} "${id}"`);
}

function commitOf({ caller, reason, idempotency }: Editor): Commit {
  if (!may(caller, 'write')) throw new Failure('forbidden', 'writing needs a key with the scope "write"');
  return { actor: caller.name, mayPublish: may(caller, 'publish'), reason, ...(idempotency && { idempotency }) };
}

async function planOf<K extends Kind>(
  store: Store,
  kind: K,
  fields: Fields,
  { caller, at, reason }: Editor,
): Promise<Pick<Plan, 'writes'>> {
  const read = readInput(kind, fields);
  if (!read.ok) throw refusal(read.violations);
  const { content, stored } = await groundsOf(store, contentOf(kind, read.value, reason));
  const { plan, violations } = planImport(content, stored, { at, by: caller.name });
  if (violations.length > 0) throw refusal(violations);
  return plan;
}

const refusal = (violations: readonly Violation[]): Failure => {
  const [first] = violations;
  return new Failure('invalid', `${first?.pointer ?? 'the body'} ${first?.message ?? 'is not valid'}`, violations);
};

/** The fields as an input without an id; fails with `invalid` where they are not of its shape. */
function readable<K extends Kind>(kind: K, fields: Fields): Omit<Inputs[K], 'id'> {
  const read = readInput(kind, { ...fields, id: 'unnamed' });
  if (!read.ok) throw refusal(read.violations);
  return read.value;
}

/** The id, or the same with a number behind it, that no record has or had. */
async function freeId(store: Store, kind: Kind, wanted: string): Promise<string> {
  for (let first = 1; ; first += 10) {
    const candidates = Array.from({ length: 10 }, (_, index) =>
      first + index === 1 ? wanted : `${wanted}-${first + index}`,
    );
    const taken = new Set([
      ...(await store.getMany(kind, candidates)).map(({ id }) => id),
      ...(await store.redirects(kind, candidates)).keys(),
    ]);
    const free = candidates.find((id) => !taken.has(id));
    if (free !== undefined) return free;
  }
}

/** The record as the change left it, also where the change was made by an earlier request; else as it is. */
async function resultOf<K extends Kind>(
  store: Store,
  kind: K,
  { first, last }: Applied,
  id?: string,
): Promise<Entities[K]> {
  if (first !== null && last !== null) {
    const made = await store.changes(first - 1, last - first + 1);
    const change = made.find(({ entity }) => entity === kind);
    // The log holds records as they were answered.
    if (change !== undefined) return change.after as unknown as Entities[K];
  }
  return getCurrent(store, kind, id ?? '');
}

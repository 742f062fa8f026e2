/** Making, changing, renaming, publishing, retracting and deleting single records. */

import { type Caller, demand, recordedBy } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import { contentOf, type Inputs, inputOf, readInput } from '../../core/import/bundle/bundle.ts';
import { idsIn } from '../../core/import/ids-in.ts';
import { idFault, isMadeOfOthers } from '../../core/import/name-faults.ts';
import { planImport } from '../../core/import/plan-import.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { mayBecome, type Position } from '../../core/records/position.ts';
import { SUPPORT_SCALE } from '../../core/records/scale.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { mergePatch } from '../../core/values/merge-patch.ts';
import { commitBy } from '../../core/writing/commit.ts';
import { idFor } from '../../core/writing/edit-schemas.ts';
import { freeId, idsOf, type Stored, type WriteGrounds, type WritePart } from '../../core/writing/grounds.ts';
import type { Applied, Idempotency, Renaming, Write } from '../../core/writing/plan.ts';
import { Moved, withCurrentIds } from '../../core/writing/redirects.ts';
import { referencesIn } from '../../core/writing/references.ts';
import { noPause, type Pause } from '../slices.ts';
import { lookForNear, NOTHING_NEAR } from './near-records.ts';

/** Who edits, when and why. */
export type Editor = {
  readonly caller: Caller;
  /** An RFC 3339 instant. */
  readonly at: string;
  readonly reason: string | null;
  readonly idempotency?: Idempotency;
  /** By which others have their turns meanwhile; missing where nobody waits. */
  readonly pause?: Pause;
};

export type Fields = { readonly [field: string]: unknown };

/**
 * Makes a record, with an id of its own where none is given. Fails with `invalid` and a pointer for every fault, with
 * `conflict` where the id is taken, or where its name is near another's, unless `isNew` says that it is another; with
 * `key-reused`.
 */
export async function createRecord<K extends Kind>(
  store: Store,
  kind: K,
  fields: Fields,
  editor: Editor,
  isNew = false,
): Promise<Entities[K]> {
  const commit = commitBy(editor.caller, editor);
  const draft = isJudged(kind) ? { status: 'draft' } : {};
  const isNamed = fields.id !== undefined;
  const input = readable(kind, { ...fields, id: isNamed ? fields.id : UNNAMED, ...draft });
  const wanted = isNamed ? undefined : { kind, id: idFor(kind, input) };
  const content = contentOf(kind, input, editor.reason);
  const { refuse, ...asked } = isNew
    ? NOTHING_NEAR
    : await lookForNear(store, editor.caller, kind, input, editor.pause ?? noPause);
  const part: WritePart = {
    ids: idsIn(content),
    ...(wanted && { wanted }),
    ...asked,
    plan: ({ stored, redirects, taken, named: others }) => {
      refuse({ named: others });
      const id = wanted && freeId(wanted, taken);
      const named = withCurrentIds(content, redirects).entries[kind].map((it) => ({ ...it.input, ...(id && { id }) }));
      const writes = named.flatMap((it) => planned(kind, it, stored, editor));
      return writes.map((write) => (write.kind === kind ? { ...write, expect: 'absent' } : write));
    },
  };
  return resultOf(store, editor.caller, kind, await store.write(commit, [part]));
}

/** What is judged, and the evidence for it, begins as a draft, whoever makes it. */
const isJudged = (kind: Kind): boolean => kind === 'position' || kind === 'statement';

/** Stands for an id that is still to be chosen. */
export const UNNAMED = 'unnamed';

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
  const commit = commitBy(editor.caller, editor);
  const part = changePart(kind, id, patch, expect, editor);
  return resultOf(store, editor.caller, kind, await store.write(commit, [part]), id);
}

/** The change of a record by a merge patch as a part of a commit; `expect` is the revision it must be at. */
export const changePart = (kind: Kind, id: string, patch: Fields, expect: number, editor: Editor): WritePart => ({
  ids: idsOf({ kind, id }, { kind, id: String(patch.id ?? id) }, ...referencesIn(kind, patch), DEFAULT_SCALE),
  plan: (grounds) => {
    const record = current(kind, id, grounds);
    if (patch.id !== undefined && patch.id !== id) return [renaming(kind, id, patch, expect)];
    return changed(kind, mergePatch(replaceable(inputOf(kind, record), patch), patch), expect, grounds, editor);
  },
});
/** What the patch is put upon: one that names all experts or sources takes the place of the one that stood there. */
const replaceable = (input: Fields, patch: Fields): Fields => {
  const replaced = (['expert', 'source'] as const).filter((one) => `${one}s` in patch);
  return Object.fromEntries(Object.entries(input).filter(([name]) => !replaced.some((one) => one === name)));
};

/** What a question is asked on where its scale is taken away. */
const DEFAULT_SCALE = { kind: 'scale', id: SUPPORT_SCALE.id } as const;

function renaming(kind: Kind, id: string, patch: Fields, expect: number): Renaming {
  const others = Object.keys(patch).filter((name) => name !== 'id');
  if (others.length > 0)
    throw new Failure('invalid', 'a new id is sent alone: rename first, then change the rest', [
      { pointer: `/${others[0]}`, message: 'cannot be changed together with the id' },
    ]);
  const to = String(patch.id);
  const faults = idFault('id', to, isMadeOfOthers(kind)).map(({ message }) => ({ pointer: '/id', message }));
  if (faults.length > 0) throw refusal(faults);
  return { act: 'rename', kind, id, to, expect };
}

/** Retracts a published position. Fails with `conflict` where it is not published. */
export async function retractPosition(store: Store, id: string, expect: number, editor: Editor): Promise<Position> {
  const commit = commitBy(editor.caller, editor);
  const part = retractionPart(id, expect, editor);
  return resultOf(store, editor.caller, 'position', await store.write(commit, [part]), id);
}

/** The retraction of a position as a part of a commit. */
export const retractionPart = (id: string, expect: number, editor: Editor): WritePart => ({
  ids: idsOf({ kind: 'position', id }),
  plan: (grounds) => {
    const position = current('position', id, grounds);
    const status = 'retracted';
    // Once more would drop the reason that is given this time.
    if (position.status === status)
      throw new Failure('conflict', `the position "${id}" is retracted already; the reason given then stays`);
    if (!mayBecome(position.status, status))
      throw new Failure('conflict', `the position "${id}" is ${position.status} and cannot become ${status}`);
    return changed('position', { ...inputOf('position', position), status }, expect, grounds, editor);
  },
});

/** Deletes a record that nothing cites and that was never public by itself. Fails with `conflict`, naming who cites it. */
export async function deleteRecord(
  store: Store,
  kind: Kind,
  id: string,
  expect: number,
  editor: Editor,
): Promise<void> {
  await store.write(commitBy(editor.caller, editor), [removalPart(kind, id, expect)]);
}

/** The removal of a record as a part of a commit. */
export const removalPart = (kind: Kind, id: string, expect: number): WritePart => ({
  ids: idsOf({ kind, id }),
  plan: (grounds) => {
    current(kind, id, grounds);
    return [{ act: 'remove', kind, id, expect }];
  },
});

/** The record to be changed, drafts included. Fails with `not-found`, or as `Moved` where it was renamed. */
export async function getCurrent<K extends Kind>(
  store: Store,
  caller: Caller,
  kind: K,
  id: string,
): Promise<Entities[K]> {
  demand(caller, 'write');
  const record = await store.get(kind, id);
  if (record !== null) return record;
  const to = (await store.redirects(kind, [id])).get(id);
  if (to !== undefined) throw new Moved(kind, id, to);
  throw new Failure('not-found', `there is no ${kind} "${id}"`);
}

/** The record to be changed. Fails with `not-found`, or as `Moved` where it was renamed. */
export function current<K extends Kind>(kind: K, id: string, { stored, redirects }: WriteGrounds): Entities[K] {
  const to = redirects[kind].get(id);
  if (to !== undefined) throw new Moved(kind, id, to);
  const record = stored[kind].get(id);
  if (record === undefined) throw new Failure('not-found', `there is no ${kind} "${id}"`);
  // The compiler does not follow that a kind and its records belong together through a type parameter.
  return record as Entities[K];
}

/** The writes that make the record as it is to be, where it is at revision `expect`. */
export function changed<K extends Kind>(
  kind: K,
  fields: unknown,
  expect: number,
  { stored, redirects }: WriteGrounds,
  editor: Editor,
): readonly Write[] {
  const content = withCurrentIds(contentOf(kind, readable(kind, fields), editor.reason), redirects);
  const writes = content.entries[kind].flatMap(({ input }) => planned(kind, input, stored, editor));
  return writes.map((write) => (write.kind === kind ? { ...write, expect } : write));
}

/** The writes that make the record so, by the rules of a bundle. Fails with `invalid` and every fault. */
function planned<K extends Kind>(
  kind: K,
  input: Inputs[K],
  stored: Stored,
  { caller, at, reason }: Editor,
): readonly Write[] {
  const { plan, violations } = planImport(contentOf(kind, input, reason), stored, {
    ...{ at, ...recordedBy(caller) },
  });
  if (violations.length > 0) throw refusal(violations);
  return plan.writes;
}

const refusal = (violations: readonly Violation[]): Failure => {
  const [first] = violations;
  return new Failure('invalid', `${first?.pointer ?? 'the body'} ${first?.message ?? 'is not valid'}`, violations);
};

/** The fields as an input; fails with `invalid` where they are not of its shape. */
function readable<K extends Kind>(kind: K, fields: unknown): Inputs[K] {
  const read = readInput(kind, fields);
  if (!read.ok) throw refusal(read.violations);
  return read.value;
}

/** The record as the change left it, also where the change was made by an earlier request; else as it is. */
export async function resultOf<K extends Kind>(
  store: Store,
  caller: Caller,
  kind: K,
  { first, last }: Applied,
  id?: string,
): Promise<Entities[K]> {
  if (first !== null && last !== null) {
    const made = await store.changes(first - 1, last - first + 1);
    // What the record needs to be public was published before it, and may be of its kind.
    const isIt = ({ id: now, before }: Change) => (id === undefined ? before === null : id === (before?.id ?? now));
    const change = made.find((it) => it.entity === kind && isIt(it));
    // The log holds records as they were answered.
    if (change !== undefined) return change.after as unknown as Entities[K];
  }
  return getCurrent(store, caller, kind, id ?? '');
}

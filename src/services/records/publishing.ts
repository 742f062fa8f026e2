/** Publishing drafts of any kind, with all that they need: in one commit, or as a trial that says what would become public. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Doubt } from '../../core/records/doubts.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { published } from '../../core/records/public-state.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import { idsOf, type RecordId, type WriteGrounds, type WritePart } from '../../core/writing/grounds.ts';
import type { AnyRecord, Applied, Write } from '../../core/writing/plan.ts';
import { becomesPublic, type Publishing, toPublishedRecord } from '../../core/writing/publishing.ts';
import { listDoubts } from './doubts.ts';
import { type Editor, resultOf } from './editing.ts';
import { refuseOwn } from './two-people.ts';

/** A record to be published; with `expect`, where it is still at that revision. */
export type Wanted = RecordId & { readonly expect?: number };

/** What is done besides: with `dryRun` nothing is written; without `doubts` none are looked for, where nobody is told of them. */
export type PublishingOptions = { readonly dryRun?: boolean; readonly doubts?: boolean };

/**
 * Publishes the records and every draft that they refer to, all or none, and says what is doubtful in the statements among
 * them; what is public already is left as it is. With
 * `dryRun`, nothing is written. Fails with `invalid` and a pointer for every id that does not exist, with `conflict`
 * where one was retracted, and with `stale`.
 */
export async function publishRecords(
  store: Store,
  wanted: readonly Wanted[],
  editor: Editor,
  { dryRun = false, doubts = true }: PublishingOptions = {},
): Promise<Publishing> {
  demand(editor.caller, 'publish');
  const options = { ...editor, isSecond: true };
  const earlier = editor.idempotency && (await store.appliedFor(editor.idempotency));
  const settled = dryRun || earlier ? wanted : await reviewed(store, wanted, editor);
  let becoming: readonly AnyRecord[] = [];
  const part = publishingOf(settled, (records, { stored }) => {
    becoming = becomesPublic(records, stored);
  });
  const applied = await store.write(commitBy(editor.caller, { ...options, dryRun }), [part]);
  if (dryRun) await refuseOwn(store, editor.caller, becoming);
  const records = dryRun ? becoming : await publishedBy(store, applied);
  return {
    publishes: records.map(toPublishedRecord),
    doubts: doubts ? await doubtsIn(store, editor.caller, records) : [],
  };
}

/** What the commit made public, also where it was written for an earlier request of the same key. */
async function publishedBy(store: Store, { first, last }: Applied): Promise<readonly AnyRecord[]> {
  if (first === null || last === null) return [];
  const entries = await store.changes(first - 1, last - first + 1);
  const done = entries.filter(({ action, after }) => action === 'publish' && after !== null);
  // The log holds records as they were written.
  return done.map(({ entity, after }) => ({ kind: entity, record: after }) as unknown as AnyRecord);
}

/** What is doubtful in the statements among the records. */
async function doubtsIn(store: Store, caller: Caller, records: readonly AnyRecord[]): Promise<Doubt[]> {
  const id = records.flatMap(({ kind, record }) => (kind === 'statement' ? [record.id] : []));
  return id.length === 0 ? [] : [...(await listDoubts(store, caller, { id, limit: id.length })).items];
}

/** A record that was published, and what is doubtful in the statements that became public with it. */
export type PublishedWithDoubts<K extends Kind> = { readonly record: Entities[K]; readonly doubts: readonly Doubt[] };

/** Publishes one record and every draft that it refers to. Fails as `publishRecords` does. */
export async function publishRecord<K extends Kind>(
  store: Store,
  kind: K,
  id: string,
  expect: number,
  editor: Editor,
): Promise<PublishedWithDoubts<K>> {
  demand(editor.caller, 'publish');
  const earlier = editor.idempotency && (await store.appliedFor(editor.idempotency));
  const wanted = [{ kind, id, expect }];
  const part = publishingOf(earlier ? wanted : await reviewed(store, wanted, editor));
  const applied = await store.write(commitBy(editor.caller, { ...editor, isSecond: true }), [part]);
  const record = await resultOf(store, editor.caller, kind, applied, id);
  return { record, doubts: await doubtsIn(store, editor.caller, await publishedBy(store, applied)) };
}

/**
 * The records to be published; where it takes two people, with every draft that they need, each as it is now, so that
 * nobody slips something in meanwhile. Fails with `forbidden` where the caller wrote one of them.
 */
export async function reviewed(store: Store, wanted: readonly Wanted[], editor: Editor): Promise<readonly Wanted[]> {
  demand(editor.caller, 'publish');
  if (editor.caller.twoPeople !== true) return wanted;
  let becoming: readonly AnyRecord[] = [];
  const part = publishingOf(wanted, (records, { stored }) => {
    becoming = becomesPublic(records, stored);
  });
  const { idempotency: _, ...trial } = editor;
  await store.write(commitBy(editor.caller, { ...trial, isSecond: true, dryRun: true }), [part]);
  await refuseOwn(store, editor.caller, becoming);
  return becoming.map(({ kind, record }) => ({ kind, id: record.id, expect: record.revision }));
}

/** The publishing of records as a part of a commit; `tell` is told which they are. */
export const publishingOf = (
  wanted: readonly Wanted[],
  tell: (records: readonly AnyRecord[], grounds: WriteGrounds) => void = () => undefined,
): WritePart => ({
  ids: idsOf(...wanted),
  plan: (grounds) => {
    const records = recordsOf(wanted, grounds);
    tell(records, grounds);
    return records.map(({ kind, record }, index): Write => {
      const { expect = record.revision } = wanted[index] ?? {};
      return { kind, record: published(record), expect } as Write;
    });
  },
});

/** The wanted records under the ids that they have now. */
function recordsOf(wanted: readonly Wanted[], { stored, redirects }: WriteGrounds): readonly AnyRecord[] {
  const violations: Violation[] = [];
  const records = wanted.flatMap(({ kind, id }, index) => {
    const record = stored[kind].get(redirects[kind].get(id) ?? id);
    if (record?.status === 'retracted')
      throw new Failure('conflict', `the ${kind} "${id}" is retracted and cannot become published`);
    if (record === undefined)
      violations.push({ pointer: `/records/${index}/id`, message: `names no ${kind}: there is no "${id}"` });
    return record === undefined ? [] : [{ kind, record } as AnyRecord];
  });
  const [fault] = violations;
  if (fault !== undefined) throw new Failure('invalid', `${fault.pointer} ${fault.message}`, violations);
  return records;
}

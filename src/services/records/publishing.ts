/** Publishing drafts of any kind, with all that they need: in one commit, or as a trial that says what would become public. */
import { demand } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { published } from '../../core/records/public-state.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import { idsOf, type RecordId, type WriteGrounds, type WritePart } from '../../core/writing/grounds.ts';
import type { AnyRecord, Write } from '../../core/writing/plan.ts';
import { becomesPublic, type Publishing, toPublishedRecord } from '../../core/writing/publishing.ts';
import { type Editor, resultOf } from './editing.ts';

/** A record to be published; with `expect`, where it is still at that revision. */
type Wanted = RecordId & { readonly expect?: number };

/**
 * Publishes the records and every draft that they refer to, all or none; what is public already is left as it is. With
 * `dryRun`, nothing is written. Fails with `invalid` and a pointer for every id that does not exist, with `conflict`
 * where one was retracted, and with `stale`.
 */
export async function publishRecords(
  store: Store,
  wanted: readonly Wanted[],
  editor: Editor,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<Publishing> {
  demand(editor.caller, 'publish');
  let becoming: readonly AnyRecord[] = [];
  const part = publishingOf(wanted, (records, { stored }) => {
    becoming = becomesPublic(records, stored);
  });
  const { first, last } = await store.write(commitBy(editor.caller, { ...editor, dryRun }), [part]);
  if (dryRun || first === null || last === null) return { publishes: becoming.map(toPublishedRecord) };
  // Also where it was written for an earlier request of the same key.
  const entries = await store.changes(first - 1, last - first + 1);
  const done = entries.filter(({ action, after }) => action === 'publish' && after !== null);
  // The log holds records as they were written.
  return {
    publishes: done.map(({ entity, after }) =>
      toPublishedRecord({ kind: entity, record: after } as unknown as AnyRecord),
    ),
  };
}

/** Publishes one record and every draft that it refers to, and answers it. Fails as `publishRecords` does. */
export async function publishRecord<K extends Kind>(
  store: Store,
  kind: K,
  id: string,
  expect: number,
  editor: Editor,
): Promise<Entities[K]> {
  demand(editor.caller, 'publish');
  const applied = await store.write(commitBy(editor.caller, editor), [publishingOf([{ kind, id, expect }])]);
  return resultOf(store, editor.caller, kind, applied, id);
}

/** The publishing of records as a part of a commit; `tell` is told which they are. */
const publishingOf = (
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

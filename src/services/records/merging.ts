/** Merging records of one thing: the id of the one leads to the other for ever, and nothing that was said is lost. */
import { inputOf } from '../../core/import/bundle/bundle.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Entities } from '../../core/records/kinds.ts';
import { Failure } from '../../core/values/errors.ts';
import { commitBy } from '../../core/writing/commit.ts';
import { idsOf, type WritePart } from '../../core/writing/grounds.ts';
import { fieldsFrom, type MergeableKind, refuseUnlike } from '../../core/writing/merging.ts';
import { changed, current, type Editor, getCurrent } from './editing.ts';

/** A record, and the one of its kind that it is merged into. */
export type Merge<K extends MergeableKind = MergeableKind> = {
  readonly kind: K;
  readonly id: string;
  readonly into: string;
};

/**
 * Merges a record that is at revision `expect` into another, and answers that. All that refers to the one refers to the
 * other since, in the same commit. Fails with `not-found`, `stale`, as `Moved` where the record was renamed or merged
 * before, with `invalid` where there is no record to merge into, and with `conflict` where both cannot be one.
 */
export async function mergeRecords<K extends MergeableKind>(
  store: Store,
  merge: Merge<K>,
  expect: number,
  editor: Editor,
): Promise<Entities[K]> {
  await store.write(commitBy(editor.caller, editor), [mergePart(merge, expect, editor)]);
  const { kind, into } = merge;
  const now = (await store.redirects(kind, [into])).get(into) ?? into;
  return getCurrent(store, editor.caller, kind, now);
}

/** The merging of a record as a part of a commit. */
export const mergePart = ({ kind, id, into }: Merge, expect: number, editor: Editor): WritePart => ({
  ids: idsOf({ kind, id }, { kind, id: into }),
  plan: (grounds) => {
    const given = current(kind, id, grounds);
    const to = grounds.redirects[kind].get(into) ?? into;
    const kept = grounds.stored[kind].get(to);
    if (kept === undefined)
      throw new Failure('invalid', `there is no ${kind} "${into}" to merge into; nothing was written`, [
        { pointer: '/into', message: `is no ${kind}` },
      ]);
    refuseUnlike(kind, given, kept, grounds.stored);
    const fields = { ...inputOf(kind, kept), ...fieldsFrom(kind, given, kept, grounds.stored.question) };
    return [
      ...changed(kind, fields, kept.revision, grounds, editor),
      { act: 'merge', kind, id, into: kept.id, expect },
    ];
  },
});

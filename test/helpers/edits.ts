/** Arbitrary editorial work: tellings, corrections of days and names, renamings, deletions, one after the other. */
import fc from 'fast-check';
import { operator } from '../../src/core/caller.ts';
import type { Change } from '../../src/core/change.ts';
import type { Kind } from '../../src/core/entity.ts';
import type { AnyRecord, Commit } from '../../src/core/plan.ts';
import type { Store } from '../../src/core/store.ts';
import { deleteRecord, setStatus, updateRecord } from '../../src/services/editing.ts';
import { importBundle } from '../../src/services/import.ts';
import { arbitraryRemarks, EXPERTS, QUESTIONS, toldBy } from './arbitrary.ts';
import { RECORDED } from './records.ts';

const EDITOR = { caller: operator('an editor'), at: RECORDED.at, reason: 'So it goes.' };

const DAYS = ['2023', '2024-05', '2024-06-15', '2024-06-30', '2024-07-02'] as const;
const position = fc.nat(19).map((index) => `p${index}`);

/** What an edit does, where it can; what it may not do, it leaves undone. */
const edit = fc.oneof(
  arbitraryRemarks.map((remarks) => ({ tell: remarks })),
  fc.record({ redate: fc.constantFrom(...DAYS) }),
  fc.record({ statement: position, day: fc.option(fc.constantFrom(...DAYS)) }),
  fc.record({ expert: fc.constantFrom(...EXPERTS), called: fc.constantFrom('Zoe', 'Yves', 'Ada Lind') }),
  fc.record({ retitle: fc.constantFrom(...QUESTIONS), as: fc.constantFrom('Crossing', 'Fares', 'A list') }),
  fc.record({
    rename: fc.constantFrom(
      ['expert', 'ada'],
      ['expert', 'zed'],
      ['question', 'bridge'],
      ['source', 'post'],
      ['scale', 'petition'],
      ['statement', 'said-p0'],
      ['position', 'p0'],
    ),
    to: fc.constantFrom('ada', 'zed', 'bridge', 'span', 'other'),
  }),
  fc.record({ remove: position }),
  fc.record({ publish: position }),
);
export type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** It begins with a telling, or there would be little to edit. */
export const arbitraryEdits = fc
  .tuple(arbitraryRemarks, fc.array(edit, { minLength: 1, maxLength: 7 }))
  .map(([first, rest]): Edit[] => [{ tell: first }, ...rest]);

/** Does the edit; answers whether it was one that could be done. */
export async function carryOut(store: Store, it: Edit): Promise<boolean> {
  try {
    await attempt(store, it);
    return true;
  } catch (error) {
    if (error instanceof Error && ['Failure', 'Moved'].includes(error.name)) return false;
    throw error;
  }
}

async function attempt(store: Store, it: Edit): Promise<void> {
  const revisionOf = async (kind: Kind, id: string) => (await store.get(kind, id))?.revision ?? 0;
  const change = async (kind: Kind, id: string, patch: object) =>
    updateRecord(store, kind, id, patch as { [field: string]: unknown }, await revisionOf(kind, id), EDITOR);
  if ('tell' in it) await importBundle(store, { ...toldBy(it.tell), reason: 'So it goes.' }, RECORDED);
  else if ('redate' in it) await change('source', 'post', { publishedOn: it.redate });
  else if ('statement' in it) await change('statement', `said-${it.statement}`, { saidOn: it.day });
  else if ('expert' in it) await change('expert', it.expert, { name: it.called, sortName: it.called });
  else if ('retitle' in it) await change('question', it.retitle, { title: it.as, topics: [it.as] });
  else if ('rename' in it) await change(it.rename[0] as Kind, it.rename[1] ?? '', { id: it.to });
  else if ('remove' in it)
    await deleteRecord(store, 'position', it.remove, await revisionOf('position', it.remove), EDITOR);
  else await setStatus(store, it.publish, 'published', await revisionOf('position', it.publish), EDITOR);
}

/** Makes the changes of a log again in a store whose clock says when each was made. What follows of itself is not made twice. */
export async function replay(changes: readonly Change[], open: (now: () => Date) => Store): Promise<Store> {
  let now = new Date(0);
  const store = open(() => now);
  for (const { seq, at, actor, action, entity: kind, id, reason, before, after } of changes) {
    if (seq <= (await store.revision())) continue;
    now = new Date(at);
    const commit: Commit = { actor, reason, mayPublish: true };
    const expect = Number(before?.revision ?? 0);
    if (action === 'delete') await store.remove(kind, id, expect, commit);
    else if (action === 'rename') await store.rename(kind, String(before?.id), id, expect, commit);
    else {
      // The log holds records as they were.
      const write = { kind, record: after } as unknown as AnyRecord;
      await store.apply({ ...commit, writes: [write] });
    }
  }
  return store;
}

/** Two people: where it takes them to publish, who wrote it cannot be the one who publishes it. */
import type { Caller } from '../../core/access/caller.ts';
import type { Store } from '../../core/ports/store.ts';
import { isPublic } from '../../core/records/public-state.ts';
import { Failure } from '../../core/values/errors.ts';
import type { AnyRecord } from '../../core/writing/plan.ts';

const PAGE = 500;

/** Fails with `forbidden` where the caller wrote one of these drafts, or a part of it, and it takes another to publish it. */
export async function refuseOwn(store: Store, caller: Caller, drafts: readonly AnyRecord[]): Promise<void> {
  if (caller.twoPeople !== true) return;
  for (const { kind, record } of drafts)
    if (!isPublic(record) && (await writersOf(store, { kind, id: record.id })).has(caller.name))
      throw new Failure(
        'forbidden',
        `you wrote the ${kind} "${record.id}", or a part of it: somebody else must publish it`,
      );
}

/** The names of all who made or changed the record; who gave another record a new id that it follows did not write it. */
async function writersOf(
  store: Store,
  record: Pick<AnyRecord, 'kind'> & { readonly id: string },
): Promise<Set<string>> {
  const writers = new Set<string>();
  for (let after: number | undefined = 0; after !== undefined; ) {
    const entries = await store.changes(after, PAGE, { record });
    for (const { action, actor } of entries) if (action === 'create' || action === 'update') writers.add(actor);
    after = entries.length < PAGE ? undefined : entries.at(-1)?.seq;
  }
  return writers;
}

/** Export: every record of a kind, drafts included, as it would be written in a bundle; a page at a time. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type Inputs, inputOf } from '../../core/import/bundle/bundle.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Kind } from '../../core/records/kinds.ts';

const PAGE = 500;

/** In the store's order; no more than a page is held at once. */
export async function* exportPages<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
): AsyncGenerator<Inputs[K][]> {
  demand(caller, 'write');
  let after: readonly string[] | undefined;
  do {
    const { items, next } = await reading.list(kind, {}, { limit: PAGE, ...(after && { after }) });
    if (items.length > 0) yield items.map((record) => inputOf(kind, record));
    after = next ?? undefined;
  } while (after !== undefined);
}

/** Sorted by id, so that two exports can be compared line by line; the ids of the kind are held at once. */
export async function* exportPagesById<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
): AsyncGenerator<Inputs[K][]> {
  demand(caller, 'write');
  const ids = (await reading.ids(kind)).toSorted();
  for (let at = 0; at < ids.length; at += PAGE) {
    const records = await reading.getMany(kind, ids.slice(at, at + PAGE));
    yield records.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((record) => inputOf(kind, record));
  }
}

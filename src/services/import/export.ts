/**
 * Export: every record of a kind, drafts included, as it would be written in a bundle; a page at a time. Positions come in
 * the order of recording, which may decide between them.
 */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type Inputs, inputOf } from '../../core/import/bundle/bundle.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Kind } from '../../core/records/kinds.ts';
import type { PositionInput } from '../../core/records/position.ts';

const PAGE = 500;

/** In the store's order; no more than a page is held at once. */
export async function* exportPages<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
): AsyncGenerator<Inputs[K][]> {
  demand(caller, 'write');
  if (kind === 'position') return yield* asRecorded(reading) as AsyncGenerator<Inputs[K][]>;
  let after: readonly string[] | undefined;
  do {
    const { items, next } = await reading.list(kind, {}, { limit: PAGE, ...(after && { after }) });
    if (items.length > 0) yield items.map((record) => inputOf(kind, record));
    after = next ?? undefined;
  } while (after !== undefined);
}

/** Sorted by id, but for positions, so that two exports can be compared line by line; the ids of the kind are held at once. */
export async function* exportPagesById<K extends Kind>(
  reading: Reading,
  caller: Caller,
  kind: K,
): AsyncGenerator<Inputs[K][]> {
  demand(caller, 'write');
  if (kind === 'position') return yield* asRecorded(reading) as AsyncGenerator<Inputs[K][]>;
  const ids = (await reading.ids(kind)).toSorted();
  for (let at = 0; at < ids.length; at += PAGE) {
    const records = await reading.getMany(kind, ids.slice(at, at + PAGE));
    yield records.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((record) => inputOf(kind, record));
  }
}

async function* asRecorded(reading: Reading): AsyncGenerator<PositionInput[]> {
  let seq = -1;
  for (;;) {
    const positions = await reading.recordedAfter(seq, PAGE);
    if (positions.length > 0) yield positions.map((position) => inputOf('position', position));
    if (positions.length < PAGE) return;
    seq = positions.at(-1)?.recordedSeq ?? seq;
  }
}

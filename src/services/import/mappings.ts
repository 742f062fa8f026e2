/** Stored mappings: saved under a name by those who write, and used by those who import. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { readMapping } from '../../core/import/table/mapping.ts';
import type { MappingSummary, StoredMapping } from '../../core/import/table/stored-mapping.ts';
import type { SeenRevision } from '../../core/ports/mapping-store.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { suggest } from '../../core/values/validation.ts';
import { decodeCursor, encodeCursor } from '../records/cursor.ts';
import type { List } from '../records/records.ts';

const OF = 'mappings';
/** So many ids are looked through for one that is meant. */
const SUGGESTED_FROM = 1_000;

/** The mapping with that id; fails with `not-found`. */
export async function getMapping(store: Store, caller: Caller, id: string): Promise<StoredMapping> {
  demand(caller, 'write');
  const stored = await store.mappings.get(id);
  if (stored !== null) return stored;
  const { items } = await store.mappings.list({ limit: SUGGESTED_FROM });
  const ids = items.map((it) => it.id);
  throw new Failure('not-found', `there is no mapping "${id}"${suggest(id, ids)}`);
}

/** One page of the mappings, by id. Fails with `invalid` on a cursor that is none. */
export async function listMappings(
  store: Store,
  caller: Caller,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<List<MappingSummary>> {
  demand(caller, 'write');
  const after = cursor === undefined ? {} : { after: decodeCursor(cursor, OF, [/./]) };
  const { items, next } = await store.mappings.list({ limit, ...after });
  return { items, next: next === null ? null : encodeCursor(next, OF) };
}

export type Saving = {
  readonly caller: Caller;
  /** An RFC 3339 instant. */
  readonly at: string;
  readonly seen: SeenRevision;
};

/** Saves a mapping under an id. Fails with `invalid` and every fault in it, and with `stale` where what is there is not what was seen. */
export async function saveMapping(
  store: Store,
  id: string,
  written: unknown,
  { caller, at, seen }: Saving,
): Promise<StoredMapping> {
  demand(caller, 'write');
  const read = readMapping(written, '');
  if (!read.ok) {
    const [first] = read.violations;
    const where = first?.pointer === undefined || first.pointer === '' ? 'it' : first.pointer.slice(1);
    throw new Failure('invalid', `the mapping was not saved: ${where} ${first?.message}`, read.violations);
  }
  // What is valid is an object.
  const mapping = Object(written);
  const saved = await store.mappings.save({ id, mapping, savedAt: at, savedBy: caller.name }, seen);
  if (saved === null) throw changedMeanwhile(id);
  return saved;
}

/** Removes a mapping. Fails with `stale` where what is there is not what was seen. */
export async function removeMapping(store: Store, caller: Caller, id: string, seen: number): Promise<void> {
  demand(caller, 'write');
  if (!(await store.mappings.remove(id, seen))) throw changedMeanwhile(id);
}

const changedMeanwhile = (id: string): Failure =>
  new Failure('stale', `the mapping "${id}" was changed since; nothing was written: read it again and decide anew`);

/** The history of a record, and what was corrected. */
import type { Caller } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import { type Correction, toCorrection, UNTOUCHED } from '../../core/change-log/correction.ts';
import { type HistoryEntry, toHistoryEntry } from '../../core/change-log/history.ts';
import { type Names, sentenceOf } from '../../core/change-log/sentences.ts';
import type { Reading } from '../../core/ports/store.ts';
import type { Kind } from '../../core/records/kinds.ts';
import { Moved } from '../../core/writing/redirects.ts';
import { publicTo, readableBy } from '../access/sight.ts';
import { decodeCursor, encodeCursor } from '../records/cursor.ts';
import { getRecord, type List } from '../records/records.ts';
import { requireKnown } from '../records/require-known.ts';
import type { About } from './changes.ts';
import { Earlier } from './record-at.ts';

type PageRequest = { readonly limit: number; readonly cursor?: string };

/** The sequence number that a cursor holds. */
const SEQ = [/^[1-9]\d{0,15}$/];

/**
 * A page of a record's entries in the log, oldest first, under whichever ids it had; of a draft for those who see
 * drafts. What was deleted has a history still. Fails as `getRecord` does.
 */
export async function getHistory(
  reading: Reading,
  caller: Caller,
  kind: Kind,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<List<HistoryEntry>> {
  const store = readableBy(caller, reading);
  const to = (await store.redirects(kind, [id])).get(id);
  if (to !== undefined && (await store.get(kind, id)) === null) throw new Moved(kind, id, to);
  const of = `history of ${kind} ${id}`;
  const after = cursor === undefined ? 0 : Number(decodeCursor(cursor, of, SEQ)[0]);
  const found = await store.changes(after, limit + 1, { record: { kind, id } });
  // Without an entry there is no record, or none to be seen.
  if (found.length === 0 && cursor === undefined) await getRecord(store, caller, kind, id);
  const entries = found.slice(0, limit);
  const items = await named(store, entries, (change, names) => toHistoryEntry(change, sentenceOf(change, names)));
  return { items, next: nextOf(of, found, entries) };
}

/** A page of what was corrected, the newest first. Fails with `invalid` on an unknown id, topic or cursor. */
export async function listCorrections(
  reading: Reading,
  caller: Caller,
  { limit, cursor, ...about }: About & PageRequest,
): Promise<List<Correction>> {
  const store = publicTo(caller, reading);
  const page = { limit, ...(cursor !== undefined && { cursor }) };
  return correctionsOf(store, await requireKnown(store, about), page);
}

/** As `listCorrections`, of what was found to be known, as the public sees it. Fails with `invalid` on an unknown cursor. */
export async function correctionsOf(
  store: Reading,
  known: About,
  { limit, cursor }: PageRequest,
): Promise<List<Correction>> {
  const filter = { ...known, corrections: true } as const;
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(decodeCursor(cursor, 'corrections', SEQ)[0]);
  const found = await store.changesBefore(before, limit + 1, filter);
  const entries = found.slice(0, limit);
  const touched = await store.touchedBy(entries.map(({ seq }) => seq));
  const items = await named(store, entries, (change, names) =>
    toCorrection(change, names, touched.get(change.seq) ?? UNTOUCHED),
  );
  return { items, next: nextOf('corrections', found, entries) };
}

const nextOf = (of: string, found: readonly Change[], shown: readonly Change[]): string | null => {
  const last = shown.at(-1);
  return last === undefined || found.length === shown.length ? null : encodeCursor([String(last.seq)], of);
};

/** Each change told with the names of its day. */
async function named<T>(
  store: Reading,
  changes: readonly Change[],
  tell: (change: Change, names: Names) => T,
): Promise<T[]> {
  const earlier = new Earlier(store);
  const items: T[] = [];
  for (const change of changes) items.push(tell(change, await earlier.namesAt(change)));
  return items;
}

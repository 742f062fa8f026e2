/** Which row of a table is which stored position of the same expert, question and source, where the words or the day were mended. */
import type { Statement } from '../../records/statement.ts';
import type { CodedEntry } from './entry.ts';
import type { KeyedPosition } from './keyed-position.ts';

type Found = { readonly position: KeyedPosition; readonly statement: Statement };
type WithEntry = { readonly entry: CodedEntry };
type Alike = (entry: CodedEntry, found: Found) => boolean;

/** A row, and the position that it is; null where it is none, or any of those `among` which nobody can tell. */
export type Paired<W extends WithEntry> = {
  readonly of: W;
  readonly is: KeyedPosition | null;
  readonly among: readonly KeyedPosition[];
};

const mayBeOf: Alike = ({ row }, { position }) =>
  row.recorded_by === undefined || row.recorded_by === position.recordedBy;

const isOfDay: Alike = ({ row }, { statement }) =>
  (row.said_on ?? null) === (statement.saidOnFrom === 'statement' ? statement.saidOn : null);

const hasWords: Alike = ({ row }, { statement }) =>
  JSON.stringify([row.quote ?? [], row.paraphrase ?? null]) ===
  JSON.stringify([statement.quotes, statement.paraphrase]);

const both =
  (...all: readonly Alike[]): Alike =>
  (entry, found) =>
    all.every((alike) => alike(entry, found));

/** In which what is certain is found first. */
const PASSES: readonly Alike[] = [both(mayBeOf, isOfDay, hasWords), both(mayBeOf, isOfDay), both(mayBeOf, hasWords)];

/** Pairs each row with the one position that it is like, where that is like no other row. */
export function paired<W extends WithEntry>(rows: readonly W[], found: readonly Found[]): readonly Paired<W>[] {
  const is = new Map<W, Found>();
  const taken = new Set<Found>();
  for (const alike of PASSES) {
    const openRows = rows.filter((row) => !is.has(row));
    const openFound = found.filter((it) => !taken.has(it));
    for (const row of openRows) {
      const [only, another] = openFound.filter((it) => alike(row.entry, it));
      if (only === undefined || another !== undefined) continue;
      if (openRows.filter(({ entry }) => alike(entry, only)).length > 1) continue;
      is.set(row, only);
      taken.add(only);
    }
  }
  const left = found.filter((it) => !taken.has(it));
  return rows.map((row) => {
    const position = is.get(row)?.position ?? null;
    const among = position === null ? left.filter((it) => PASSES.some((alike) => alike(row.entry, it))) : [];
    return { of: row, is: position, among: among.map((it) => it.position) };
  });
}

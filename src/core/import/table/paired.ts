/** Which row of a table is which stored position of the same expert, question and source, where the words or the day were mended. */
import type { Statement } from '../../records/statement.ts';
import type { CodedEntry } from './entry.ts';
import type { KeyedPosition } from './keyed-position.ts';

/** What is stored, as far as it tells one from the other. */
export type Found = {
  readonly position: KeyedPosition;
  readonly statement: Pick<Statement, 'quotes' | 'paraphrase' | 'saidOn' | 'saidOnFrom'>;
};
type Entry = Pick<CodedEntry, 'row'>;
type WithEntry = { readonly entry: Entry };

/** So many of those that a row may be are told apart; of more, the first and that there are others. */
export const MAX_AMONG = 4;

/** A row, and the position that it is; null where it is none, or any of those `among` which nobody can tell. */
export type Paired<W extends WithEntry> = {
  readonly of: W;
  readonly is: KeyedPosition | null;
  /** At most `MAX_AMONG`, in the order in which they are stored. */
  readonly among: readonly KeyedPosition[];
};

/** What a row or a position is like another by, as a text. */
type Likeness = {
  readonly ofRow: (entry: Entry) => string;
  readonly ofFound: (found: Found) => string;
};

const DAY: Likeness = {
  ofRow: ({ row }) => row.said_on ?? '',
  ofFound: ({ statement }) => (statement.saidOnFrom === 'statement' ? (statement.saidOn ?? '') : ''),
};

const WORDS: Likeness = {
  ofRow: ({ row }) => JSON.stringify([row.quote ?? [], row.paraphrase ?? null]),
  ofFound: ({ statement }) => JSON.stringify([statement.quotes, statement.paraphrase]),
};

const BOTH: Likeness = {
  ofRow: (entry) => `${DAY.ofRow(entry)} ${WORDS.ofRow(entry)}`,
  ofFound: (found) => `${DAY.ofFound(found)} ${WORDS.ofFound(found)}`,
};

/** In which what is certain is found first. */
const PASSES: readonly Likeness[] = [BOTH, DAY, WORDS];

/** Texts of a row or a position, by what is looked up: a list under each key, so that none is compared with all others. */
class Under<T> {
  readonly #lists = new Map<string, T[]>();

  add(key: string, item: T): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [item]);
    else list.push(item);
  }

  get(key: string): readonly T[] {
    return this.#lists.get(key) ?? [];
  }
}

/** Of whomever, and of each coder. */
const ANYBODY = '';
const coded = (like: string, coder: string): string => `${coder}\u0000${like}`;

/** Positions by what they are like: a row that names no coder may be anybody's. */
function foundUnder(found: readonly Found[], { ofRow, ofFound }: Likeness): (entry: Entry) => readonly Found[] {
  const under = new Under<Found>();
  for (const it of found)
    for (const coder of [ANYBODY, it.position.recordedBy]) under.add(coded(ofFound(it), coder), it);
  return (entry) => under.get(coded(ofRow(entry), entry.row.recorded_by ?? ANYBODY));
}

function rowsUnder<W extends WithEntry>(rows: readonly W[], { ofRow, ofFound }: Likeness): (found: Found) => number {
  const under = new Under<W>();
  for (const row of rows) under.add(coded(ofRow(row.entry), row.entry.row.recorded_by ?? ANYBODY), row);
  return (found) =>
    [ANYBODY, found.position.recordedBy].reduce((sum, by) => sum + under.get(coded(ofFound(found), by)).length, 0);
}

/** Pairs each row with the one position that it is like, where that is like no other row. */
export function paired<W extends WithEntry>(rows: readonly W[], found: readonly Found[]): readonly Paired<W>[] {
  const is = new Map<W, Found>();
  const taken = new Set<Found>();
  const left = () => found.filter((it) => !taken.has(it));
  for (const like of PASSES) {
    const open = rows.filter((row) => !is.has(row));
    const foundLike = foundUnder(left(), like);
    const rowsLike = rowsUnder(open, like);
    for (const row of open) {
      const [only, another] = foundLike(row.entry);
      if (only === undefined || another !== undefined || rowsLike(only) > 1) continue;
      is.set(row, only);
      taken.add(only);
    }
  }
  const order = new Map(found.map((it, index) => [it, index]));
  const place = (it: Found): number => order.get(it) ?? 0;
  const rest = [DAY, WORDS].map((like) => foundUnder(left(), like));
  const amongFor = ({ entry }: W): readonly Found[] =>
    [...new Set(rest.flatMap((foundLike) => foundLike(entry).slice(0, MAX_AMONG)))]
      .sort((one, other) => place(one) - place(other))
      .slice(0, MAX_AMONG);
  return rows.map((row) => {
    const position = is.get(row)?.position ?? null;
    return { of: row, is: position, among: position === null ? amongFor(row).map((it) => it.position) : [] };
  });
}

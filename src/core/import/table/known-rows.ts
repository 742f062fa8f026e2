/**
 * Known rows: which stored position a row of a table is, where it gives no id. It is the one with the same words; else,
 * when all rows have been read, the one of the same expert, question, source and coder that no other row is, if they have
 * the day or the words in common.
 */
import type { Position } from '../../records/position.ts';
import type { Statement } from '../../records/statement.ts';
import { Failure } from '../../values/errors.ts';
import { show } from '../../values/validation.ts';
import type { FirstLines } from '../first-lines.ts';
import type { CodedFile } from './draft.ts';
import type { CodedEntry } from './entry.ts';
import { type KeyedPosition, type PositionKey, textOfKey } from './keyed-position.ts';
import { MAX_AMONG, paired } from './paired.ts';

/** What is stored. */
export type StoredRows = {
  /** The positions with these keys, each list by the text of the key as it was asked for, and which ids lead to others now. */
  readonly under: (
    keys: readonly PositionKey[],
    positions: readonly string[],
  ) => Promise<{
    readonly byKey: ReadonlyMap<string, readonly KeyedPosition[]>;
    readonly current: ReadonlyMap<string, string>;
  }>;
  readonly statements: (ids: readonly string[]) => Promise<readonly Statement[]>;
};

/** A row that waits for the others, and the file it stands in. */
export type WaitingRow = { readonly entry: CodedEntry; readonly file: CodedFile };
type Group = { readonly rows: WaitingRow[]; readonly stored: readonly KeyedPosition[] };

/** They are held in memory until the last row has been read. */
const MAX_WAITING = 100_000;
const MAX_NAMED = MAX_AMONG - 1;
/** So many rows and positions are paired before others have their turn. */
const OF_A_TURN = 500;

export class KnownRows {
  readonly #stored: StoredRows;
  readonly #seen: FirstLines;
  readonly #groups = new Map<string, Group>();
  /** Those that rows have named, by whatever id. */
  readonly named = { source: new Set<string>(), question: new Set<string>() };
  #waiting = 0;

  /** `seen` has a note of "position id" for every row. */
  constructor(stored: StoredRows, seen: FirstLines) {
    this.#stored = stored;
    this.#seen = seen;
  }

  /** Of some rows, those of which it is known which positions they are, with their ids; the others wait. */
  async take(entries: readonly CodedEntry[], file: CodedFile): Promise<readonly CodedEntry[]> {
    if (entries.length === 0) return [];
    for (const { refers } of entries) {
      this.named.source.add(refers.source.id);
      this.named.question.add(refers.question.id);
    }
    const { byKey, current } = await this.#stored.under(
      entries.filter(({ row }) => row.position === undefined).map(keyOf),
      entries.flatMap(({ position, uncoded }) => [position, uncoded]),
    );
    return entries.flatMap((entry) => {
      const key = textOfKey(keyOf(entry));
      const stored = entry.row.position === undefined ? (byKey.get(key) ?? []) : [];
      const now = current.get(entry.position);
      if (now !== undefined) this.#note(now, { entry, file });
      if (stored.length === 0) return [entry];
      const same = asItWas(entry, stored, current);
      if (same !== null) {
        this.#note(same.position, { entry, file });
        return [same];
      }
      if (!this.#groups.has(key) && this.#open(stored).length === 0) return [entry];
      this.#wait(key, stored, { entry, file });
      return [];
    });
  }

  /** Whatever waits, now that all rows have been read: with the position that each is, new ones, and those nobody can tell. */
  async settle(pause: () => Promise<void>): Promise<{
    readonly rows: readonly WaitingRow[];
    readonly unclear: readonly (WaitingRow & { readonly message: string })[];
  }> {
    const rows: WaitingRow[] = [];
    const unclear: (WaitingRow & { readonly message: string })[] = [];
    for (const groups of this.#groupsAtATime()) {
      const ids = groups.flatMap(({ open }) => open.map(({ statement }) => statement));
      const saidIn = new Map((await this.#stored.statements(ids)).map((statement) => [statement.id, statement]));
      for (const { group, open } of groups) {
        const found = open.flatMap((position) => {
          const statement = saidIn.get(position.statement);
          return statement === undefined ? [] : [{ position, statement }];
        });
        for (const { of: waiting, is, among } of paired(group.rows, found))
          if (is !== null) {
            this.#note(is.position, waiting);
            rows.push({ ...waiting, entry: this.#mended(waiting.entry, is) });
          } else if (among.length === 0) rows.push(waiting);
          else unclear.push({ ...waiting, message: whyUnclear(among) });
      }
      await pause();
    }
    this.#groups.clear();
    return { rows: rows.sort(inOrder), unclear };
  }

  /** The groups, so many together that their statements are read at once, and with the positions that no row is yet. */
  *#groupsAtATime(): Generator<readonly { readonly group: Group; readonly open: readonly KeyedPosition[] }[]> {
    let some: { readonly group: Group; readonly open: readonly KeyedPosition[] }[] = [];
    let statements = 0;
    for (const group of this.#groups.values()) {
      const open = this.#open(group.stored);
      some.push({ group, open });
      statements += open.length + group.rows.length;
      if (statements < OF_A_TURN) continue;
      yield some;
      some = [];
      statements = 0;
    }
    if (some.length > 0) yield some;
  }

  /** Of positions that are stored, those that are no row: all rows must have been settled. */
  missingAmong(stored: readonly Position[]): readonly Position[] {
    return stored.filter(
      ({ id, statements }) => statements.length === 1 && this.#seen.lineOf(`position ${id}`) === undefined,
    );
  }

  #note(position: string, { entry, file }: WaitingRow): void {
    this.#seen.note(`position ${position}`, file.from + entry.at.line);
  }

  /** Those that a row may be, and no row is yet. */
  #open(stored: readonly KeyedPosition[]): readonly KeyedPosition[] {
    return stored.filter(
      ({ position, isOneRow }) => isOneRow && this.#seen.lineOf(`position ${position}`) === undefined,
    );
  }

  #wait(key: string, stored: readonly KeyedPosition[], waiting: WaitingRow): void {
    this.#waiting += 1;
    if (this.#waiting > MAX_WAITING) {
      const message = `more than ${MAX_WAITING.toLocaleString('en')} rows have other words than what is stored from their sources; give them ids under "position", or import the table in parts`;
      throw new Failure('invalid', message);
    }
    const group = this.#groups.get(key) ?? { rows: [], stored };
    group.rows.push(waiting);
    this.#groups.set(key, group);
  }

  /** The row as that position; words that other rows have as they were stay theirs. */
  #mended(entry: CodedEntry, { position, statement }: KeyedPosition): CodedEntry {
    const isShared = this.#seen.lineOf(`statement ${statement}`) !== undefined;
    return { ...entry, position, statement: entry.row.statement ?? (isShared ? entry.statement : statement) };
  }
}

const keyOf = ({ refers }: CodedEntry): PositionKey => ({
  ...{ expert: refers.expert.id, question: refers.question.id, source: refers.source.id },
});

/** The row under the id that its words have, or had while whoever coded them was no part of it; null where there is none. */
function asItWas(
  entry: CodedEntry,
  stored: readonly KeyedPosition[],
  current: ReadonlyMap<string, string>,
): CodedEntry | null {
  const under = (id: string) => stored.find(({ position }) => position === (current.get(id) ?? id));
  if (under(entry.position) !== undefined) return entry;
  const before = under(entry.uncoded);
  if (before === undefined || before.recordedBy !== entry.row.recorded_by) return null;
  return { ...entry, position: before.position, statement: entry.row.statement ?? before.statement };
}

const inOrder = (one: WaitingRow, other: WaitingRow): number =>
  one.file.from - other.file.from || one.entry.at.line - other.entry.at.line;

function whyUnclear(among: readonly KeyedPosition[]): string {
  const ids = among.slice(0, MAX_NAMED).map(({ position }) => show(position));
  const which = among.length > MAX_NAMED ? `${ids.join(', ')} and others` : ids.join(' or ');
  return `may be ${which}, stored from the same source, with other words or of another day: say which under "position", or give it an id of its own there`;
}

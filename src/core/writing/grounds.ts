/** Grounds: what is stored of all that a part of a commit rests on, read before it is decided what comes of it. */
import NativeGuard from 'typebox/guard';
import type { NewDocument } from '../capture/document.ts';
import type { Entities, Kind } from '../records/kinds.ts';
import type { Named, NamedKind } from '../records/near.ts';
import type { AnyRecord, WriteAct } from './plan.ts';
import type { Redirects } from './redirects.ts';

/** Ids of records of each kind. */
export type RecordIds = { readonly [K in Kind]: ReadonlySet<string> };

const NOTHING: ReadonlySet<string> = new Set();
export const NO_IDS: RecordIds = {
  ...{ scale: NOTHING, expert: NOTHING, source: NOTHING, question: NOTHING, statement: NOTHING, position: NOTHING },
};

/** The ids of some records, by kind. */
export function idsOf(...records: readonly RecordId[]): RecordIds {
  const of = (wanted: Kind) => new Set(records.filter(({ kind }) => kind === wanted).map(({ id }) => id));
  return {
    ...{ scale: of('scale'), expert: of('expert'), source: of('source') },
    ...{ question: of('question'), statement: of('statement'), position: of('position') },
  };
}

/** Records of each kind by id. */
export type Stored = { readonly [K in Kind]: ReadonlyMap<string, Entities[K]> };

/** A record by its kind and id. */
export type RecordId = { readonly kind: Kind; readonly id: string };

/** The records of a kind that were made or changed after a revision, by their names. */
export type NamesSince = { readonly kind: NamedKind; readonly since: number };

/**
 * What is stored of the records that a part names, what the parts before it wrote among it, under their present ids; and
 * of the records that those refer to.
 */
export type WriteGrounds = {
  readonly stored: Stored;
  readonly redirects: Redirects;
  /** Of the ids that are the wanted one, or that with a number behind it: those that a record has or had. */
  readonly taken: ReadonlySet<string>;
  /** Those that were asked for by their names, drafts among them, as they are now; none where none were. */
  readonly named: readonly Named[];
};

/** A part of a commit: it names what it rests on, and plans itself when that was read. */
export type WritePart = {
  /** All that it holds or refers to. What the records of that which are stored refer to need not be named. */
  readonly ids: RecordIds;
  /** The id that a new record would best have. */
  readonly wanted?: RecordId;
  /** Asked for by whoever has looked at all names before the write, and not at those that were given since. */
  readonly names?: NamesSince;
  /** The acts, in an order in which each refers only to what stands before it or is stored. What it throws ends the commit, and nothing is written. */
  plan(grounds: WriteGrounds): readonly WriteAct[];
  /** Texts of sources to be kept when its acts are carried out; one that its source has, or had, is left alone. */
  texts?(grounds: WriteGrounds): readonly NewDocument[];
  /** Statements whose quotes were found in a text that comes with the commit: an older one of the source need not have them. */
  readonly located?: ReadonlySet<string>;
};

/** Records whose change touches others that the part does not name. */
export type Touched = {
  /** Sources that get another day, and statements that change: what they date follows, or forbids it. */
  readonly dating: Pick<RecordIds, 'source' | 'statement'>;
  /** Records that are renamed, or merged into others: all that refer to them follow. */
  readonly renamed: readonly RecordId[];
  /** Records that are removed: whoever refers to them is in the way. */
  readonly removed: readonly RecordId[];
};

/**
 * The records that refer to the touched ones: statements dated by a source, positions resting on any of these statements,
 * all that refers to what is renamed, the first of what refers to what is removed; each with what it refers to itself.
 */
export type Dependents = Stored;

/** So many of a kind are read where a record is to be removed that they refer to: one more than are named. */
export const MAX_CITING = 101;

/** Do both say the same? The numbers of their last changes are no part of that. */
export const saysTheSame = (one: AnyRecord['record'], other: AnyRecord['record']): boolean =>
  NativeGuard.IsDeepEqual({ ...one, revision: 0 }, { ...other, revision: 0 });

/** Do the acts make records that are not there, and nothing else? */
export const areAllNew = (acts: readonly WriteAct[]): boolean =>
  acts.every((act) => 'record' in act && act.expect === 'absent');

/** The records among the acts that touch others; null where none does. */
export function touchedBy(acts: readonly WriteAct[], stored: Stored): Touched | null {
  if (areAllNew(acts)) return null;
  const source = new Set<string>();
  const statement = new Set<string>();
  const renamed: RecordId[] = [];
  const removed: RecordId[] = [];
  for (const act of acts) {
    if (act.act === 'rename' || act.act === 'merge') renamed.push({ kind: act.kind, id: act.id });
    else if (act.act === 'remove') removed.push({ kind: act.kind, id: act.id });
    else if (act.kind === 'source') {
      const before = stored.source.get(act.record.id);
      if (before !== undefined && before.publishedOn !== act.record.publishedOn) source.add(before.id);
    } else if (act.kind === 'statement') {
      const before = stored.statement.get(act.record.id);
      if (before !== undefined && !saysTheSame(before, act.record)) statement.add(before.id);
    }
  }
  const isNone = source.size + statement.size + renamed.length + removed.length === 0;
  return isNone ? null : { dating: { source, statement }, renamed, removed };
}

/** The id, or the same with a number behind it, that no record has or had. */
export function freeId({ id }: RecordId, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  for (let number = 2; ; number += 1) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
}

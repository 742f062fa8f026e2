/**
 * The decision: what comes of the acts of a part, from the records that they rest on. Pure, so that every engine writes
 * the same: it says every record that changes and its entry in the log, every id that is given up, and every refusal.
 */
import type { Action } from '../change-log/change.ts';
import type { Kind } from '../records/kinds.ts';
import type { Position } from '../records/position.ts';
import { isPublic, published } from '../records/public-state.ts';
import { firstPublished, latestStatement, type Statement } from '../records/statement.ts';
import { Failure } from '../values/errors.ts';
import { refuseCited, refuseStale, refuseTaken, refuseUnexpected, refuseUnsigned } from './expectations.ts';
import { type Dependents, saysTheSame, type WriteGrounds } from './grounds.ts';
import { corrects } from './meaning.ts';
import {
  type AnyRecord,
  actionOf,
  type Commit,
  emptyReport,
  type ImportReport,
  type Merger,
  type Removal,
  type Renaming,
  type Write,
  type WriteAct,
} from './plan.ts';
import { refuseUnfit } from './publication.ts';
import { RecordsAtHand } from './records-at-hand.ts';
import { referencesIn, referringAnew } from './references.ts';

type AnyEntity = AnyRecord['record'];

/** What a position is stored with beside its own fields: the scale of its question, and the statement that dates it. */
export type PositionGrounds = { readonly scale: string; readonly latest: string };

/** A record that changes, and its entry in the log; `seq` is the number of that, and the record's new revision. */
export type DecidedChange = {
  readonly seq: number;
  readonly action: Action;
  readonly kind: Kind;
  /** Null for a new record. Its id is another one where the record is renamed, or merged into the one that is there after it. */
  readonly before: AnyEntity | null;
  /** Null for a record that is removed. */
  readonly after: AnyRecord | null;
  /** Of a position that is there afterwards. */
  readonly position: PositionGrounds | null;
  /** True where it corrects what was public. */
  readonly corrects: boolean;
  /** True where the record was given up for the one that is there after it, which had been there before. */
  readonly isMerger: boolean;
};

/** An id that is given up, and the one that it leads to from the entry `seq` on; not for the public where that never saw it. */
export type DecidedRedirect = {
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;
  readonly seq: number;
  readonly isPublic: boolean;
};

export type Decided = {
  /** In the order of the log. */
  readonly changes: readonly DecidedChange[];
  readonly redirects: readonly DecidedRedirect[];
  /** What became of the records that the acts write; what follows from them is not counted. */
  readonly report: ImportReport;
};

/** The log that the decision is to go on with: its last number, and the last before the commit began. */
export type LogEnd = { readonly seq: number; readonly begin: number };

/**
 * What comes of the acts, in their order. Fails with `stale`, `not-found` or `conflict` where a record is not as its
 * writer expects it, or is in use; with `forbidden` where what is public is touched without the right to; with `invalid`
 * where that lacks a reason.
 */
export function decide(
  acts: readonly WriteAct[],
  grounds: WriteGrounds,
  dependents: Dependents | null,
  commit: Commit,
  log: LogEnd,
): Decided {
  const decision = new Decision(grounds, dependents, commit, log);
  for (const act of acts) decision.take(act);
  return decision;
}

class Decision implements Decided {
  readonly changes: DecidedChange[] = [];
  readonly redirects: DecidedRedirect[] = [];
  readonly report = emptyReport();
  readonly #records: RecordsAtHand;
  readonly #grounds: WriteGrounds;
  readonly #commit: Commit;
  readonly #begin: number;
  #seq: number;

  constructor(grounds: WriteGrounds, dependents: Dependents | null, commit: Commit, { seq, begin }: LogEnd) {
    this.#records = new RecordsAtHand(grounds.stored, dependents);
    this.#grounds = grounds;
    this.#commit = commit;
    this.#seq = seq;
    this.#begin = begin;
  }

  take(act: WriteAct): void {
    if (act.act === 'rename') this.#rename(act);
    else if (act.act === 'merge') this.#merge(act);
    else if (act.act === 'remove') this.#remove(act);
    else this.#write(act);
  }

  #write(write: Write): void {
    const { kind } = write;
    const { id } = write.record;
    const before = this.#records.get(kind, id);
    // What this commit has changed already is what its writer expects.
    if (before === null || before.revision <= this.#begin)
      refuseUnexpected(write, before, write.expect, this.#ledFrom(kind, id));
    if (write.completes === true) {
      // Counted when it was made.
      if (before === null || before.revision <= this.#begin)
        throw new RangeError(`${kind} ${id} was not made by this commit`);
      this.#put(write, before);
    } else this.report[kind][this.#put(write, before)] += 1;
  }

  /** The record is called `to`, and so do all call it that refer to it. */
  #rename({ kind, id, to, expect }: Renaming): void {
    const before = this.#records.get(kind, id);
    refuseStale(kind, id, before, expect);
    refuseTaken(kind, id, to, this.#records.get(kind, to) !== null, this.#ledFrom(kind, to));
    this.redirects.push({ kind, from: id, to, seq: this.#seq + 1, isPublic: isPublic(before) });
    this.#records.remove(kind, id);
    this.#put({ kind, record: { ...before, id: to } } as AnyRecord, before, 'rename');
    this.#follow(kind, id, to);
    this.report[kind].updated += 1;
  }

  /**
   * The record is given up for the one called `into`, which stays as it is, and all that refer to it follow. In the log
   * it is a renaming to an id that is there; a draft that leads to what is public is deleted, so that nothing public
   * tells of it.
   */
  #merge({ kind, id, into, expect }: Merger): void {
    const before = this.#records.get(kind, id);
    refuseStale(kind, id, before, expect);
    const kept = this.#records.get(kind, into);
    if (kept === null) throw new RangeError(`${kind} ${into} was not read`);
    this.redirects.push({ kind, from: id, to: into, seq: this.#seq + 1, isPublic: isPublic(before) });
    this.#records.remove(kind, id);
    if (isPublic(kept) && !isPublic(before)) this.#append('delete', kind, before, null, null);
    else {
      // What both name has its day anew when it follows, once, and not while it still names the one that is gone.
      const { after, position } = this.#derive({ kind, record: kept } as AnyRecord, before);
      this.#append('rename', kind, before, after, position, { isMerger: true });
      this.#records.put(after);
    }
    this.#follow(kind, id, into);
    this.report[kind].updated += 1;
  }

  /** All that refer to the record `id` refer to `to`. What gets another day by that says something else than before. */
  #follow(kind: Kind, id: string, to: string): void {
    for (const by of this.#records.citing(kind, id)) {
      const record = this.#records.get(by.kind, by.id);
      if (record === null) throw new RangeError(`${by.kind} ${by.id} was not read`);
      const anew = { kind: by.kind, record: referringAnew(by.kind, record, kind, id, to) } as AnyRecord;
      const isRedated = 'saidOn' in record && record.saidOn !== this.#saidOn(anew);
      this.#put(anew, record, isRedated ? undefined : 'rename');
    }
  }

  #saidOn({ kind, record }: AnyRecord): string | null {
    if (kind !== 'statement' || record.saidOnFrom !== 'source') return 'saidOn' in record ? record.saidOn : null;
    return this.#publishedOn(record);
  }

  /** The record that an id leads to which was given up, here or before. */
  #ledFrom(kind: Kind, id: string): string | undefined {
    let now = this.#grounds.redirects[kind].get(id);
    for (const { kind: of, from, to } of this.redirects) {
      if (of !== kind) continue;
      if (id === to) now = undefined;
      else if (id === from || now === from) now = to;
    }
    return now;
  }

  #remove({ kind, id, expect }: Removal): void {
    const before = this.#records.get(kind, id);
    refuseStale(kind, id, before, expect);
    if (kind === 'position' && isPublic(before))
      throw new Failure(
        'conflict',
        `the position "${id}" is ${before.status ?? 'published'}, and what was public stays: retract it`,
      );
    refuseCited(kind, id, this.#records.citing(kind, id));
    this.#records.remove(kind, id);
    this.#append('delete', kind, before, null, null);
  }

  /** Writes a record, unless it is so already, what it needs to be public, and what is derived from it. */
  #put(
    write: AnyRecord & Pick<Write, 'again' | 'completes'>,
    before: AnyEntity | null,
    as?: Action,
  ): 'created' | 'updated' | 'unchanged' {
    if (isPublic(write.record)) this.#publishNeeded(write);
    const { after, position } = this.#derive(write, before);
    if (before !== null && write.again !== true && saysTheSame(before, after.record)) return 'unchanged';
    // Whoever refers to what is renamed follows one after the other.
    if (write.kind === 'statement' && before !== null && as === undefined)
      refuseUnsigned(write.record, this.#records.restingOn(before.id));
    this.#append(as ?? actionOf(before, after.record), write.kind, before, after, position, {
      completes: write.completes === true,
    });
    this.#records.put(after);
    if (before !== null) this.#redate(after);
    return before === null ? 'created' : 'updated';
  }

  /** What the public sees rests on nothing that it does not see: drafts that a public record refers to are published with it. */
  #publishNeeded({ kind, record }: AnyRecord): void {
    for (const { kind: of, id } of referencesIn(kind, record)) {
      const needed = this.#records.get(of, id);
      if (needed !== null && !isPublic(needed)) this.#put({ kind: of, record: published(needed) } as AnyRecord, needed);
    }
  }

  #append(
    action: Action,
    kind: Kind,
    before: AnyEntity | null,
    after: AnyRecord | null,
    position: PositionGrounds | null,
    { completes = false, isMerger = false }: { readonly completes?: boolean; readonly isMerger?: boolean } = {},
  ): void {
    const entry = { action, kind, before, after: after?.record ?? null };
    const isCorrection = !completes && corrects(entry);
    refuseUnfit(this.#commit, { ...entry, corrects: isCorrection });
    this.#seq += 1;
    this.changes.push({ seq: this.#seq, action, kind, before, after, position, corrects: isCorrection, isMerger });
  }

  /**
   * The record at its next revision, with the day that follows from others: a statement's from its source, a position's
   * from its statements. The entry that records a position is its place in the order of recording, for ever.
   */
  #derive(
    { kind, record }: AnyRecord,
    before: AnyEntity | null,
  ): { readonly after: AnyRecord; readonly position: PositionGrounds | null } {
    const revision = this.#seq + 1;
    if (kind === 'position') {
      const { id: latest, saidOn, saidOnFrom, saidAt } = this.#latestOf(record);
      const scale = this.#records.get('question', record.question)?.scale ?? '';
      const recordedSeq = before !== null && 'recordedSeq' in before ? before.recordedSeq : revision;
      const dated = { ...record, saidOn, saidOnFrom, saidAt, recordedSeq, revision };
      return { after: { kind, record: dated }, position: { scale, latest } };
    }
    if (kind === 'statement' && record.saidOnFrom === 'source') {
      const saidOn = this.#publishedOn(record) ?? record.saidOn;
      return { after: { kind, record: { ...record, saidOn, revision } }, position: null };
    }
    // Spreading keeps kind and record together, which the compiler does not follow.
    return { after: { kind, record: { ...record, revision } } as AnyRecord, position: null };
  }

  /** The day on which a statement was first published. */
  #publishedOn({ sources }: Statement): string | null {
    return firstPublished(sources.flatMap((id) => this.#records.get('source', id) ?? []));
  }

  #latestOf({ id, statements }: Position): Statement {
    const cited = statements.flatMap((it) => this.#records.get('statement', it) ?? []);
    const latest = latestStatement(cited);
    if (latest === null) throw new RangeError(`position ${id} refers to what is not stored`);
    return latest;
  }

  /** What is dated by the record follows when its day moved, as changes of their own. */
  #redate({ kind, record }: AnyRecord): void {
    if (kind === 'source') {
      const dated = this.#records.datedBy(record.id).filter((it) => it.saidOn !== this.#publishedOn(it));
      for (const statement of dated) this.#putAgain('statement', statement.id);
    }
    if (kind === 'statement') for (const { id } of this.#records.restingOn(record.id)) this.#putAgain('position', id);
  }

  #putAgain(kind: 'statement' | 'position', id: string): void {
    const record = this.#records.get(kind, id);
    if (record !== null) this.#put({ kind, record } as AnyRecord, record);
  }
}

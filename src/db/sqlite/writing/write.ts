/** Writes records: the rows, what is derived from them, their entries in the log, their words in the index. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Action } from '../../../core/change-log/change.ts';
import { KINDS, type Kind } from '../../../core/records/kinds.ts';
import type { Position } from '../../../core/records/position.ts';
import type { Source } from '../../../core/records/source.ts';
import { latestStatement, type Statement } from '../../../core/records/statement.ts';
import {
  type AnyRecord,
  type Applied,
  actionOf,
  type Commit,
  type ImportCount,
  type Plan,
  type Write,
} from '../../../core/writing/plan.ts';
import { refuseUnfitEvidence } from '../../../core/writing/publication.ts';
import { ChangeLog, type LogWriter } from '../change-log/log.ts';
import { StoredCells } from '../matrix/stored-cells.ts';
import type { Readers } from '../records/read.ts';
import { redirectsOf } from '../records/redirects.ts';
import { type PositionGrounds, rowsOf } from '../records/rows.ts';
import { SearchIndex } from '../records/search.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { refuseUnexpected } from './expectations.ts';
import { RowWriter } from './row-writer.ts';

/** A record as it is to be, and as it was. */
type Kept = { readonly after: AnyRecord; readonly before: AnyRecord['record'] | null; readonly action: Action };
type GroundsOf = (write: AnyRecord) => PositionGrounds | undefined;

// Spreading keeps kind and record together, which the compiler does not follow.
const revised = ({ kind, record }: AnyRecord, revision: number): AnyRecord =>
  ({ kind, record: { ...record, revision } }) as AnyRecord;

/** More questions than a load goes through at a time. */
const MAX_SCALES = 10_000;

/** Runs inside a transaction that the caller opens: the caller's store is the unit of work. */
export class Writer {
  readonly #statements: Statements;
  readonly #readers: Readers;
  readonly #index: SearchIndex;
  readonly #log: ChangeLog;
  readonly #cells: StoredCells;
  readonly #rows: RowWriter;
  /** By question, for one unit of work. */
  readonly #scales = new LRUCache<string, string>({ max: MAX_SCALES });
  readonly #removeEvidence: Defined<unknown>;
  readonly #citedBy: Defined<{ id: string }>;
  readonly #publicCitation: Defined<{ id: string }>;
  readonly #datedBySource: Defined<{ id: string }>;

  constructor(statements: Statements, readers: Readers, now: () => Date) {
    this.#statements = statements;
    this.#readers = readers;
    this.#rows = new RowWriter(statements);
    this.#index = new SearchIndex(statements);
    this.#log = new ChangeLog(statements, now);
    this.#cells = new StoredCells(statements, readers);
    this.#removeEvidence = statements.define(sql`DELETE FROM evidence WHERE position = ${param('position')}`);
    this.#citedBy = statements.define(
      sql<{
        id: string;
      }>`SELECT position AS id FROM evidence WHERE statement = ${param('statement')} ORDER BY position`,
    );
    this.#publicCitation = statements.define(
      sql<{ id: string }>`SELECT p.id FROM evidence v JOIN positions p ON p.id = v.position
        WHERE v.statement = ${param('statement')} AND p.status <> 'draft' ORDER BY p.id LIMIT 1`,
    );
    this.#datedBySource = statements.define(
      sql<{ id: string }>`SELECT id FROM statements WHERE source = ${param('source')} AND said_on_from = 'source'
        AND said_on <> ${param('day')} ORDER BY id`,
    );
  }

  /** Writes a plan, with what follows from it. */
  apply(plan: Plan): Applied {
    const report = emptyReport();
    const entries = this.begin(plan);
    this.write(entries, plan.writes, report);
    return { report, ...this.settle(entries) };
  }

  /** Begins a unit of work: `settle` ends it. */
  begin(commit: Commit): LogWriter {
    this.#scales.clear();
    return this.#log.begin(commit);
  }

  /** Writes some records, and counts what became of them. */
  write(entries: LogWriter, writes: readonly Write[], report: ReportCounts): void {
    const led = this.#ledElsewhere(writes);
    for (const { expect, ...write } of writes) {
      const before = this.#readers[write.kind].get(write.record.id);
      if (before === null || !entries.wrote(before.revision))
        refuseUnexpected(write, before, expect, led[write.kind]?.get(write.record.id));
      const outcome = this.put(entries, write, before);
      report[write.kind][outcome] += 1;
    }
  }

  /**
   * Writes records that are new, planned on what is stored now: no need to look. `unseen` says that the triggers which
   * look at new rows are put aside.
   */
  add(entries: LogWriter, writes: readonly AnyRecord[], report: ReportCounts, unseen: boolean): void {
    const { next } = entries;
    const changes = writes.map(
      (write, index): Kept => ({ after: revised(write, next + index), before: null, action: 'create' }),
    );
    this.#keep(entries, changes, (write) => this.#cachedGroundsOf(write));
    if (unseen) this.#cells.add(changes.flatMap(({ after }) => this.#withScale(after)));
    for (const { kind } of writes) report[kind].created += 1;
  }

  /** Ends a unit of work, or a part of a long one. What is derived from all that it wrote together, and from no single record, belongs here. */
  settle(entries: LogWriter): Pick<Applied, 'first' | 'last'> {
    this.#cells.refresh();
    return entries.written;
  }

  /** Writes one record, unless it is so already, and what is derived from it. */
  put(
    entries: LogWriter,
    write: AnyRecord,
    before: AnyRecord['record'] | null,
    as?: Action,
  ): 'created' | 'updated' | 'unchanged' {
    const derived = this.#derive(write);
    if (before !== null && isDeepStrictEqual({ ...before, revision: 0 }, { ...derived.record, revision: 0 }))
      return 'unchanged';
    if (write.kind === 'statement' && before !== null) this.#refuseUnfitEvidence(entries.commit, before.id);
    if (write.kind === 'position') this.#removeEvidence.run({ position: write.record.id });
    const action = as ?? actionOf(before, derived.record);
    const after = revised(derived, entries.next);
    this.#keep(entries, [{ after, before, action }], (it) => this.#groundsOf(it));
    this.#redate(entries, after, before);
    return before === null ? 'created' : 'updated';
  }

  /**
   * Where all that is kept of records is written: their rows, their entries in the log, their words in the index.
   */
  #keep(entries: LogWriter, changes: readonly Kept[], groundsOf: GroundsOf): void {
    for (const { after, before } of changes)
      for (const row of rowsOf(after, groundsOf(after))) this.#rows.put(row, before === null);
    for (const { after, before, action } of changes)
      entries.append({ action, entity: after.kind, id: after.record.id, before, after: after.record });
    this.#index.put(changes);
  }

  /** Where ids lead that new records are to have, and were given up before. */
  #ledElsewhere(writes: readonly Write[]): { readonly [K in Kind]?: ReadonlyMap<string, string> } {
    const absent = Map.groupBy(
      writes.filter(({ expect }) => expect === 'absent'),
      ({ kind }) => kind,
    );
    return Object.fromEntries(
      [...absent].map(([kind, them]) => [
        kind,
        redirectsOf(
          this.#statements,
          kind,
          them.map(({ record }) => record.id),
        ),
      ]),
    );
  }

  /** The record with the day that follows from others: a statement's from its source, a position's from its statements. */
  #derive(write: AnyRecord): AnyRecord {
    if (write.kind === 'statement' && write.record.saidOnFrom === 'source') {
      const source = this.#readers.source.get(write.record.source);
      return source === null ? write : { ...write, record: { ...write.record, saidOn: source.publishedOn } };
    }
    if (write.kind !== 'position') return write;
    const { saidOn, saidOnFrom } = this.#latestOf(write.record);
    return { ...write, record: { ...write.record, saidOn, saidOnFrom } };
  }

  #latestOf({ id, statements }: Position): Statement {
    const latest = latestStatement(this.#readers.statement.getMany(statements));
    if (latest === null) throw new RangeError(`position ${id} refers to what is not stored`);
    return latest;
  }

  #groundsOf(write: AnyRecord): PositionGrounds | undefined {
    if (write.kind !== 'position') return undefined;
    const scale = this.#readers.question.get(write.record.question)?.scale ?? '';
    return { scale, latest: this.#latestOf(write.record).id };
  }

  /** The same, for as long as no scale gets another name. */
  #cachedGroundsOf(write: AnyRecord): PositionGrounds | undefined {
    if (write.kind !== 'position') return undefined;
    const { question, statements } = write.record;
    const [only = ''] = statements;
    return { scale: this.#scaleOf(question), latest: statements.length === 1 ? only : this.#latestOf(write.record).id };
  }

  #withScale(write: AnyRecord): { position: Position; scale: string }[] {
    if (write.kind !== 'position') return [];
    return [{ position: write.record, scale: this.#scaleOf(write.record.question) }];
  }

  #scaleOf(question: string): string {
    const scale = this.#scales.get(question) ?? this.#readers.question.get(question)?.scale ?? '';
    this.#scales.set(question, scale);
    return scale;
  }

  /** What is dated by the record follows when its day moved, as changes of their own. */
  #redate(entries: LogWriter, { kind, record }: AnyRecord, before: AnyRecord['record'] | null): void {
    if (before === null) return;
    if (kind === 'source') {
      const day = (record as Source).publishedOn;
      for (const { id } of this.#datedBySource.all({ source: record.id, day }))
        this.#putAgain(entries, 'statement', id);
    }
    if (kind === 'statement')
      for (const { id } of this.#citedBy.all({ statement: record.id })) this.#putAgain(entries, 'position', id);
  }

  #putAgain(entries: LogWriter, kind: 'statement' | 'position', id: string): void {
    const record = this.#readers[kind].get(id);
    if (record !== null) this.put(entries, { kind, record } as AnyRecord, record);
  }

  #refuseUnfitEvidence(commit: Commit, statement: string): void {
    const cited = this.#publicCitation.get({ statement });
    if (cited !== undefined) refuseUnfitEvidence(commit, statement, cited.id);
  }
}

/** A report that is still being counted. */
export type ReportCounts = { readonly [K in Kind]: ImportCount };

export const emptyReport = (): ReportCounts =>
  Object.fromEntries(KINDS.map((kind) => [kind, { created: 0, updated: 0, unchanged: 0 }])) as ReportCounts;

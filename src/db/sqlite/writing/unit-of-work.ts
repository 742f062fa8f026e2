/** A unit of work: the parts of a commit one after the other, inside a transaction that the caller opens. */

import type { NewDocument } from '../../../core/capture/document.ts';
import { KINDS } from '../../../core/records/kinds.ts';
import { decide } from '../../../core/writing/decide.ts';
import { areAllNew, touchedBy, type WritePart } from '../../../core/writing/grounds.ts';
import { type Applied, type CommitOptions, emptyReport, type ImportReport } from '../../../core/writing/plan.ts';
import { type KeptText, textsReport } from '../../shared/capture/kept-text.ts';
import type { LogClock } from '../../shared/change-log/clock.ts';
import { Candidates } from '../capture/candidates.ts';
import { Codings } from '../capture/codings.ts';
import { TextKeeper } from '../capture/texts.ts';
import { ChangeLog, type LogWriter } from '../change-log/log.ts';
import type { Connection } from '../connection.ts';
import { StoredCells } from '../matrix/stored-cells.ts';
import { createReaders, type Readers } from '../records/read.ts';
import { Statements } from '../statements.ts';
import { Carrier } from './carry-out.ts';
import { IdempotencyKeys } from './idempotency.ts';
import { Bulk } from './indexes-aside.ts';
import { Proposals } from './proposals.ts';
import { GroundsReader } from './read-grounds.ts';

/** `alone`: nobody else waits, so that a step may take long. `mayUntie`: a quote that is in no text any more is not refused. */
export type WriteCommit = CommitOptions & { readonly alone?: boolean; readonly mayUntie?: boolean };

/** So much must be new, and so much of what there was before, for indexes to be made again rather than kept. */
const BULK_FROM = 4_000;
const BULK_SHARE = 0.25;

/** What a connection writes with: made once for it. */
export class WriteTools {
  readonly connection: Connection;
  readonly idempotency: IdempotencyKeys;
  readonly proposals: Proposals;
  readonly candidates: Candidates;
  readonly codings: Codings;
  readonly texts: TextKeeper;
  readonly log: ChangeLog;
  readonly cells: StoredCells;
  readonly grounds: GroundsReader;
  readonly carrier: Carrier;

  constructor(
    connection: Connection,
    clock: LogClock,
    statements: Statements = new Statements(connection),
    readers: Readers = createReaders(statements),
  ) {
    this.connection = connection;
    this.idempotency = new IdempotencyKeys(statements, clock.now);
    this.proposals = new Proposals(statements, clock.now);
    this.codings = new Codings(statements, clock.now);
    this.candidates = new Candidates(statements, this.codings, clock.now);
    this.texts = new TextKeeper(statements, clock.now);
    this.log = new ChangeLog(statements, clock);
    this.cells = new StoredCells(statements, readers);
    this.grounds = new GroundsReader(statements, readers);
    this.carrier = new Carrier(connection, statements, this.cells, this.codings, clock.now);
  }
}

export class UnitOfWork {
  readonly #tools: WriteTools;
  readonly #commit: WriteCommit;
  readonly #log: LogWriter;
  readonly #report = emptyReport();
  readonly #texts: KeptText[] = [];
  readonly #bulk: Bulk;
  #isAllNew = true;

  constructor(tools: WriteTools, commit: WriteCommit) {
    this.#tools = tools;
    this.#commit = commit;
    this.#log = tools.log.begin(commit);
    this.#bulk = new Bulk(tools.connection);
    tools.grounds.begin();
  }

  /** The instant of its entries in the log. */
  get at(): string {
    return this.#log.at;
  }

  /**
   * What was applied for its idempotency key, if it was before; else what it is about is decided: a candidate, or what was
   * coded. Fails with `key-reused`, with `stale` where the candidate was changed, and with `conflict` where it was decided.
   */
  begin(): Applied | null {
    const { idempotency, candidate, adjudication } = this.#commit;
    const before = this.#tools.idempotency.find(idempotency);
    if (before !== null) return before;
    if (candidate !== undefined) this.#tools.candidates.change(candidate);
    if (adjudication !== undefined) this.#tools.codings.decide(adjudication);
    return null;
  }

  /** Reads what the part rests on, decides what comes of it, and writes that. Fails as `decide` does, and with what the part throws. */
  take(part: WritePart): void {
    const { grounds, carrier, cells } = this.#tools;
    const read = grounds.read(part);
    const acts = part.plan(read);
    const isNew = areAllNew(acts);
    // What is there already is looked for by the indexes.
    if (!isNew) this.#endBulk();
    const touched = touchedBy(acts, read.stored);
    const dependents = touched === null ? null : grounds.dependents(touched);
    const { before, next } = this.#log;
    const decided = decide(acts, read, dependents, this.#commit, { begin: before, seq: next - 1 });
    const mayUntie = (id: string) => this.#commit.mayUntie === true || part.located?.has(id) === true;
    carrier.carryOut(decided, this.#log, { unseen: this.#bulk.isOn, mayUntie });
    this.#keep(part.texts?.(read) ?? []);
    this.#count(decided.report);
    if (!isNew) grounds.forget(decided.redirects.length > 0);
    else if (this.#isWorthBulk()) this.#bulk.begin();
    // Where others wait for their turn, what is derived is not left for one long turn at the end.
    if (this.#commit.alone !== true) cells.judge();
  }

  /** When all parts are taken: measures the questions with other cells than before, one at each turn. */
  measured(): Generator<void> {
    return this.#tools.cells.divisions.measured();
  }

  /** Ends what was begun; whoever opened the transaction ends that. */
  end(): Applied {
    this.#bulk.end();
    this.#tools.cells.refresh();
    this.#log.end();
    const report = { ...this.#report, ...textsReport(this.#texts) };
    if (this.#commit.dryRun === true) return { report, first: null, last: null };
    const applied = { report, ...this.#log.written };
    this.#tools.idempotency.keep(this.#commit.idempotency, applied);
    this.#accept(applied);
    return applied;
  }

  /** What was written is on the disk. */
  committed(): void {
    this.#tools.log.committed();
  }

  #keep(documents: readonly NewDocument[]): void {
    // Statements are looked for by their source.
    if (documents.length > 0) this.#endBulk();
    for (const document of documents) this.#texts.push(this.#tools.texts.keep(document));
  }

  #accept({ last }: Applied): void {
    const { accepts, actor, reason } = this.#commit;
    if (accepts !== undefined)
      this.#tools.proposals.decide(accepts, { state: 'accepted', by: actor, why: reason }, last);
  }

  #count(report: ImportReport): void {
    for (const kind of KINDS)
      for (const outcome of ['created', 'updated', 'unchanged'] as const)
        this.#report[kind][outcome] += report[kind][outcome];
  }

  #endBulk(): void {
    this.#isAllNew = false;
    this.#bulk.end();
  }

  /** Making indexes takes a while, in which this process does nothing else. */
  #isWorthBulk(): boolean {
    if (this.#bulk.isOn || !this.#isAllNew || this.#commit.alone !== true) return false;
    const { count, before } = this.#log;
    return count >= BULK_FROM && count >= before * BULK_SHARE;
  }
}

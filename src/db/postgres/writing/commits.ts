/**
 * Commits: one transaction at a time in this process. Those that wait meanwhile are written together in the next, so that
 * the way to the disk, and to a standby, is gone once for all of them; what is refused is left out.
 */
import { sql } from 'kysely';
import { KINDS } from '../../../core/records/kinds.ts';
import { decide } from '../../../core/writing/decide.ts';
import { touchedBy, type WriteGrounds, type WritePart } from '../../../core/writing/grounds.ts';
import { type Applied, type CommitOptions, emptyReport, type ImportReport } from '../../../core/writing/plan.ts';
import { dayOf } from '../../shared/capture/document-rows.ts';
import { type KeptText, textsReport } from '../../shared/capture/kept-text.ts';
import type { LogClock } from '../../shared/change-log/clock.ts';
import { changeCandidate } from '../capture/candidates.ts';
import { decideUnit } from '../capture/codings.ts';
import { keepText } from '../capture/texts.ts';
import { lockHead, moveHead } from '../change-log/head.ts';
import { LogWriter } from '../change-log/log-writer.ts';
import { saying } from '../change-log/signals.ts';
import type { Database } from '../connect.ts';
import { isLost, UnknownOutcome } from '../failures.ts';
import { judgeCells, type StalePlace } from '../matrix/judge-cells.ts';
import type { Readers } from '../records/read.ts';
import { PLANNED_ANEW, type Session } from '../statements.ts';
import { carryOut, type Entered } from './carry-out.ts';
import { HeldChanges, mayWait } from './held-changes.ts';
import { findApplied, keepApplied } from './idempotency.ts';
import { decideProposal } from './proposals.ts';
import { GroundsReader } from './read-grounds.ts';
import type { WriteLane } from './write-lane.ts';

type Parts = readonly WritePart[] | AsyncIterable<WritePart>;
type Waiting = {
  readonly commit: CommitOptions;
  readonly parts: Parts;
  readonly settle: (outcome: PromiseSettledResult<Applied>) => void;
};

type WriteCommit = CommitOptions & {
  /** True where a quote that is in no text any more is not refused. */
  readonly mayUntie?: boolean;
  /** True where parts are made of what those before them have written. */
  readonly inStep?: boolean;
};

/** At most so many commits in one transaction. */
const TOGETHER = 256;

export type CommitTools = {
  readonly database: Database;
  readonly readers: Readers;
  readonly clock: LogClock;
  readonly lane: WriteLane;
};

export class Commits {
  readonly #options: CommitTools;
  #waiting: Waiting[] = [];
  #isCalled = false;

  constructor(options: CommitTools) {
    this.#options = options;
  }

  async write(commit: CommitOptions, parts: Parts): Promise<Applied> {
    // What comes part by part, or is a trial, has a transaction of its own.
    if (Symbol.asyncIterator in parts || commit.dryRun === true)
      return this.#options.lane.take(() => this.#alone(commit, parts));
    return new Promise((resolve, reject) => {
      const settle = (outcome: PromiseSettledResult<Applied>) =>
        outcome.status === 'fulfilled' ? resolve(outcome.value) : reject(outcome.reason);
      this.#waiting.push({ commit, parts, settle });
      if (!this.#isCalled) this.#call();
    });
  }

  #call(): void {
    this.#isCalled = true;
    // It settles those whose commits it writes, and never fails itself.
    this.#options.lane.take(() => this.#writeWaiting()).catch(() => undefined);
  }

  async #writeWaiting(): Promise<void> {
    const group = this.#waiting.slice(0, TOGETHER);
    this.#waiting = this.#waiting.slice(TOGETHER);
    this.#isCalled = false;
    if (this.#waiting.length > 0) this.#call();
    await this.#writeAll(group);
  }

  /** Where one has spoilt the transaction of all, each half is tried: the others are still written with many. */
  async #writeAll(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    if (first !== undefined && group.length === 1)
      return first.settle(await settled(this.#alone(first.commit, first.parts)));
    const outcomes = await this.#together(group);
    if (outcomes === null) {
      const middle = Math.ceil(group.length / 2);
      await this.#writeAll(group.slice(0, middle));
      return this.#writeAll(group.slice(middle));
    }
    for (const [index, outcome] of outcomes.entries()) group[index]?.settle(outcome);
  }

  /** All in one transaction; null where one of them may have spoilt it, so that they must be tried apart. */
  async #together(group: readonly Waiting[]): Promise<PromiseSettledResult<Applied>[] | null> {
    const outcomes: PromiseSettledResult<Applied>[] = [];
    let hasBegun = false;
    try {
      await this.#options.database.write(async (session) => {
        const transaction = await Transaction.begin(session, this.#options);
        hasBegun = true;
        await transaction.expect(group.flatMap(({ parts }) => (Symbol.asyncIterator in parts ? [] : parts)));
        for (const { commit, parts } of group) {
          const before = transaction.seq;
          const outcome = await settled(transaction.carry(commit, parts));
          // What had begun to write when it failed cannot be left out.
          if (outcome.status === 'rejected' && transaction.hasWritten(before)) throw outcome.reason;
          outcomes.push(outcome);
        }
        await transaction.end();
      });
      return outcomes;
    } catch (error) {
      if (hasBegun && !isLost(error)) return null;
      return Promise.all(
        group.map(({ commit }, index) => {
          const outcome = outcomes[index];
          return outcome?.status === 'rejected' && !isLost(outcome.reason)
            ? outcome
            : settled(this.#found(commit, error));
        }),
      );
    }
  }

  async #alone(commit: CommitOptions, parts: Parts): Promise<Applied> {
    try {
      return await this.#options.database.write(
        async (session) => {
          const transaction = await Transaction.begin(session, this.#options);
          const applied = await transaction.carry(commit, parts);
          await transaction.end();
          return applied;
        },
        () => commit.dryRun === true,
      );
    } catch (error) {
      return this.#found(commit, error);
    }
  }

  /** What became of a commit that failed. One whose end nobody saw is looked for; without a key to know it by, nobody can tell. */
  async #found({ idempotency }: CommitOptions, failure: unknown): Promise<Applied> {
    if (!(failure instanceof UnknownOutcome) || idempotency === undefined) throw failure;
    // A standby may have what the one that becomes the primary has not.
    const applied = await this.#options.database
      .write((session) => findApplied(session, idempotency))
      .catch(() => null);
    if (applied === null) throw failure;
    return applied;
  }
}

const settled = async <T>(work: Promise<T>): Promise<PromiseSettledResult<T>> => {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
};

/** Writes what was decided; `goOn` is called once, as soon as what others rest on can be read. */
type Write = (goOn: () => Promise<void>) => Promise<void>;
const nothing = async (): Promise<void> => undefined;

/** What came of the parts of a commit so far. */
type Came = { readonly counts: ReturnType<typeof emptyReport>; readonly texts: KeptText[] };

/** One transaction that holds the head of the log, and the commits in it, one after the other. */
export class Transaction {
  readonly #session: Session;
  readonly #options: CommitTools;
  readonly #log: LogWriter;
  readonly #due = new Map<string, StalePlace>();
  #documents = 0;
  #tokens = 0;
  #parts = 0;
  /** Null where what is decided is written at once. */
  #held: HeldChanges | null = null;
  #isSpoilt = false;
  #expected: GroundsReader | null = null;

  static async begin(session: Session, options: CommitTools): Promise<Transaction> {
    const [head] = await Promise.all([lockHead(session), session.run(`SET CONSTRAINTS ALL DEFERRED; ${PLANNED_ANEW}`)]);
    return new Transaction(session, options, new LogWriter(head, options.clock));
  }

  private constructor(session: Session, options: CommitTools, log: LogWriter) {
    this.#session = session;
    this.#options = options;
    this.#log = log;
  }

  /** From here on several commits are carried that were made on their own: what they name is read at once, and written together as far as it can be. */
  async expect(parts: readonly WritePart[]): Promise<void> {
    this.#held = new HeldChanges();
    this.#expected = new GroundsReader(this.#session, this.#options.readers);
    await this.#expected.expect(parts);
  }

  /** How many parts were carried out. */
  get seq(): number {
    return this.#parts;
  }

  /** The instant of the entries of the present commit. */
  get at(): string {
    return this.#log.at;
  }

  hasWritten(before: number): boolean {
    return this.#isSpoilt || this.#parts > before;
  }

  /** Fails as `decide` does, and with what a part throws. */
  async carry(commit: WriteCommit, parts: Parts): Promise<Applied> {
    const before = await findApplied(this.#session, commit.idempotency);
    if (before !== null) return before;
    this.#log.turnTo(commit);
    await this.#decideOn(commit);
    const counts = emptyReport();
    const texts: KeptText[] = [];
    await this.#takeAll(parts, commit, { counts, texts });
    const report = { ...counts, ...textsReport(texts) };
    if (commit.dryRun === true) return { report, first: null, last: null };
    const applied = { report, ...this.#log.written };
    await this.#conclude(commit, applied);
    return applied;
  }

  /** What the commit is about: a candidate, or what was coded. Fails with `stale` where that was changed, and with `conflict`. */
  async #decideOn({ candidate, adjudication }: CommitOptions): Promise<void> {
    const now = this.#options.clock.now();
    if (candidate !== undefined || adjudication !== undefined) await this.#writeHeld();
    if (candidate !== undefined) await changeCandidate(this.#session, candidate, now);
    if (adjudication !== undefined) await decideUnit(this.#session, adjudication, now);
    if (candidate !== undefined || adjudication !== undefined) this.#parts += 1;
  }

  /** Each part is read and planned while what came of the one before it is written, unless they go in step. */
  async #takeAll(parts: Parts, commit: WriteCommit, came: Came): Promise<void> {
    const grounds = this.#expected ?? new GroundsReader(this.#session, this.#options.readers);
    const each = inTurn(parts);
    // When it is done, what the next part rests on was asked for; what it answers plans the part.
    const ask = async (): Promise<() => Promise<Write | null>> => {
      const { value: part } = await each.next();
      if (part === undefined) return async () => null;
      const reading = this.#read(part, grounds);
      reading.catch(() => undefined);
      return async () => this.#plan(part, await reading, commit, grounds, came);
    };
    const isAhead = commit.inStep !== true && this.#held === null;
    try {
      let write = await (await ask())();
      while (write !== null) {
        let planning: Promise<Write | null> = Promise.resolve(null);
        const goOn = async () => {
          planning = (await ask())();
          planning.catch(() => undefined);
        };
        const writing = isAhead ? write(goOn) : write(nothing).then(goOn);
        // Both have ended before one of them is told to have failed: nothing is sent when the transaction is over.
        const [written] = await Promise.allSettled([writing]);
        const [planned] = await Promise.allSettled([planning]);
        if (written.status === 'rejected') throw written.reason;
        if (planned.status === 'rejected') throw planned.reason;
        write = planned.value;
      }
    } finally {
      await each.return(undefined);
    }
  }

  /** Decides what comes of a part; the answer writes it. */
  async #plan(
    part: WritePart,
    read: WriteGrounds,
    commit: WriteCommit,
    grounds: GroundsReader,
    { counts, texts }: Came,
  ): Promise<Write> {
    const acts = part.plan(read);
    const touched = touchedBy(acts, read.stored);
    if (touched !== null) await this.#writeHeld();
    const dependents = touched === null ? null : await grounds.dependents(touched);
    const { begin, seq } = this.#log;
    const decided = decide(acts, read, dependents, commit, { begin, seq });
    count(counts, decided.report);
    grounds.forget(decided);
    const kept = part.texts?.(read) ?? [];
    this.#parts += 1;
    const { redirects } = decided;
    const entered = this.#log.enter(decided.changes);
    if (this.#held !== null && kept.length === 0 && mayWait(decided)) {
      if (!this.#held.areOf(this.#log.at)) await this.#writeHeld();
      this.#held.add(entered, this.#log.at);
      return (goOn) => goOn();
    }
    // Where ids lead, and texts, are written behind the rows: what rests on them is read when all is there.
    const isPlain = redirects.length === 0 && kept.length === 0;
    return async (goOn) => {
      await this.#writeHeld();
      const mayUntie = (id: string) => commit.mayUntie === true || part.located?.has(id) === true;
      await this.#write({ entered, redirects, at: this.#log.at }, mayUntie, isPlain ? goOn : nothing);
      for (const text of kept) texts.push(await keepText(this.#session, text, this.#options.clock.now()));
      if (!isPlain) await goOn();
    };
  }

  /** What is held of what a part rests on is written before it is read. */
  async #read(part: WritePart, grounds: GroundsReader): Promise<WriteGrounds> {
    if (this.#held?.hasAny(part.ids.position)) await this.#writeHeld();
    const read = await grounds.read(part);
    if (this.#held?.hasAny(read.stored.position.keys()) !== true) return read;
    await this.#writeHeld();
    return grounds.read(part);
  }

  async #writeHeld(): Promise<void> {
    const held = this.#held?.take() ?? null;
    if (held === null) return;
    try {
      await this.#write({ ...held, redirects: [] }, () => false, nothing);
    } catch (error) {
      // Whichever of them it was, none can be left out.
      this.#isSpoilt = true;
      throw error;
    }
  }

  async #write(
    entered: Entered,
    mayUntie: (statement: string) => boolean,
    meanwhile: () => Promise<void>,
  ): Promise<void> {
    const today = dayOf(this.#options.clock.now());
    const { due, indexed } = await carryOut(this.#session, entered, { today, mayUntie, meanwhile });
    for (const { expert, question } of due) this.#due.set(`${expert} ${question}`, { expert, question });
    this.#documents += indexed.documents;
    this.#tokens += indexed.tokens;
  }

  async #conclude({ idempotency, accepts, actor, reason }: CommitOptions, applied: Applied): Promise<void> {
    const now = this.#options.clock.now();
    if (idempotency !== undefined || accepts !== undefined) this.#parts += 1;
    await keepApplied(this.#session, idempotency, applied, now);
    if (accepts !== undefined)
      await decideProposal(this.#session, accepts, { state: 'accepted', by: actor, why: reason }, applied.last, now);
  }

  /** What is left to be done before the transaction is committed. */
  async end(): Promise<void> {
    await this.#writeHeld();
    await judgeCells(this.#session, this.#options.readers, [...this.#due.values()]);
    const head = await this.#log.end(this.#session);
    const { documents, tokens } = head;
    await Promise.all([
      moveHead(this.#session, { ...head, documents: documents + this.#documents, tokens: tokens + this.#tokens }),
      this.#session.all(sql`SELECT check_references() FROM head`),
      this.#session.all(saying(this.#options.database.schema, head.seq)),
    ]);
  }
}

function count(sum: ReturnType<typeof emptyReport>, report: ImportReport): void {
  for (const kind of KINDS)
    for (const outcome of ['created', 'updated', 'unchanged'] as const) sum[kind][outcome] += report[kind][outcome];
}

async function* inTurn(parts: Parts): AsyncGenerator<WritePart, undefined> {
  yield* parts;
}

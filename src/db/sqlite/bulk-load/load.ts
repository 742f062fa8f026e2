/** A load into an SQLite file: its parts one after the other in one transaction, each planned on what those before it left. */
import type { WritePart } from '../../../core/import/load.ts';
import type { Applied, Commit, Write } from '../../../core/writing/plan.ts';
import type { LogWriter } from '../change-log/log.ts';
import type { Connection } from '../connection.ts';
import { createReaders } from '../records/read.ts';
import { Statements } from '../statements.ts';
import { IdempotencyKeys } from '../writing/idempotency.ts';
import { emptyReport, Writer } from '../writing/write.ts';
import { Bulk } from './indexes-aside.ts';
import { GroundsReader } from './referred-records.ts';

export type LoadCommit = Commit & { readonly dryRun?: boolean; readonly alone?: boolean };

/** So much must be new, and so much of what there was before, for indexes to be made again rather than kept. */
const BULK_FROM = 4_000;
const BULK_SHARE = 0.25;

/** One load, inside a transaction that the caller opens. */
export class Load {
  readonly #connection: Connection;
  readonly #writer: Writer;
  readonly #idempotency: IdempotencyKeys;
  readonly #commit: LoadCommit;
  readonly #entries: LogWriter;
  readonly #report = emptyReport();
  readonly #bulk: Bulk;
  readonly #grounds: GroundsReader;
  #isAllNew = true;

  constructor(connection: Connection, now: () => Date, commit: LoadCommit) {
    this.#connection = connection;
    const statements = new Statements(connection);
    const readers = createReaders(statements);
    this.#writer = new Writer(statements, readers, now);
    this.#idempotency = new IdempotencyKeys(statements, now);
    this.#commit = commit;
    this.#entries = this.#writer.begin(commit);
    this.#bulk = new Bulk(connection);
    this.#grounds = new GroundsReader(statements, readers);
  }

  /** The instant of its entries in the log. */
  get at(): string {
    return this.#entries.at;
  }

  /** What was applied for its idempotency key, if it was before. */
  before(): Applied | null {
    return this.#idempotency.find(this.#commit.idempotency);
  }

  take(part: WritePart): void {
    this.#write(part.plan(this.#grounds.read(part.ids)));
    // Where others wait for their turn, what is derived is not left for one long turn at the end.
    if (this.#commit.alone !== true) this.#writer.settle(this.#entries);
  }

  #write(writes: readonly Write[]): void {
    if (writes.every(({ expect }) => expect === 'absent')) {
      this.#writer.add(this.#entries, writes, this.#report, this.#bulk.isOn);
      if (this.#isWorthBulk()) this.#bulk.begin();
      return;
    }
    // What is there already is looked for by the indexes.
    this.#isAllNew = false;
    this.#bulk.end();
    this.#writer.write(this.#entries, writes, this.#report);
    this.#grounds.forget();
  }

  /** Making indexes takes a while, in which this process does nothing else. */
  #isWorthBulk(): boolean {
    if (this.#bulk.isOn || !this.#isAllNew || this.#commit.alone !== true) return false;
    const { count, before } = this.#entries;
    return count >= BULK_FROM && count >= before * BULK_SHARE;
  }

  /** Ends the transaction with it. */
  end(): Applied {
    this.#bulk.end();
    const applied = { report: this.#report, ...this.#writer.settle(this.#entries) };
    if (this.#commit.dryRun === true) {
      this.#connection.exec('ROLLBACK');
      return { report: this.#report, first: null, last: null };
    }
    this.#idempotency.keep(this.#commit.idempotency, applied);
    this.#connection.exec('COMMIT');
    return applied;
  }
}

/** The change log: numbers and times its entries. */
import { sql } from 'kysely';
import type { LoggedEntry } from '../../../core/change-log/tree/leaf.ts';
import type { Failure } from '../../../core/values/errors.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import type { Applied, Commit } from '../../../core/writing/plan.ts';
import type { LogClock } from '../../shared/change-log/clock.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { LogTreeWriter } from './tree/log-tree-writer.ts';

export class ChangeLog {
  readonly #last: Defined<{ seq: number; at: string }>;
  readonly #append: Defined<unknown>;
  readonly #clock: LogClock;
  readonly #tree: LogTreeWriter;

  constructor(statements: Statements, clock: LogClock) {
    this.#clock = clock;
    this.#tree = new LogTreeWriter(statements);
    this.#last = statements.define(
      sql<{ seq: number; at: string }>`SELECT seq, at FROM changes ORDER BY seq DESC LIMIT 1`,
    );
    this.#append = statements.define(
      sql`INSERT INTO changes (seq, at, actor, action, entity, id, reason, before, after) VALUES (${param('seq')},
        ${param('at')}, ${param('actor')}, ${param('action')}, ${param('entity')}, ${param('id')}, ${param('reason')},
        ${param('before')}, ${param('after')})`,
    );
  }

  /**
   * Begins the entries of one transaction, which share an instant. Fails with `wrong-clock`, and with
   * `unusable-database` where entries were lost.
   */
  begin(commit: Commit): LogWriter {
    const last = this.#last.get();
    const seq = last?.seq ?? 0;
    const at = this.#clock.after(last?.at);
    this.#tree.begin(seq);
    return new LogWriter(commit, seq, at, this.#tree, (row) => this.#append.run(row));
  }

  /** What was begun last was committed. */
  committed(): void {
    this.#tree.keep();
  }

  /** True where every entry has its leaf, or the log is shorter than it was. */
  get isSealed(): boolean {
    return this.#tree.size >= (this.#last.get()?.seq ?? 0);
  }

  /** Gives every entry its leaf that has none: those of before there was a tree, or of an older Standpoint. */
  seal(): void {
    this.#tree.begin(this.#last.get()?.seq ?? 0);
  }

  /** Why no entry can be dated at present; null where one can. */
  refusal(): Failure | null {
    return this.#clock.refusal(this.#last.get()?.at);
  }
}

/** The entries of one transaction, as they are written. */
export class LogWriter {
  readonly #commit: Commit;
  readonly at: string;
  readonly #before: number;
  readonly #tree: LogTreeWriter;
  readonly #append: (row: LoggedEntry) => void;
  #seq: number;

  constructor(commit: Commit, seq: number, at: string, tree: LogTreeWriter, append: (row: LoggedEntry) => void) {
    this.#commit = commit;
    this.#tree = tree;
    this.at = at;
    this.#before = seq;
    this.#seq = seq;
    this.#append = append;
  }

  /** How many entries the log had before, and how many were written since. */
  get before(): number {
    return this.#before;
  }

  get count(): number {
    return this.#seq - this.#before;
  }

  /** The sequence number of the next entry: the revision of the record it is about. */
  get next(): number {
    return this.#seq + 1;
  }

  append({ seq, action, kind, before, after }: DecidedChange): void {
    if (seq !== this.#seq + 1) throw new RangeError(`the log goes on with ${this.#seq + 1}, not ${seq}`);
    this.#seq = seq;
    const { actor, reason } = this.#commit;
    const entry = {
      seq,
      at: this.at,
      actor,
      action,
      entity: kind,
      id: after?.record.id ?? before?.id ?? '',
      reason,
      before: before === null ? null : JSON.stringify(before),
      after: after === null ? null : JSON.stringify(after.record),
    };
    this.#append(entry);
    this.#tree.append(entry);
  }

  /** Ends the entries of the transaction: what they add to the tree over the log is stored. */
  end(): void {
    if (this.count > 0) this.#tree.save();
  }

  /** Which entries were written. */
  get written(): Pick<Applied, 'first' | 'last'> {
    return this.#seq === this.#before ? { first: null, last: null } : { first: this.#before + 1, last: this.#seq };
  }
}

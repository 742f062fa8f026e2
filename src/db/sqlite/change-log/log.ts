/** The change log: numbers and times its entries, and refuses those that are not fit to be written. */
import { sql } from 'kysely';
import type { Action } from '../../../core/change-log/change.ts';
import type { AnyRecord, Applied, Commit } from '../../../core/writing/plan.ts';
import { refuseUnfit } from '../../../core/writing/publication.ts';
import { type Defined, param, type Statements } from '../statements.ts';

export type LogEntry = {
  readonly action: Action;
  readonly entity: AnyRecord['kind'];
  readonly id: string;
  readonly before: AnyRecord['record'] | null;
  readonly after: AnyRecord['record'] | null;
};

export class ChangeLog {
  readonly #last: Defined<{ seq: number; at: string }>;
  readonly #append: Defined<unknown>;
  readonly #now: () => Date;

  constructor(statements: Statements, now: () => Date) {
    this.#now = now;
    this.#last = statements.define(
      sql<{ seq: number; at: string }>`SELECT seq, at FROM changes ORDER BY seq DESC LIMIT 1`,
    );
    this.#append = statements.define(
      sql`INSERT INTO changes (seq, at, actor, action, entity, id, reason, before, after) VALUES (${param('seq')},
        ${param('at')}, ${param('actor')}, ${param('action')}, ${param('entity')}, ${param('id')}, ${param('reason')},
        ${param('before')}, ${param('after')})`,
    );
  }

  /** Begins the entries of one transaction. They share an instant, which is never before that of the entry before. */
  begin(commit: Commit): LogWriter {
    const last = this.#last.get();
    const now = this.#now().toISOString();
    const at = last !== undefined && last.at > now ? last.at : now;
    return new LogWriter(commit, last?.seq ?? 0, at, (row) => this.#append.run(row));
  }
}

/** The entries of one transaction, as they are written. */
export class LogWriter {
  readonly commit: Commit;
  readonly at: string;
  readonly #before: number;
  readonly #append: (row: { readonly [column: string]: unknown }) => void;
  #seq: number;

  constructor(commit: Commit, seq: number, at: string, append: (row: { readonly [column: string]: unknown }) => void) {
    this.commit = commit;
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

  append({ action, entity, id, before, after }: LogEntry): void {
    const { actor, reason } = this.commit;
    refuseUnfit(this.commit, action, before, after);
    this.#seq += 1;
    this.#append({
      seq: this.#seq,
      at: this.at,
      actor,
      action,
      entity,
      id,
      reason,
      before: before === null ? null : JSON.stringify(before),
      after: after === null ? null : JSON.stringify(after),
    });
  }

  /** Is it a revision that this transaction made? */
  wrote(revision: number): boolean {
    return revision > this.#before;
  }

  /** Which entries were written. */
  get written(): Pick<Applied, 'first' | 'last'> {
    return this.#seq === this.#before ? { first: null, last: null } : { first: this.#before + 1, last: this.#seq };
  }
}

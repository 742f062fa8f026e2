/** The entries of one transaction: numbered, dated, each with its leaf in the tree over the log. */
import { randomFillSync } from 'node:crypto';
import { sql } from 'kysely';
import type { Frontier } from '../../../core/change-log/tree/frontier.ts';
import { type LoggedEntry, leafOf } from '../../../core/change-log/tree/leaf.ts';
import { isPublic } from '../../../core/records/public-state.ts';
import type { Statement } from '../../../core/records/statement.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import type { Applied, Commit } from '../../../core/writing/plan.ts';
import type { LogClock } from '../../shared/change-log/clock.ts';
import { LEAF_BYTES, LEAVES_IN_ROW, SALTS_BYTES, saltsAt } from '../../shared/change-log/leaf-bytes.ts';
import { sha256 } from '../../shared/change-log/sha256.ts';
import type { Session } from '../statements.ts';
import { insert } from '../writing/row-writer.ts';
import type { WholeHead } from './head.ts';
import { frontierOf, frontierText } from './stored-frontier.ts';

/** Changes with the rows of their entries in the log. */
export type EnteredChanges = {
  readonly changes: readonly DecidedChange[];
  readonly entries: readonly LoggedEntry[];
  readonly nodes: readonly { readonly height: number; readonly position: number; readonly digest: string }[];
};

export async function storeEntries(session: Session, { changes, entries, nodes }: EnteredChanges): Promise<void> {
  if (changes.length === 0) return;
  await Promise.all([
    insert(session, 'changes', entries),
    insert(session, 'change_signers', changes.flatMap(signersOf)),
    insert(session, 'log_nodes', nodes),
  ]);
}

export class LogWriter {
  readonly #head: WholeHead;
  readonly #clock: LogClock;
  readonly #frontier: Frontier;
  readonly #leaves = new LeafRows();
  #commit: Commit | null = null;
  #at: string | null;
  /** The last number before the present commit. */
  #begin: number;
  #seq: number;
  #publicSeq: number;

  /** For one transaction, which goes on with the log as it ends. Fails with `unusable-database` where entries were lost. */
  constructor(head: WholeHead, clock: LogClock) {
    this.#head = head;
    this.#clock = clock;
    this.#frontier = frontierOf(head);
    this.#at = head.at;
    this.#begin = head.seq;
    this.#seq = head.seq;
    this.#publicSeq = head.public_seq;
  }

  /** From here on the entries are those of the commit, and share an instant. Fails with `wrong-clock`. */
  turnTo(commit: Commit): void {
    this.#at = this.#clock.after(this.#at ?? undefined);
    this.#commit = commit;
    this.#begin = this.#seq;
  }

  get at(): string {
    if (this.#at === null) throw new RangeError('a log without entries has no instant');
    return this.#at;
  }

  /** The last number before the present commit began, and the last there is now. */
  get begin(): number {
    return this.#begin;
  }

  get seq(): number {
    return this.#seq;
  }

  /** Gives changes of the present commit their places in the log. What is entered must be stored, in any order. */
  enter(changes: readonly DecidedChange[]): EnteredChanges {
    const entries = changes.map((change) => this.#entryOf(change));
    const nodes = entries.flatMap((entry) =>
      this.#frontier
        .append(this.#leaves.add(entry))
        .map(({ height, index, digest }) => ({ height, position: index, digest })),
    );
    return { changes, entries, nodes };
  }

  #entryOf({ seq, action, kind, before, after }: DecidedChange): LoggedEntry {
    if (seq !== this.#seq + 1) throw new RangeError(`the log goes on with ${this.#seq + 1}, not ${seq}`);
    this.#seq = seq;
    if ([before, after?.record ?? null].some((it) => it !== null && isPublic(it))) this.#publicSeq = seq;
    if (this.#commit === null) throw new RangeError('no commit was begun');
    const { actor, reason } = this.#commit;
    return {
      ...{ seq, at: this.at, actor, action, entity: kind, id: after?.record.id ?? before?.id ?? '', reason },
      before: before === null ? null : JSON.stringify(before),
      after: after === null ? null : JSON.stringify(after.record),
    };
  }

  /** Stores the leaves; answers what the head of the log is. */
  async end(session: Session): Promise<WholeHead> {
    if (this.#seq === this.#head.seq) return this.#head;
    await Promise.all(
      this.#leaves
        .rows()
        .map(({ first, leaves }) =>
          session.all(sql`INSERT INTO log_leaves (first, leaves) VALUES (${first}, ${leaves})`),
        ),
    );
    const frontier = frontierText(this.#frontier);
    return { ...this.#head, seq: this.#seq, at: this.at, public_seq: this.#publicSeq, frontier };
  }

  /** Which entries the present commit has written. */
  get written(): Pick<Applied, 'first' | 'last'> {
    return this.#seq === this.#begin ? { first: null, last: null } : { first: this.#begin + 1, last: this.#seq };
  }
}

/** Experts of a statement that signed it with others. */
export function signersOf({
  seq,
  kind,
  before,
  after,
}: DecidedChange): { readonly seq: number; readonly expert: string }[] {
  if (kind !== 'statement') return [];
  // Of that kind both are statements, which the compiler does not follow through the union.
  const { experts } = (after?.record ?? before) as Statement;
  return experts.length < 2 ? [] : experts.map((expert) => ({ seq, expert }));
}

/** Gathers leaves, with new salts for each. */
class LeafRows {
  readonly #rows: { readonly first: number; readonly bytes: Buffer; count: number }[] = [];

  /** The leaf of the entry. */
  add(entry: LoggedEntry): string {
    let row = this.#rows.at(-1);
    if (row === undefined || row.count === LEAVES_IN_ROW) {
      row = { first: entry.seq, bytes: randomFillSync(Buffer.alloc(LEAVES_IN_ROW * LEAF_BYTES)), count: 0 };
      this.#rows.push(row);
    }
    const digest = leafOf(sha256, entry, saltsAt(row.bytes, row.count));
    row.bytes.write(digest, row.count * LEAF_BYTES + SALTS_BYTES, 'base64');
    row.count += 1;
    return digest;
  }

  rows(): { readonly first: number; readonly leaves: Buffer }[] {
    return this.#rows.map(({ first, bytes, count }) => ({ first, leaves: bytes.subarray(0, count * LEAF_BYTES) }));
  }
}

/** Makes every leaf anew from the log, and the tree from them: whatever was changed since is found. */
import { sql } from 'kysely';
import { Frontier } from '../../../../core/change-log/tree/frontier.ts';
import { type LoggedEntry, leafOf } from '../../../../core/change-log/tree/leaf.ts';
import type { TreeHead } from '../../../../core/change-log/tree/verify.ts';
import type { VerifiedLog } from '../../../../core/ports/log-tree.ts';
import type { Finding } from '../../../../core/ports/store.ts';
import type { StoredLeaf } from '../../../shared/change-log/leaf-bytes.ts';
import { sha256 } from '../../../shared/change-log/sha256.ts';
import { type Defined, param, type Statements } from '../../statements.ts';
import { createLeafReader, type LeafReader } from './leaf-rows.ts';

const IN_PIECE = 500;
const REMEDY = 'find out who changed it, and restore the database from a backup that verifies';

/** Reads on one state, which the caller sees to. */
export function verifyLog(statements: Statements, since: TreeHead | null): VerifiedLog {
  const look = new Look(statements, since);
  let after = 0;
  while (look.piece(after)) after += IN_PIECE;
  return look.end();
}

class Look {
  readonly #since: TreeHead | null;
  readonly #entries: Defined<LoggedEntry>;
  readonly #leaves: LeafReader;
  readonly #nodes: Defined<{ digest: string }>;
  readonly #tree: Defined<{ size: number; frontier: string }>;
  readonly #frontier = new Frontier(sha256);
  readonly #findings: Finding[] = [];
  #redacted = 0;
  #sinceRoot: string | null = null;

  constructor(statements: Statements, since: TreeHead | null) {
    this.#since = since;
    this.#entries = statements.define(
      sql<LoggedEntry>`SELECT seq, at, actor, action, entity, id, reason, before, after FROM changes
        WHERE seq > ${param('after')} AND seq <= ${param('to')}`,
    );
    this.#leaves = createLeafReader(statements);
    this.#nodes = statements.define(
      sql<{
        digest: string;
      }>`SELECT digest FROM log_nodes WHERE height = ${param('height')} AND position = ${param('index')}`,
    );
    this.#tree = statements.define(sql<{ size: number; frontier: string }>`SELECT size, frontier FROM log_tree`);
    this.#noteSince();
  }

  /** Looks at the leaves of the entries after `after`; false where there are none. */
  piece(after: number): boolean {
    const to = after + IN_PIECE;
    const leaves = this.#leaves.between(after, to);
    const entries = new Map(this.#entries.all({ after, to }).map((entry) => [entry.seq, entry]));
    for (const [at, leaf] of leaves.entries()) this.#look(entries.get(after + at + 1), leaf);
    return leaves.length === IN_PIECE;
  }

  #look(entry: LoggedEntry | undefined, { salts, digest }: StoredLeaf): void {
    const seq = this.#frontier.size + 1;
    if (entry === undefined) this.#find(`entry ${seq} of the change log is missing`);
    else if (salts === null) this.#redacted += 1;
    else if (leafOf(sha256, entry, salts) !== digest)
      this.#find(`entry ${seq} of the change log is not what its leaf holds: it was changed after it was written`);
    for (const node of this.#frontier.append(digest))
      if (this.#nodes.get(node)?.digest !== node.digest)
        this.#find(
          `node ${node.index} of height ${node.height} of the tree over the change log is not made of its leaves`,
        );
    this.#noteSince();
  }

  end(): VerifiedLog {
    const { size } = this.#frontier;
    const head = { size, rootHash: this.#frontier.root() };
    const stored = this.#tree.get();
    if (
      (stored?.size ?? 0) !== size ||
      (stored !== undefined && stored.frontier !== JSON.stringify(this.#frontier.roots))
    )
      this.#find(
        `the tree over the change log is stored as one of ${stored?.size ?? 0} leaves, and is not made of its ${size}`,
      );
    if (this.#since !== null && this.#since.size > size)
      this.#find(`the log has ${size} entries, and the head is of one that had ${this.#since.size}`);
    else if (this.#since !== null && this.#sinceRoot !== this.#since.rootHash)
      this.#find(
        `the log does not begin with the one of that head: the root over its first ${this.#since.size} entries is ${this.#sinceRoot}, not ${this.#since.rootHash}`,
      );
    return { head, redacted: this.#redacted, findings: this.#findings };
  }

  #noteSince(): void {
    if (this.#frontier.size === this.#since?.size) this.#sinceRoot = this.#frontier.root();
  }

  #find(what: string): void {
    this.#findings.push({ what, remedy: REMEDY });
  }
}

/** Makes every leaf anew from the log, and the tree from them: whatever was changed since is found. */
import { sql } from 'kysely';
import { Frontier } from '../../../core/change-log/tree/frontier.ts';
import { type LoggedEntry, leafOf } from '../../../core/change-log/tree/leaf.ts';
import type { TreeHead } from '../../../core/change-log/tree/verify.ts';
import type { VerifiedLog } from '../../../core/ports/log-tree.ts';
import type { Finding } from '../../../core/ports/store.ts';
import type { StoredLeaf } from '../../shared/change-log/leaf-bytes.ts';
import { sha256 } from '../../shared/change-log/sha256.ts';
import type { Session } from '../statements.ts';
import { STORED_TREE } from './log-writer.ts';
import { ENTRY_COLUMNS, leavesBetween } from './read-leaves.ts';

const IN_PIECE = 500;
const REMEDY = 'find out who changed it, and restore the database from a backup that verifies';

/** Reads on one state, which the caller sees to. `since` is a head that the log must begin with. */
export async function verifyLog(session: Session, since: TreeHead | null): Promise<VerifiedLog> {
  const look = new Look(since);
  for (let after = 0; ; after += IN_PIECE) {
    const to = after + IN_PIECE;
    const [leaves, entries] = await Promise.all([
      leavesBetween(session, after, to),
      session.all(sql<LoggedEntry>`SELECT ${ENTRY_COLUMNS} FROM changes WHERE seq > ${after} AND seq <= ${to}`),
    ]);
    const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
    for (const [at, leaf] of leaves.entries()) look.at(bySeq.get(after + at + 1), leaf);
    if (leaves.length < IN_PIECE) break;
  }
  const nodes = await session.all(sql<{ height: number; position: number; digest: string }>`
    SELECT height, position, digest FROM log_nodes`);
  look.compare(new Map(nodes.map(({ height, position, digest }) => [`${height} ${position}`, digest])));
  return look.end(await session.first(STORED_TREE));
}

class Look {
  readonly #since: TreeHead | null;
  readonly #frontier = new Frontier(sha256);
  readonly #nodes = new Map<string, string>();
  readonly #findings: Finding[] = [];
  #redacted = 0;
  #sinceRoot: string | null = null;

  constructor(since: TreeHead | null) {
    this.#since = since;
    this.#noteSince();
  }

  at(entry: LoggedEntry | undefined, { salts, digest }: StoredLeaf): void {
    const seq = this.#frontier.size + 1;
    if (entry === undefined) this.#find(`entry ${seq} of the change log is missing`);
    else if (salts === null) this.#redacted += 1;
    else if (leafOf(sha256, entry, salts) !== digest)
      this.#find(`entry ${seq} of the change log is not what its leaf holds: it was changed after it was written`);
    for (const node of this.#frontier.append(digest)) this.#nodes.set(`${node.height} ${node.index}`, node.digest);
    this.#noteSince();
  }

  compare(stored: ReadonlyMap<string, string>): void {
    for (const [key, digest] of this.#nodes) {
      const [height, index] = key.split(' ');
      if (stored.get(key) !== digest)
        this.#find(`node ${index} of height ${height} of the tree over the change log is not made of its leaves`);
    }
  }

  end(stored: { readonly size: number; readonly frontier: string } | undefined): VerifiedLog {
    const { size } = this.#frontier;
    const head = { size, rootHash: this.#frontier.root() };
    const isStored = stored === undefined || stored.frontier === JSON.stringify(this.#frontier.roots);
    if ((stored?.size ?? 0) !== size || !isStored)
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

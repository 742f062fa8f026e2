/** A look over the log, entry by entry: makes its tree anew, and finds whatever was changed since it was written. */
import type { Digest } from '../../../core/change-log/tree/digest.ts';
import { Frontier, type TreeNode } from '../../../core/change-log/tree/frontier.ts';
import { type LoggedEntry, leafOf } from '../../../core/change-log/tree/leaf.ts';
import type { TreeHead } from '../../../core/change-log/tree/verify.ts';
import type { VerifiedLog } from '../../../core/ports/log-tree.ts';
import type { Finding } from '../../../core/ports/store.ts';
import type { StoredLeaf } from './leaf-bytes.ts';
import { sha256 } from './sha256.ts';

const REMEDY = 'find out who changed it, and restore the database from a backup that verifies';

export class LogLook {
  readonly #since: TreeHead | null;
  readonly #frontier = new Frontier(sha256);
  readonly #findings: Finding[] = [];
  #redacted = 0;
  #sinceRoot: string | null = null;

  /** `since` is a head that the log must begin with. */
  constructor(since: TreeHead | null) {
    this.#since = since;
    this.#noteSince();
  }

  /** Looks at the next leaf and its entry; answers with the nodes that are complete with it. */
  leaf(entry: LoggedEntry | undefined, { salts, digest }: StoredLeaf): readonly TreeNode[] {
    const seq = this.#frontier.size + 1;
    if (entry === undefined) this.#find(`entry ${seq} of the change log is missing`);
    else if (salts === null) this.#redacted += 1;
    else if (leafOf(sha256, entry, salts) !== digest)
      this.#find(`entry ${seq} of the change log is not what its leaf holds: it was changed after it was written`);
    const nodes = this.#frontier.append(digest);
    this.#noteSince();
    return nodes;
  }

  /** Looks at what is stored of a node. */
  node({ height, index, digest }: TreeNode, stored: Digest | undefined): void {
    if (stored !== digest)
      this.#find(`node ${index} of height ${height} of the tree over the change log is not made of its leaves`);
  }

  /** Looks at the frontier as it is stored, where it is. */
  frontier({ size, roots }: { readonly size: number; readonly roots: readonly Digest[] }): void {
    if (size !== this.#frontier.size || roots.join() !== this.#frontier.roots.join())
      this.#find(
        `the tree over the change log is stored as one of ${size} leaves, and is not made of its ${this.#frontier.size}`,
      );
  }

  /** What was found, once all leaves were looked at. */
  end(): VerifiedLog {
    const { size } = this.#frontier;
    const head = { size, rootHash: this.#frontier.root() };
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

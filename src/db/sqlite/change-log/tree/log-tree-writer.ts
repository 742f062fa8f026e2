/** Keeps the tree over the log: a leaf for each entry, within the transaction that writes the entry. */
import { sql } from 'kysely';
import { Frontier } from '../../../../core/change-log/tree/frontier.ts';
import { type LoggedEntry, leafOf } from '../../../../core/change-log/tree/leaf.ts';
import { Failure } from '../../../../core/values/errors.ts';
import { sha256 } from '../../../shared/change-log/sha256.ts';
import { type Defined, param, type Statements } from '../../statements.ts';
import { LeafRowWriter } from './leaf-rows.ts';

/** Entries without a leaf that are read in one go. */
const IN_PIECE = 500;

export class LogTreeWriter {
  readonly #tree: Defined<{ size: number; frontier: string }>;
  readonly #entries: Defined<LoggedEntry>;
  readonly #leaves: LeafRowWriter;
  readonly #putNode: Defined<unknown>;
  readonly #putTree: Defined<unknown>;
  #frontier = new Frontier(sha256);

  constructor(statements: Statements) {
    this.#tree = statements.define(sql<{ size: number; frontier: string }>`SELECT size, frontier FROM log_tree`);
    this.#entries = statements.define(
      sql<LoggedEntry>`SELECT seq, at, actor, action, entity, id, reason, before, after FROM changes
        WHERE seq > ${param('after')} ORDER BY seq LIMIT ${IN_PIECE}`,
    );
    this.#leaves = new LeafRowWriter(statements);
    this.#putNode = statements.define(
      sql`INSERT INTO log_nodes (height, position, digest) VALUES (${param('height')}, ${param('index')},
        ${param('digest')})`,
    );
    this.#putTree = statements.define(
      sql`INSERT INTO log_tree (only, size, frontier) VALUES (1, ${param('size')}, ${param('frontier')})
        ON CONFLICT (only) DO UPDATE SET size = excluded.size, frontier = excluded.frontier`,
    );
  }

  /**
   * Goes on with the tree as it is stored, once the entries up to `last`, the log's last one, have their leaves. Fails
   * with `unusable-database` where the log is shorter than its tree.
   */
  begin(last: number): void {
    this.#leaves.begin();
    const stored = this.#tree.get();
    this.#frontier = stored === undefined ? new Frontier(sha256) : frontierOf(stored);
    if (this.#frontier.size > last) throw lost(this.#frontier.size, last);
    if (this.#frontier.size === last) return;
    while (this.#frontier.size < last)
      for (const entry of this.#entries.all({ after: this.#frontier.size })) this.append(entry);
    this.save();
  }

  /** How many entries have their leaves, as it is stored. */
  get size(): number {
    return this.#tree.get()?.size ?? 0;
  }

  append(entry: LoggedEntry): void {
    const { seq } = entry;
    if (seq !== this.#frontier.size + 1)
      throw new RangeError(`the tree goes on with ${this.#frontier.size + 1}, not ${seq}`);
    const digest = leafOf(sha256, entry, this.#leaves.salts());
    this.#leaves.add(seq, digest);
    for (const node of this.#frontier.append(digest)) this.#putNode.run(node);
  }

  /** Keeps what was added and the frontier, once for each transaction that has added to it. */
  save(): void {
    this.#leaves.flush();
    const { size, roots } = this.#frontier;
    this.#putTree.run({ size, frontier: JSON.stringify(roots) });
  }
}

export const frontierOf = ({ size, frontier }: { readonly size: number; readonly frontier: string }): Frontier =>
  new Frontier(sha256, size, JSON.parse(frontier) as string[]);

const lost = (size: number, last: number): Failure =>
  new Failure(
    'unusable-database',
    `the change log has ${last} entries, and there is a tree over ${size}: entries were lost; restore the database from a backup`,
  );

/** Keeps the tree over the log: a leaf for each entry, within the transaction that writes the entry. */
import { sql } from 'kysely';
import { Frontier } from '../../../../core/change-log/tree/frontier.ts';
import { type LoggedEntry, leafOf } from '../../../../core/change-log/tree/leaf.ts';
import { Failure } from '../../../../core/values/errors.ts';
import { sha256 } from '../../../shared/change-log/sha256.ts';
import { type Defined, param, type Statements } from '../../statements.ts';
import { LeafRowWriter } from './leaf-rows.ts';
import { StoredTree } from './stored-tree.ts';

/** Entries without a leaf that are read in one go. */
const IN_PIECE = 500;

export class LogTreeWriter {
  readonly #stored: StoredTree;
  readonly #entries: Defined<LoggedEntry>;
  readonly #leaves: LeafRowWriter;
  readonly #putNode: Defined<unknown>;
  /** The tree as the last commit of this connection left it: one that the log begins with, whoever wrote since. */
  #kept = new Frontier(sha256);
  #frontier = this.#kept;

  constructor(statements: Statements) {
    this.#stored = new StoredTree(statements);
    this.#entries = statements.define(
      sql<LoggedEntry>`SELECT seq, at, actor, action, entity, id, reason, before, after FROM changes
        WHERE seq > ${param('after')} ORDER BY seq LIMIT ${IN_PIECE}`,
    );
    this.#leaves = new LeafRowWriter(statements);
    this.#putNode = statements.define(
      sql`INSERT INTO log_nodes (height, position, digest) VALUES (${param('height')}, ${param('index')},
        ${param('digest')})`,
    );
  }

  /**
   * Goes on with the tree as it is stored, once the entries up to `last`, the log's last one, have their leaves. Fails
   * with `unusable-database` where the log is shorter than its tree.
   */
  begin(last: number): void {
    this.#leaves.begin();
    // Where nobody wrote since, nothing is read: that is a tenth of what the tree costs a write.
    const size = this.#kept.size === last ? last : Math.max(this.#kept.size, this.#stored.size);
    if (size > last) throw lost(size, last);
    this.#frontier = this.#stored.frontier(size, this.#kept);
    if (size === last) return;
    while (this.#frontier.size < last)
      for (const entry of this.#entries.all({ after: this.#frontier.size })) this.append(entry);
    this.save();
  }

  /** How many entries have their leaves, as it is stored. */
  get size(): number {
    return this.#stored.size;
  }

  append(entry: LoggedEntry): void {
    const { seq } = entry;
    if (seq !== this.#frontier.size + 1)
      throw new RangeError(`the tree goes on with ${this.#frontier.size + 1}, not ${seq}`);
    const digest = leafOf(sha256, entry, this.#leaves.salts());
    this.#leaves.add(seq, digest);
    for (const node of this.#frontier.append(digest)) this.#putNode.run(node);
  }

  /** Stores what was added, once for each transaction that has added to it. */
  save(): void {
    this.#leaves.flush();
  }

  /** What was begun was committed, and is gone on with by the next; without this it is as if it had come to nothing. */
  keep(): void {
    this.#kept = this.#frontier;
  }
}

const lost = (size: number, last: number): Failure =>
  new Failure(
    'unusable-database',
    `the change log has ${last} entries, and there is a tree over ${size}: entries were lost; restore the database from a backup`,
  );

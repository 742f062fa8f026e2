/** The tree over the log as it is stored: its leaves, and every eighth height of the nodes above. */
import { sql } from 'kysely';
import { Frontier } from '../../../../core/change-log/tree/frontier.ts';
import { KEPT_EVERY } from '../../../../core/change-log/tree/heights.ts';
import { TreeProofs } from '../../../../core/change-log/tree/proofs.ts';
import { LEAF_BYTES } from '../../../shared/change-log/leaf-bytes.ts';
import { sha256 } from '../../../shared/change-log/sha256.ts';
import { type Defined, param, type Statements } from '../../statements.ts';
import { createLeafReader, type LeafReader } from './leaf-rows.ts';

/** More leaves than that are not added one by one: the nodes that are kept lead there sooner. */
const NEAR = 2 ** KEPT_EVERY;

export class StoredTree {
  readonly leaves: LeafReader;
  readonly proofs: TreeProofs;
  readonly #size: Defined<[size: number]>;

  constructor(statements: Statements) {
    const leaves = createLeafReader(statements);
    const nodes = statements.defineRaw<[digest: string]>(
      sql`SELECT digest FROM log_nodes WHERE height = ${param('height')} AND position >= ${param('from')}
        AND position < ${param('to')} ORDER BY position`,
    );
    this.leaves = leaves;
    this.proofs = new TreeProofs(sha256, (height, from, to) =>
      height === 0
        ? leaves.between(from, to).map(({ digest }) => digest)
        : nodes.all({ height, from, to }).map(([digest]) => digest),
    );
    this.#size = statements.defineRaw<[size: number]>(
      sql`SELECT first - 1 + length(leaves) / ${sql.lit(LEAF_BYTES)} FROM log_leaves ORDER BY first DESC LIMIT 1`,
    );
  }

  /** How many entries have their leaves. */
  get size(): number {
    return this.#size.get()?.[0] ?? 0;
  }

  /** The frontier of the first `size` leaves, from that of fewer of them. */
  frontier(size: number, known: Frontier): Frontier {
    if (size - known.size > NEAR) return new Frontier(sha256, size, this.proofs.roots(size));
    const frontier = new Frontier(sha256, known.size, known.roots);
    if (size > known.size) for (const { digest } of this.leaves.between(known.size, size)) frontier.append(digest);
    return frontier;
  }
}

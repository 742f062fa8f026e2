/** Leaves as they are stored: those that are written together share a row, 64 bytes each. */
import { randomFillSync } from 'node:crypto';
import { sql } from 'kysely';
import type { Digest } from '../../../../core/change-log/tree/digest.ts';
import type { LeafSalts } from '../../../../core/change-log/tree/leaf.ts';
import {
  LEAF_BYTES,
  LEAVES_IN_ROW,
  leafAt,
  SALTS_BYTES,
  type StoredLeaf,
  saltsAt,
} from '../../../shared/change-log/leaf-bytes.ts';
import { type Defined, param, type Statements } from '../../statements.ts';

/** Salts that are drawn at once: the drawing takes longer than all that is hashed of an entry. */
const SALTS_DRAWN = 256;

/** Gathers leaves, and writes them a row at a time. */
export class LeafRowWriter {
  readonly #insert: Defined<unknown>;
  readonly #row = Buffer.alloc(LEAVES_IN_ROW * LEAF_BYTES);
  readonly #drawn = Buffer.alloc(SALTS_DRAWN * SALTS_BYTES);
  #used = this.#drawn.length;
  #first = 0;
  #count = 0;

  constructor(statements: Statements) {
    this.#insert = statements.define(
      sql`INSERT INTO log_leaves (first, leaves) VALUES (${param('first')}, ${param('leaves')})`,
    );
  }

  /** Forgets what was gathered and not written: that of a transaction that came to nothing. */
  begin(): void {
    this.#count = 0;
  }

  /** New salts for the next leaf. */
  salts(): LeafSalts {
    if (this.#used === this.#drawn.length) {
      randomFillSync(this.#drawn);
      this.#used = 0;
    }
    const begin = this.#used;
    this.#used += SALTS_BYTES;
    this.#drawn.copy(this.#row, this.#count * LEAF_BYTES, begin, this.#used);
    // Salts that are forgotten when an entry is blanked are not to be found here either.
    this.#drawn.fill(0, begin, this.#used);
    return saltsAt(this.#row, this.#count);
  }

  /** Takes the leaf of the entry `seq`, which holds to the salts that were given last. */
  add(seq: number, digest: Digest): void {
    if (this.#count === 0) this.#first = seq;
    this.#row.write(digest, this.#count * LEAF_BYTES + SALTS_BYTES, 'base64');
    this.#count += 1;
    if (this.#count === LEAVES_IN_ROW) this.flush();
  }

  flush(): void {
    if (this.#count === 0) return;
    this.#insert.run({ first: this.#first, leaves: this.#row.subarray(0, this.#count * LEAF_BYTES) });
    this.#count = 0;
  }
}

/** Forgets the salts of leaves, so that nobody can show, or guess, what they hold. */
export function createSaltEraser(statements: Statements): (seq: number) => void {
  const row = statements.defineRaw<[first: number, leaves: Buffer]>(ROW_OF);
  const update = statements.define(
    sql`UPDATE log_leaves SET leaves = ${param('leaves')} WHERE first = ${param('first')}`,
  );
  return (seq) => {
    const [first, leaves] = row.get({ seq }) ?? [0, Buffer.alloc(0)];
    const begin = (seq - first) * LEAF_BYTES;
    if (begin >= leaves.length) throw new RangeError(`entry ${seq} of the log has no leaf`);
    update.run({ first, leaves: leaves.fill(0, begin, begin + SALTS_BYTES) });
  };
}

const ROW_OF = sql`SELECT first, leaves FROM log_leaves WHERE first <= ${param('seq')} ORDER BY first DESC LIMIT 1`;

export type LeafReader = {
  /** The leaf of an entry; null where it has none. */
  of(seq: number): StoredLeaf | null;
  /** The leaves of the entries after `from` up to and with `to`, in their order; those that have none are left out. */
  between(from: number, to: number): StoredLeaf[];
};

export function createLeafReader(statements: Statements): LeafReader {
  const row = statements.defineRaw<[first: number, leaves: Buffer]>(ROW_OF);
  const rows = statements.defineRaw<[first: number, leaves: Buffer]>(
    sql`SELECT first, leaves FROM log_leaves WHERE first > ${param('before')} AND first <= ${param('to')} ORDER BY first`,
  );
  return {
    of: (seq) => {
      const found = row.get({ seq });
      if (found === undefined) return null;
      const [first, leaves] = found;
      return (seq - first) * LEAF_BYTES < leaves.length ? leafAt(leaves, seq - first) : null;
    },
    between: (from, to) =>
      rows.all({ before: from - LEAVES_IN_ROW, to }).flatMap(([first, leaves]) => {
        const start = Math.max(0, from + 1 - first);
        const end = Math.min(leaves.length / LEAF_BYTES, to + 1 - first);
        return Array.from({ length: Math.max(0, end - start) }, (_, at) => leafAt(leaves, start + at));
      }),
  };
}

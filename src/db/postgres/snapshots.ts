/** States that stay as they are while they are read in pieces: each on a connection of its own, inside one transaction. */
import { sql } from 'kysely';
import type { Snapshot } from '../../core/ports/store.ts';
import { inBothSights, type Sight } from '../shared/sights.ts';
import type { OwnSession } from './connect.ts';
import { unusable } from './failures.ts';
import { heldBy } from './matrix/read-material.ts';
import { createReading, type Read } from './reading.ts';
import type { Reads } from './reads.ts';
import { createReaders, type Readers } from './records/read.ts';

export class Snapshots {
  readonly #reads: Reads;
  readonly #open = new Set<OwnSession>();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** The present state, or that after the change number `until`. */
  async take(until: number | null): Promise<Snapshot> {
    const own = await this.#reads.take();
    const { session } = own;
    try {
      await session.run('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      // Who reads it slowly is not to be broken off.
      await session.run('SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0');
      // The first reading is what fixes the state.
      await session.all(sql`SELECT seq FROM head`);
    } catch (error) {
      own.release(true);
      throw error;
    }
    this.#open.add(own);
    return this.#snapshotOn(own, until);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((own) => this.#end(own)));
  }

  async #end(own: OwnSession): Promise<void> {
    if (!this.#open.delete(own)) return;
    const isBroken = await own.session.run('ROLLBACK').then(
      () => false,
      () => true,
    );
    own.release(isBroken);
  }

  #snapshotOn(own: OwnSession, until: number | null): Snapshot {
    const { session } = own;
    const read: Read = async (work) => {
      if (!this.#open.has(own)) throw unusable('is not read by a snapshot that is closed');
      return work(session);
    };
    const inSight = (sight: Sight): Omit<Snapshot, 'publicly'> => {
      const state = { until, sight };
      const readers: Readers = createReaders(state);
      return {
        ...createReading({ state, readers, single: read, together: read }),
        async *pieces(kind, filter, order) {
          yield* readers[kind].pieces(await read(async (it) => it), filter, order);
        },
        held: (experts, questions, how) => read((it) => heldBy(it, readers, state, experts, questions, how)),
        close: () => this.#end(own),
      };
    };
    return inBothSights(inSight);
  }
}

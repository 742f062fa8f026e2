/**
 * States that stay as they are while they are read in pieces: each on a connection of its own, inside one transaction.
 * As long as one is open, the log beside the file (-wal) cannot be begun anew, and grows with what is written.
 */
import { sql } from 'kysely';
import type { Snapshot } from '../../core/ports/store.ts';
import type { Sight } from '../shared/sights.ts';
import { inBothSights } from '../shared/sights.ts';
import type { Connection } from './connection.ts';
import { KnownAt } from './known-at/known-at.ts';
import { createReading, heldBy } from './reading.ts';
import { createReaders, type Readers } from './records/read.ts';
import { Statements } from './statements.ts';

/** Pieces are read once and in order, so a large cache would only take memory from other requests; in KiB. */
const CACHE_KIB = 4_096;

export class Snapshots {
  readonly #openAnother: () => Connection;
  readonly #open = new Set<Connection>();

  /** `openAnother` gives a further connection to the same database. */
  constructor(openAnother: () => Connection) {
    this.#openAnother = openAnother;
  }

  /** The present state, or that after the change number `until`. */
  take(until: number | null): Snapshot {
    const connection = this.#openAnother();
    try {
      connection.pragma(`cache_size = -${CACHE_KIB}`);
      return this.#snapshotOn(connection, until);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  close(): void {
    for (const connection of this.#open) connection.close();
    this.#open.clear();
  }

  #snapshotOn(connection: Connection, until: number | null): Snapshot {
    const past = until === null ? null : new KnownAt(connection, until);
    connection.exec('BEGIN');
    const statements = past?.statements ?? new Statements(connection);
    const read = <T>(reading: () => T): T => (past === null ? reading() : past.read(reading));
    const inSight = (sight: Sight): Omit<Snapshot, 'publicly'> => {
      const readers: Readers = createReaders(statements, { past: past !== null, sight });
      return {
        ...createReading({ statements, readers, sight, single: read, together: read }),
        async *pieces(kind, filter, order) {
          yield* readers[kind].pieces(filter, order);
        },
        held: async (experts, questions, how) => heldBy(statements, readers, experts, questions, how),
        close: async () => {
          this.#open.delete(connection);
          connection.close();
        },
      };
    };
    // The first reading is what fixes the state.
    read(() => statements.all(sql`SELECT 1 FROM changes LIMIT 1`));
    this.#open.add(connection);
    return inBothSights(inSight);
  }
}

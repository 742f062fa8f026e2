/** Stores whose readings are watched, or fail, in both ways of reading: all of it, and what the public sees. */
import type { Snapshot, Store, StoreReading } from '../../../src/core/ports/store.ts';

/** The store with other readings than its own, whoever reads. */
export function withReadings(of: Store, other: <R extends StoreReading>(reading: R) => R): Store {
  const publicly: StoreReading = {
    ...other(of.publicly),
    get publicly() {
      return publicly;
    },
  };
  return { ...other(of), publicly };
}

/** The store with other snapshots than its own. Of what they hold all must be public. */
export const withSnapshots = (of: Store, other: (snapshot: Snapshot) => Snapshot): Store =>
  withReadings(of, (reading) => ({
    ...reading,
    snapshot: async (knownAt) => {
      const made = other(await reading.snapshot(knownAt));
      return Object.defineProperty(made, 'publicly', { value: made });
    },
  }));

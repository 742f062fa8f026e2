/** One state of the database, held for as long as it takes to read all of it, while others write. */
import type { Snapshot } from '../../core/store.ts';
import type { Connection } from './connection.ts';
import { createReaders } from './read.ts';
import { createReading } from './reading.ts';
import { Statements } from './statements.ts';

/** Holds the state that `connection` sees now. It must be this snapshot's alone, and is closed with it. */
export function takeSnapshot(connection: Connection): Snapshot {
  connection.exec('BEGIN');
  // A transaction begins to hold its state with the first reading.
  connection.prepare('SELECT 1 FROM changes LIMIT 1').get();
  const statements = new Statements(connection);
  const read = <T>(act: () => T): T => act();
  return {
    ...createReading({ statements, readers: createReaders(statements), single: read, together: read }),
    close: async () => {
      connection.close();
    },
  };
}

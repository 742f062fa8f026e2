/** Erasing from the file what its tables do not hold any more: pages that are free, segments of the index, the WAL. */
import type { Connection } from '../connection.ts';

/**
 * Writes the index and the file anew, and empties the log beside it. Inside no transaction; takes as much room again as
 * the file has. False where another process reads what was, so that the file holds it until that has ended.
 */
export function erase(connection: Connection): boolean {
  connection.exec("INSERT INTO search_index (search_index) VALUES ('optimize')");
  connection.exec('VACUUM');
  const [checkpoint] = connection.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
  return checkpoint?.busy === 0;
}

/**
 * Writing much at once: the secondary indexes, and the triggers that look at each new row, are put aside, and made again
 * in the same transaction. Making an index of all rows takes a fraction of the time that keeping it takes. Whoever writes
 * sees to what the triggers would: that the log is in order, and that new positions have their cells judged.
 */
import type { Connection } from '../connection.ts';

/** Where a row is written for each record; the other tables are small beside them. */
const TABLES = ['statements', 'positions', 'evidence', 'changes', 'cells'] as const;

/** Indexes that are cheap to keep: new entries of the log go to their ends, or are none of theirs. */
const KEPT = ['changes_by_time', 'corrections', 'renamings'] as const;

/** The triggers whose work the writer does meanwhile; no other is put aside. */
const TRIGGERS = ['changes_have_no_gaps', 'changes_are_in_order_of_time', 'cells_follow_new_positions'] as const;

/** More makes no index sooner. */
const SORTING_KIB = 16 * 1024;

type Definition = { readonly type: 'index' | 'trigger'; readonly name: string; readonly sql: string };

export class Bulk {
  readonly #connection: Connection;
  #aside: readonly Definition[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Inside the transaction that `end` is called in as well; one that is rolled back leaves all as it was. */
  begin(): void {
    // What the schema itself needs, such as the index of a primary key, has no SQL.
    this.#aside = this.#connection
      .prepare<[string, string, string], Definition>(
        `SELECT type, name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
            AND tbl_name IN (SELECT value FROM json_each(?)) AND name NOT IN (SELECT value FROM json_each(?))
          OR type = 'trigger' AND name IN (SELECT value FROM json_each(?))
          ORDER BY rowid`,
      )
      .all(JSON.stringify(TABLES), JSON.stringify(KEPT), JSON.stringify(TRIGGERS));
    for (const { type, name } of this.#aside) this.#connection.exec(`DROP ${type} ${name}`);
  }

  /** Makes again what was put aside, word for word; nothing where nothing was. */
  end(): void {
    if (!this.isOn) return;
    // Rows are sorted for an index in as much memory again as the cache may take.
    this.#connection.pragma(`cache_size = -${SORTING_KIB}`);
    this.#connection.pragma('shrink_memory');
    for (const { sql } of this.#aside) this.#connection.exec(sql);
    this.#aside = [];
  }

  get isOn(): boolean {
    return this.#aside.length > 0;
  }
}

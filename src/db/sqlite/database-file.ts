/**
 * The files of an open database as they stand at its path. SQLite goes on with a file that was removed or replaced
 * under it: what is written then is acknowledged, and nobody will ever read it.
 */
import { statSync } from 'node:fs';
import type { DatabaseSize } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';

/** What SQLite writes to while a database is open. */
const WRITTEN = ['', '-wal'] as const;

/** Device and number of the file at a path; `none` where it is not there, or cannot be reached. */
export function identityOf(path: string): string {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return 'none';
  }
}

export class DatabaseFile {
  readonly path: string;
  readonly #opened: readonly string[];

  /** Of a database that was opened just now, and is in WAL mode. A database in memory has no file to lose. */
  constructor(path: string) {
    this.path = path;
    this.#opened = this.#atPath();
  }

  /** Why nothing may be written, and no further connection opened; null where the files are those that were opened. */
  refusal(): Failure | null {
    const found = this.#atPath();
    if (found.every((identity, at) => identity === this.#opened[at])) return null;
    const what =
      found[0] === 'none' ? 'is gone' : found[0] === this.#opened[0] ? 'has lost its log (-wal)' : 'is another file';
    return new Failure(
      'replaced-database',
      `${this.path} ${what} since it was opened, so nothing can be written any more; put back what was there, or start ` +
        'again to serve what is there now: see "When the database vanishes" in docs/run/operations.md',
    );
  }

  /** Fails with `replaced-database` where it was removed or replaced. */
  refuseReplaced(): void {
    const refusal = this.refusal();
    if (refusal !== null) throw refusal;
  }

  /** What the files take, in bytes; nothing where the database is in memory, or a file is not there. */
  size(): DatabaseSize {
    const [records = 0, log = 0] = WRITTEN.map(
      (suffix) => statSync(`${this.path}${suffix}`, { throwIfNoEntry: false })?.size ?? 0,
    );
    return { records, log };
  }

  #atPath(): string[] {
    return this.path === ':memory:' ? [] : WRITTEN.map((suffix) => identityOf(`${this.path}${suffix}`));
  }
}

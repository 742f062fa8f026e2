/** Loads, one at a time: each on a connection of its own, so that this process reads and answers while one runs. */
import { setImmediate as pause } from 'node:timers/promises';
import type { WritePart } from '../../../core/import/load.ts';
import type { Applied } from '../../../core/writing/plan.ts';
import type { Connection } from '../connection.ts';
import { patiently, type WriteLock } from '../write-lock.ts';
import { Load, type LoadCommit } from './load.ts';

type Options = {
  readonly connection: Connection;
  readonly path: string;
  readonly openWriter: () => Connection;
  readonly now: () => Date;
  readonly turns: WriteLock;
};

/** What is written is kept in memory up to that, before some of it goes to the disk. */
const CACHE_KIB = 32 * 1024;

export class Loads {
  readonly #options: Options;
  #runningSince: string | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The instant of what the load that is running writes; null where none is. */
  get runningSince(): string | null {
    return this.#runningSince;
  }

  load(commit: LoadCommit, parts: AsyncIterable<WritePart>): Promise<Applied> {
    const { path, turns } = this.#options;
    return turns.take(() => (path === ':memory:' ? this.#atOnce(commit, parts) : this.#inSlices(commit, parts)));
  }

  /** Others of this process are served between one part and the next. */
  async #inSlices(commit: LoadCommit, parts: AsyncIterable<WritePart>): Promise<Applied> {
    const { openWriter, now } = this.#options;
    const connection = openWriter();
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    try {
      await patiently(connection, () => connection.exec('BEGIN IMMEDIATE'));
      const load = new Load(connection, now, commit);
      const before = load.before();
      if (before !== null) return before;
      this.#runningSince = load.at;
      for await (const part of parts) {
        load.take(part);
        await pause();
      }
      return load.end();
    } finally {
      this.#runningSince = null;
      connection.close();
    }
  }

  /** A database in memory has one connection only, on which nobody must read what is half done. */
  async #atOnce(commit: LoadCommit, parts: AsyncIterable<WritePart>): Promise<Applied> {
    const { connection, now } = this.#options;
    const all: WritePart[] = [];
    for await (const part of parts) all.push(part);
    connection.exec('BEGIN IMMEDIATE');
    try {
      const load = new Load(connection, now, commit);
      const before = load.before();
      if (before !== null) return before;
      for (const part of all) load.take(part);
      return load.end();
    } finally {
      if (connection.inTransaction) connection.exec('ROLLBACK');
    }
  }
}

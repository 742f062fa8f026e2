/** Commits, one at a time: a list of parts at once, parts that come one by one on a connection of their own. */
import { setImmediate as pause } from 'node:timers/promises';
import type { WritePart } from '../../../core/writing/grounds.ts';
import type { Applied } from '../../../core/writing/plan.ts';
import type { LogClock } from '../../shared/change-log/clock.ts';
import { type Connection, withRoom } from '../connection.ts';
import { patiently, type WriteLock } from '../write-lock.ts';
import { UnitOfWork, type WriteCommit, WriteTools } from './unit-of-work.ts';

type Options = {
  readonly tools: WriteTools;
  readonly path: string;
  readonly openWriter: () => Connection;
  readonly clock: LogClock;
  readonly lock: WriteLock;
  /** Fails where what was written must not be committed. */
  readonly lastLook: () => void;
};

/** What is written is kept in memory up to that, before some of it goes to the disk: less beside others who are served. */
const CACHE_KIB = { alone: 32 * 1024, among: 8 * 1024 } as const;

export class Commits {
  readonly #options: Options;
  #runningSince: string | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The instant of what is being written part by part; null where nothing is. */
  get runningSince(): string | null {
    return this.#runningSince;
  }

  write(commit: WriteCommit, parts: readonly WritePart[] | AsyncIterable<WritePart>): Promise<Applied> {
    const { lock, path } = this.#options;
    if (!(Symbol.asyncIterator in parts)) return lock.take(() => this.#atOnce(commit, parts));
    // A database in memory has one connection only, on which nobody must read what is half done.
    if (path === ':memory:') return lock.take(async () => this.#atOnce(commit, await whole(parts)));
    return lock.take(() => this.#inSlices(commit, parts));
  }

  #atOnce(commit: WriteCommit, parts: readonly WritePart[]): Promise<Applied> {
    const { tools } = this.#options;
    const { connection } = tools;
    const transaction = (): Applied => {
      connection.exec('BEGIN IMMEDIATE');
      try {
        const work = new UnitOfWork(tools, commit);
        const before = work.begin();
        if (before !== null) return before;
        for (const part of parts) work.take(part);
        return this.#complete(connection, commit, work);
      } finally {
        if (connection.inTransaction) connection.exec('ROLLBACK');
      }
    };
    return patiently(connection, () => withRoom(connection, transaction));
  }

  /** Others of this process are served between one part and the next. */
  async #inSlices(commit: WriteCommit, parts: AsyncIterable<WritePart>): Promise<Applied> {
    const { openWriter, clock } = this.#options;
    const connection = openWriter();
    connection.pragma(`cache_size = -${commit.alone === true ? CACHE_KIB.alone : CACHE_KIB.among}`);
    try {
      await patiently(connection, () => connection.exec('BEGIN IMMEDIATE'));
      const work = new UnitOfWork(new WriteTools(connection, clock), commit);
      const before = work.begin();
      if (before !== null) return before;
      this.#runningSince = work.at;
      for await (const part of parts) {
        work.take(part);
        await pause();
      }
      if (commit.alone !== true) for (const _ of work.measured()) await pause();
      return this.#complete(connection, commit, work);
    } finally {
      this.#runningSince = null;
      connection.close();
    }
  }

  #complete(connection: Connection, { dryRun }: WriteCommit, work: UnitOfWork): Applied {
    const applied = work.end();
    this.#options.lastLook();
    connection.exec(dryRun === true ? 'ROLLBACK' : 'COMMIT');
    if (dryRun !== true) work.committed();
    return applied;
  }
}

async function whole(parts: AsyncIterable<WritePart>): Promise<WritePart[]> {
  const all: WritePart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

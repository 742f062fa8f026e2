/** Who writes in this process, and in which order: one after the other, and nobody blocks the process while it waits. */
import { setTimeout as wait } from 'node:timers/promises';
import { BUSY_TIMEOUT_MS, type Connection, codeOf } from './connection.ts';

const TRY_EVERY_MS = 20;

/** Runs a write as a unit of work, and tells its failure in the domain's words. */
export type RunWrite = <T>(work: () => T) => Promise<T>;

export class WriteLock {
  #last: Promise<unknown> = Promise.resolve();

  /** Does the work when all that was asked for before is over, whether it went well or not. */
  take<T>(work: () => T | Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/**
 * Does what begins with taking the lock of the file. While another process has it, it is tried again and again, for as
 * long as a connection would wait, and this process goes on meanwhile.
 */
export async function patiently<T>(connection: Connection, work: () => T): Promise<T> {
  const until = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    connection.pragma('busy_timeout = 0');
    try {
      return work();
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_BUSY') || connection.inTransaction || performance.now() > until)
        throw error;
    } finally {
      connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
    await wait(TRY_EVERY_MS);
  }
}

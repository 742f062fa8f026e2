/** What is to be taken down when something shorter than a test is over, as one run of a property. */
import type { Test } from 'tap';

export type Scope = Pick<Test, 'teardown'>;

/** Does the work, then takes down what it was told to, the last first. */
export async function inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const undoing: (() => unknown)[] = [];
  try {
    return await work({ teardown: (undo) => undoing.unshift(undo) });
  } finally {
    for (const undo of undoing) await undo();
  }
}

/** The names of what is stored, taken in a few at a time: whoever else waits has a turn between them. */
import type { Store } from '../../core/ports/store.ts';
import type { Named, NamedKind } from '../../core/records/near.ts';
import { type Pause, runsOf } from '../slices.ts';

/** Of a kind with more, near names are looked for among those of the import alone: they are held in memory. */
const MAX_STORED = 50_000;
/** Are taken in within a few milliseconds. */
const NAMES_OF_A_TURN = 200;

/** Takes in the names of a kind, unless there are too many. Answers all of them. */
export async function takeInNames(
  store: Store,
  kind: NamedKind,
  add: (some: readonly Named[]) => void,
  pause: Pause,
): Promise<readonly Named[]> {
  const stored = await store.names(kind);
  if (stored.length > MAX_STORED) return stored;
  for (const some of runsOf(stored, NAMES_OF_A_TURN)) {
    add(some);
    await pause();
  }
  return stored;
}

/** The part of V8's heap in which objects stay that outlive two collections of the young generation. */
import { setFlagsFromString } from 'node:v8';

/** Of the room that V8 would let it grow into, so many percent are filled before it begins to look for what is in use. */
const FILLED_PERCENT = 12;
/** V8 decides by itself. */
const AS_IT_WILL = 0;

const lookFrom = (percent: number): void => setFlagsFromString(`--incremental-marking-hard-trigger=${percent}`);

let running = 0;

/**
 * Does work in which much is made and little kept, as an import. What is made of some rows lives until they are written,
 * so that some of it gets into the old generation. V8 lets that grow to four times of what is in use where it is quickly
 * looked through: 400 MB of a service in which 60 are in use. Meanwhile it is looked through sooner; V8 reads this flag each
 * time that it asks whether to begin.
 */
export async function withLittleGarbage<T>(work: () => Promise<T>): Promise<T> {
  running += 1;
  lookFrom(FILLED_PERCENT);
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) lookFrom(AS_IT_WILL);
  }
}

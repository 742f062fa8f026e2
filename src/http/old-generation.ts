/** The part of V8's heap in which objects stay that outlive two collections of the young generation. */
import { setFlagsFromString } from 'node:v8';

/**
 * In percent, 0 as V8 will: by how much of what is in use it may grow, and how much of that room is filled before V8 begins
 * to look for what is in use. Left to itself V8 gives some 16 MB of room where few objects are made, and counts the bytes of
 * answers as well: each table of nine megabytes had both threads that held it look through all of their fifty, which takes
 * as long as to make it.
 */
const HOW = {
  usual: { room: 100, filled: 0 },
  quick: { room: 100, filled: 30 },
  much: { room: 0, filled: 12 },
} as const;

const underWay: Exclude<keyof typeof HOW, 'usual'>[] = [];

function look(): void {
  const { room, filled } = HOW[underWay.includes('much') ? 'much' : (underWay[0] ?? 'usual')];
  setFlagsFromString(`--heap-growing-percent=${room}`);
  setFlagsFromString(`--incremental-marking-hard-trigger=${filled}`);
}

look();

/**
 * Does work in which much is made and little kept, as an import. What is made of some rows lives until they are written,
 * so that some of it gets into the old generation. V8 lets that grow to four times of what is in use where it is quickly
 * looked through: 400 MB of a service in which 60 are in use. Meanwhile it is looked through sooner; V8 reads this flag each
 * time that it asks whether to begin.
 */
export async function withLittleGarbage<T>(
  work: () => Promise<T>,
  how: (typeof underWay)[number] = 'much',
): Promise<T> {
  underWay.push(how);
  look();
  try {
    return await work();
  } finally {
    underWay.splice(underWay.indexOf(how), 1);
    look();
  }
}

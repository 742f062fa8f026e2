/** The part of V8's heap in which objects stay that outlive two collections of the young generation. */
import { setFlagsFromString } from 'node:v8';

/**
 * Of the room that V8 would let it grow into, so many percent are filled before it begins to look for what is in use. To
 * look through a heap of fifty megabytes takes as long as a quick answer itself, and would be done for each.
 */
const FILLED_PERCENT = { much: 12, quick: 30 } as const;
/** V8 decides by itself. */
const AS_IT_WILL = 0;

/** Of each work that is under way. */
const underWay: number[] = [];

const look = (): void =>
  setFlagsFromString(
    `--incremental-marking-hard-trigger=${underWay.length === 0 ? AS_IT_WILL : Math.min(...underWay)}`,
  );

/**
 * Does work in which much is made and little kept, as an import. What is made of some rows lives until they are written,
 * so that some of it gets into the old generation. V8 lets that grow to four times of what is in use where it is quickly
 * looked through: 400 MB of a service in which 60 are in use. Meanwhile it is looked through sooner; V8 reads this flag each
 * time that it asks whether to begin.
 */
export async function withLittleGarbage<T>(
  work: () => Promise<T>,
  how: keyof typeof FILLED_PERCENT = 'much',
): Promise<T> {
  const percent = FILLED_PERCENT[how];
  underWay.push(percent);
  look();
  try {
    return await work();
  } finally {
    underWay.splice(underWay.indexOf(percent), 1);
    look();
  }
}

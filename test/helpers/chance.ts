/** Chance in tests: all of it comes from one seed, which is the same in every file of a run. */
import fc from 'fast-check';

/** TEST_SEED, or else the id of the process of tap, which starts every file. The reporter tells it where a test fails. */
export const SEED = Number(process.env.TEST_SEED ?? process.ppid);
if (!Number.isSafeInteger(SEED)) throw new Error(`TEST_SEED must be a whole number, not "${process.env.TEST_SEED}"`);

fc.configureGlobal({ seed: SEED });

/** How often something random is tried that takes seconds: so often in CI, and a quarter of it where a person waits. The first tries are the same. */
export const tries = (inCi: number): number => (process.env.CI ? inCi : Math.ceil(inCi / 4));

/** Numbers from 0 to below 1 that look random, the same ones for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The next number of the run's chance, from 0 to below 1. */
export const random = numbersFrom(SEED);

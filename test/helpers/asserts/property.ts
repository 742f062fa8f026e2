import fc from 'fast-check';
import type { Test } from 'tap';
import '../chance.ts';

/** Asserts that the predicate is true of everything the arbitrary makes; fails with the smallest example against it. */
export function holds<T>(t: Test, arbitrary: fc.Arbitrary<T>, predicate: (value: T) => boolean): void {
  fc.assert(fc.property(arbitrary, predicate));
  t.pass('for everything that was tried');
}

/** As `holds`, for what can be known only by waiting. */
export async function eventuallyHolds<T>(
  t: Test,
  arbitrary: fc.Arbitrary<T>,
  predicate: (value: T) => Promise<boolean>,
  { runs = 50 }: { runs?: number } = {},
): Promise<void> {
  await fc.assert(fc.asyncProperty(arbitrary, predicate), { numRuns: runs });
  t.pass('for everything that was tried');
}

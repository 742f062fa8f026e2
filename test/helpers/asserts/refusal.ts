import type { Test } from 'tap';
import { Failure } from '../../../src/core/values/errors.ts';
import { shows } from './shows.ts';

/** What a refused attempt says; the test fails where it is not refused, or fails in another way. */
export async function refusal(attempt: Promise<unknown>): Promise<Failure> {
  const outcome = await attempt.then(
    () => 'it was not refused',
    (error: unknown) => error,
  );
  if (outcome instanceof Failure) return outcome;
  throw new Error('a refusal was expected', { cause: outcome });
}

/** Asserts that an attempt is refused, with exactly this kind, message or violations. */
export async function refused(
  t: Test,
  attempt: Promise<unknown>,
  said: Partial<Pick<Failure, 'kind' | 'message' | 'violations'>>,
): Promise<void> {
  shows(t, await refusal(attempt), said);
}

import type { Test } from 'tap';

/** Asserts some fields of a record, each exactly: tap's own `match` takes a missing field for null and any list for an empty one. */
export function shows<T extends object>(t: Test, actual: T | null | undefined, expected: Partial<T>): void {
  const shown = Object.fromEntries(
    Object.keys(expected).map((field) => [field, (actual as { readonly [field: string]: unknown } | null)?.[field]]),
  );
  t.strictSame(shown, expected);
}

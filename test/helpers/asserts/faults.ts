/** The faults of a bundle as sentences: its place, and what is said about it. */
import { readBundle } from '../../../src/core/import/bundle/bundle.ts';
import { planImport } from '../../../src/core/import/plan-import.ts';
import type { Violation } from '../../../src/core/values/errors.ts';
import { RECORDED, type Records, stored } from '../fixtures/records.ts';

export const inWords = (violations: readonly Violation[]): string[] =>
  violations.map(({ pointer, parameter, message }) => `${pointer ?? parameter} ${message}`);

/** What is wrong with a bundle, its shape and its rules, where the store holds `records`. */
export function faultsOf(bundle: unknown, records: Partial<Records> = {}): string[] {
  const { content, violations } = readBundle(bundle, '');
  return inWords([...violations, ...planImport(content, stored(records), RECORDED).violations]);
}

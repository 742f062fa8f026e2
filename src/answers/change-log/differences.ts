/** Differences, field by field: what a change did, as columns for machines and as words for people. */
import type { Difference } from '../../core/change-log/history.ts';
import { fieldWords } from '../../core/change-log/sentences.ts';
import { columnsOf, lines, type Value } from '../table.ts';

/** A row of a table of changes: a change, and one of its differences; null for a change without any. */
export type DifferenceRow<T> = { readonly of: T; readonly difference: Difference | null };

/** A change without a difference, such as the first, has a row too. */
export const differenceRows = <T extends { readonly differences: readonly Difference[] }>(
  items: readonly T[],
): DifferenceRow<T>[] =>
  items.flatMap((of): DifferenceRow<T>[] =>
    of.differences.length === 0 ? [{ of, difference: null }] : of.differences.map((difference) => ({ of, difference })),
  );

/** Text as it is, everything else as JSON: what a program can read back. */
const coded = (value: unknown): Value =>
  value === null || value === undefined || typeof value === 'string' || typeof value === 'number'
    ? (value ?? null)
    : JSON.stringify(value);

/** The columns of a difference: text as it is, everything else as JSON. */
export const differenceColumns = <T>() => {
  const { text } = columnsOf<DifferenceRow<T>>();
  return [
    text('field', 'Field', ({ difference }) => difference?.field ?? null),
    text('before', 'Before', ({ difference }) => coded(difference?.before)),
    text('after', 'After', ({ difference }) => coded(difference?.after)),
  ];
};

/** What changed in words: a line for each field. */
export const changedWords = (
  items: readonly Difference[],
  label: (difference: Difference, value: unknown) => string | null,
) =>
  lines(
    items.map(
      (it) => `${fieldWords(it.field)}: ${label(it, it.before) ?? 'nothing'} → ${label(it, it.after) ?? 'nothing'}`,
    ),
  );

/** Histories and corrections as tables: a row per difference for machines, a row per change for people. */

import type { Correction } from '../core/change-log/correction.ts';
import type { Difference, HistoryEntry } from '../core/change-log/history.ts';
import { fieldWords, valueWords } from '../core/change-log/sentences.ts';
import { columnsOf, lines, type Table, tableOf, type Value } from './table.ts';

type Row<T> = { readonly of: T; readonly difference: Difference | null };

/** A change without a difference, such as the first, has a row too. */
const rowsOf = <T extends { readonly differences: readonly Difference[] }>(items: readonly T[]): Row<T>[] =>
  items.flatMap((of): Row<T>[] =>
    of.differences.length === 0 ? [{ of, difference: null }] : of.differences.map((difference) => ({ of, difference })),
  );

/** Text as it is, everything else as JSON: what a program can read back. */
const coded = (value: unknown): Value =>
  value === null || value === undefined || typeof value === 'string' || typeof value === 'number'
    ? (value ?? null)
    : JSON.stringify(value);

const differenceColumns = <T>() => {
  const { text } = columnsOf<Row<T>>();
  return [
    text('field', 'Field', ({ difference }) => difference?.field ?? null),
    text('before', 'Before', ({ difference }) => coded(difference?.before)),
    text('after', 'After', ({ difference }) => coded(difference?.after)),
  ];
};

/** What changed in words: a line for each field. */
const changedWords = (items: readonly Difference[], label: (difference: Difference, value: unknown) => string | null) =>
  lines(
    items.map(
      (it) => `${fieldWords(it.field)}: ${label(it, it.before) ?? 'nothing'} → ${label(it, it.after) ?? 'nothing'}`,
    ),
  );

export function historyRecords(entries: readonly HistoryEntry[]): Table {
  const { text, number } = columnsOf<Row<HistoryEntry>>();
  return tableOf(
    'History',
    [
      number('seq', 'Seq', ({ of }) => of.seq),
      text('at', 'At', ({ of }) => of.at),
      text('actor', 'Actor', ({ of }) => of.actor),
      text('action', 'Action', ({ of }) => of.action),
      text('entity', 'Entity', ({ of }) => of.entity),
      text('id', 'Id', ({ of }) => of.id),
      text('reason', 'Reason', ({ of }) => of.reason),
      text('sentence', 'In words', ({ of }) => of.sentence),
      ...differenceColumns<HistoryEntry>(),
    ],
    rowsOf(entries),
  );
}

export function historyDisplay(entries: readonly HistoryEntry[]): Table {
  const { text } = columnsOf<HistoryEntry>();
  return tableOf(
    'History',
    [
      text('at', 'When', ({ at }) => at),
      text('sentence', 'What', ({ sentence }) => sentence),
      text('changed', 'Changed', ({ differences }) => changedWords(differences, (_, value) => valueWords(value))),
      text('reason', 'Why', ({ reason }) => reason),
      text('actor', 'By', ({ actor }) => actor),
    ],
    entries,
  );
}

export function correctionsRecords(corrections: readonly Correction[]): Table {
  const { text, number } = columnsOf<Row<Correction>>();
  return tableOf(
    'Corrections',
    [
      number('seq', 'Seq', ({ of }) => of.seq),
      text('at', 'At', ({ of }) => of.at),
      text('action', 'Action', ({ of }) => of.action),
      text('position_id', 'Position id', ({ of }) => of.position),
      text('expert_id', 'Expert id', ({ of }) => of.expert.id),
      text('expert', 'Expert', ({ of }) => of.expert.name),
      text('question_id', 'Question id', ({ of }) => of.question.id),
      text('question', 'Question', ({ of }) => of.question.title),
      text('reason', 'Reason', ({ of }) => of.reason),
      text('sentence', 'In words', ({ of }) => of.sentence),
      ...differenceColumns<Correction>(),
    ],
    rowsOf(corrections),
  );
}

export function correctionsDisplay(corrections: readonly Correction[]): Table {
  const { text } = columnsOf<Correction>();
  return tableOf(
    'Corrections',
    [
      text('at', 'When', ({ at }) => at),
      text('expert', 'Expert', ({ expert }) => expert.name),
      text('question', 'Question', ({ question }) => question.title),
      text('changed', 'What', (it) => correctedWords(it)),
      text('reason', 'Why', ({ reason }) => reason),
    ],
    corrections,
    corrections.length === 0 ? ['No published position has been changed or taken back.'] : [],
  );
}

function correctedWords(correction: Correction): string | null {
  const { action, before, differences } = correction;
  if (action === 'retract') return `Retracted: ${before.label}. ${before.summary}`;
  return changedWords(differences, (difference, value) => correctionWords(correction, difference, value));
}

/** One value of a difference; an option by its label. */
export function correctionWords({ before, after }: Correction, { field }: Difference, value: unknown): string | null {
  if (field !== 'option') return valueWords(value);
  return value === before.option ? before.label : (after?.label ?? valueWords(value));
}

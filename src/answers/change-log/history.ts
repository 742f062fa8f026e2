/** The history of a record: a row per difference for machines, a row per change for people. */
import type { HistoryEntry } from '../../core/change-log/history.ts';
import { valueWords } from '../../core/change-log/sentences.ts';
import { type ListPage, listAnswer, type Shape } from '../answer.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import { changedWords, type DifferenceRow, differenceColumns, differenceRows } from './differences.ts';

export const HISTORY_SHAPES: readonly Shape[] = ['items', 'records', 'display'];

export const historyAnswer = (page: ListPage<HistoryEntry>) => listAnswer(page, historyRecords, historyDisplay);

function historyRecords(entries: readonly HistoryEntry[]): Table {
  const { text, number } = columnsOf<DifferenceRow<HistoryEntry>>();
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
    differenceRows(entries),
  );
}

function historyDisplay(entries: readonly HistoryEntry[]): Table {
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

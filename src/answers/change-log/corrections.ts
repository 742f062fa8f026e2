/** Corrections: a row per difference for machines, a row per correction for people. */
import { type Correction, touchText } from '../../core/change-log/correction.ts';
import type { Difference } from '../../core/change-log/history.ts';
import { valueWords } from '../../core/change-log/sentences.ts';
import { type ListPage, listAnswer, type Shape } from '../answer.ts';
import { columnsOf, lines, type Table, tableOf } from '../table.ts';
import { changedWords, type DifferenceRow, differenceColumns, differenceRows } from './differences.ts';

export const CORRECTIONS_SHAPES: readonly Shape[] = ['items', 'records', 'display', 'feed'];

export const correctionsAnswer = (page: ListPage<Correction>) =>
  listAnswer(page, correctionsRecords, correctionsDisplay);

function correctionsRecords(corrections: readonly Correction[]): Table {
  const { text, number } = columnsOf<DifferenceRow<Correction>>();
  return tableOf(
    'Corrections',
    [
      number('seq', 'Seq', ({ of }) => of.seq),
      text('at', 'At', ({ of }) => of.at),
      text('action', 'Action', ({ of }) => of.action),
      text('position_id', 'Position id', ({ of }) => of.position),
      text('expert_id', 'Expert id', ({ of }) => of.expert?.id ?? null),
      text('expert', 'Expert', ({ of }) => of.expert?.name ?? null),
      text('question_id', 'Question id', ({ of }) => of.question?.id ?? null),
      text('question', 'Question', ({ of }) => of.question?.title ?? null),
      text('reason', 'Reason', ({ of }) => of.reason),
      text('sentence', 'In words', ({ of }) => of.sentence),
      ...differenceColumns<Correction>(),
      text('entity', 'Entity', ({ of }) => of.entity),
      text('record_id', 'Record id', ({ of }) => of.id),
      text('touches', 'Touches', ({ of }) => lines(of.touches.map(touchText))),
      number('touched', 'Touched', ({ of }) => of.touched),
    ],
    differenceRows(corrections),
  );
}

function correctionsDisplay(corrections: readonly Correction[]): Table {
  const { text } = columnsOf<Correction>();
  return tableOf(
    'Corrections',
    [
      text('at', 'When', ({ at }) => at),
      text('expert', 'Expert', ({ expert }) => expert?.name ?? null),
      text('question', 'Question', ({ question }) => question?.title ?? null),
      text('changed', 'What', (it) => correctedWords(it)),
      text('reason', 'Why', ({ reason }) => reason),
    ],
    corrections,
    corrections.length === 0 ? ['Nothing that was published has been changed or taken back.'] : [],
  );
}

function correctedWords(correction: Correction): string | null {
  const { action, before, differences, sentence } = correction;
  if (action === 'retract' && before !== null) return `Retracted: ${before.label}. ${before.summary}`;
  const changed = changedWords(differences, (difference, value) => correctionWords(correction, difference, value));
  return before === null ? lines([sentence, ...(changed === null ? [] : [String(changed)])]) : changed;
}

/** One value of a difference; an option by its label. */
export function correctionWords({ before, after }: Correction, { field }: Difference, value: unknown): string | null {
  if (field !== 'option') return valueWords(value);
  return before !== null && value === before.option ? before.label : (after?.label ?? valueWords(value));
}

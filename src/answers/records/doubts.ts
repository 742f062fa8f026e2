/** What is doubtful in statements: a row each. */
import type { Doubt } from '../../core/records/doubts.ts';
import { type ListPage, listAnswer, type Shape } from '../answer.ts';
import { columnsOf, lines, tableOf } from '../table.ts';

export const DOUBTS_SHAPES: readonly Shape[] = ['items', 'records', 'display'];

const { text } = columnsOf<Doubt>();

export const doubtsAnswer = (page: ListPage<Doubt>) =>
  listAnswer(page, (doubts) =>
    tableOf(
      'Doubts',
      [
        text('statement_id', 'Statement id', ({ statement }) => statement),
        text('doubt', 'Doubt', ({ doubt }) => doubt),
        text('message', 'Message', ({ message }) => message),
        text('other_statement_ids', 'Others', ({ others }) => lines(others)),
      ],
      doubts,
    ),
  );

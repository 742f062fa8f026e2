/** The change log: a row per entry. */
import type { Change } from '../../core/change-log/change.ts';
import { type ListPage, listAnswer, type Shape } from '../answer.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';

export const CHANGES_SHAPES: readonly Shape[] = ['items', 'records', 'display', 'feed'];

export const changesAnswer = (page: ListPage<Change, number | null>) => listAnswer(page, changesTable);

const change = columnsOf<Change>();

const LEAF = [
  change.number('leaf_index', 'Leaf index', ({ leafIndex }) => leafIndex ?? null),
  change.text('leaf_hash', 'Leaf hash', ({ leafHash }) => leafHash ?? null),
];

const changesTable = (changes: readonly Change[]): Table =>
  tableOf(
    'Changes',
    [
      change.number('seq', 'Seq', ({ seq }) => seq),
      change.text('at', 'At', ({ at }) => at),
      change.text('actor', 'Actor', ({ actor }) => actor),
      change.text('action', 'Action', ({ action }) => action),
      change.text('entity', 'Entity', ({ entity }) => entity),
      change.text('id', 'Id', ({ id }) => id),
      change.text('reason', 'Reason', ({ reason }) => reason),
      ...(changes.some(({ leafHash }) => leafHash !== undefined) ? LEAF : []),
    ],
    changes,
  );

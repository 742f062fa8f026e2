/** A position under the key that a row of a table has, as the database gives it. */
import type { KeyedPosition, PositionKey } from '../../../core/import/table/keyed-position.ts';

export type KeyedRow = PositionKey & {
  readonly position: string;
  readonly statement: string;
  readonly recorded_by: string;
  readonly status: string;
  /** How many it rests on. */
  readonly statements: number;
};

export const keyedPosition = ({ recorded_by: recordedBy, status, statements, ...row }: KeyedRow): KeyedPosition => ({
  ...row,
  recordedBy,
  isOneRow: status !== 'retracted' && Number(statements) === 1,
});

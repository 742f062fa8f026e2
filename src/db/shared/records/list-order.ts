/** The order of a list of records as SQL, the same on every engine. */
import { type RawBuilder, sql } from 'kysely';
import type { ListOrder } from '../../../core/values/page.ts';

/** A table of records, and the column that lists of them are sorted by unless told. */
type Sorted = { readonly table: string; readonly sortBy: string; readonly newestFirst: boolean };

export type OrderedList = {
  readonly key: RawBuilder<unknown>;
  readonly isFalling: boolean;
  /** ORDER BY the key, and by id where keys are alike. */
  readonly inOrder: RawBuilder<unknown>;
  /** How what comes after a row compares with it. */
  readonly beyond: RawBuilder<unknown>;
};

export function orderedList({ table, sortBy, newestFirst }: Sorted, { by, reversed }: ListOrder): OrderedList {
  const id = sql.ref(`${table}.id`);
  const key = by === 'id' ? id : sql.ref(`${table}.${sortBy}`);
  const isFalling = (by === 'own' && newestFirst) !== reversed;
  const direction = isFalling ? sql`DESC` : sql`ASC`;
  return {
    key,
    isFalling,
    inOrder: sql`ORDER BY ${key} ${direction}, ${id} ${direction}`,
    beyond: isFalling ? sql`<` : sql`>`,
  };
}

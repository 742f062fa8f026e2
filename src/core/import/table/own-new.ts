/** Rows of our own lists that are not stored: the records that their cells tell of. */
import type { NamesById } from '../../records/called.ts';
import type { Entities, Kind } from '../../records/kinds.ts';
import { show } from '../../values/validation.ts';
import type { Inputs } from '../bundle/bundle.ts';
import { textIn } from './file-table.ts';
import { numberIn, OWN_COLUMNS, type OwnColumn } from './own-columns.ts';

/** What stands in a column of the row; nothing where there is no such column. */
export type SaidIn<K extends Kind> = (column: OwnColumn<K>) => string;

/** What the cells make, to be validated: the columns one after the other as the list has them, whatever order they stand in. */
export function made<K extends Kind>(kind: K, id: string, said: SaidIn<K>): Inputs[K] {
  // Nothing of it is there but its id: what is lacking is a fault of the row when it is validated.
  let input = { id } as Inputs[K];
  for (const column of OWN_COLUMNS[kind]) {
    const text = said(column);
    if (text !== '') input = { ...input, ...(column.make ?? column.edit)?.(input, text) };
  }
  return input;
}

/** What the cells say and the record that came of them does not, as a column and a message: a text that was not understood. */
export function notSaid<K extends Kind>(
  kind: K,
  record: Entities[K],
  called: NamesById,
  { said, plain }: { readonly said: SaidIn<K>; readonly plain: (text: string) => string },
): { readonly column: OwnColumn<K>; readonly message: string }[] {
  return OWN_COLUMNS[kind].flatMap((column) => {
    const text = said(column);
    // Its state is as whoever imports may make it.
    if (text === '' || column.isOfStore === true || column.name === 'status') return [];
    const value = column.of(record, called);
    const held = plain(textIn(value));
    if (text === held || (typeof value === 'number' && numberIn(text) === value)) return [];
    return [
      { column, message: `would be ${show(held)}, and is ${show(text)}: ${column.elsewhere ?? 'it cannot be read'}` },
    ];
  });
}

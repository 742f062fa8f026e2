/** History: what each change of a record made different. */
import { type Static, Type } from 'typebox';
import { Record, RefTo, Text } from '../values/schema.ts';
import { CHANGE_FIELDS, type Change } from './change.ts';

const Fact = (description: string) => Type.Unsafe<unknown>({ description });

export const Difference = Record(
  {
    field: Type.String({ description: 'Name of the field.' }),
    before: Fact('What it held; null where nothing.'),
    after: Fact('What it holds since; null where nothing.'),
  },
  { $id: 'Difference', description: 'One field of a record that a change made different.' },
);
export type Difference = Static<typeof Difference>;

/** What every telling of a change has beside its facts. */
export const told = {
  sentence: Text(10_000, 'The change in words.'),
  differences: Type.Array(RefTo(Difference), {
    description: 'Field by field; empty where there is nothing before it, or after it, to compare with.',
  }),
};

export const HistoryEntry = Record(
  { ...CHANGE_FIELDS, ...told },
  { $id: 'HistoryEntry', description: 'An entry of the log with what it made different.' },
);
export type HistoryEntry = Static<typeof HistoryEntry>;

export const toHistoryEntry = (change: Change, sentence: string): HistoryEntry => ({
  ...change,
  sentence,
  differences: differences(change.before, change.after),
});

/** The number of the change itself differs always, and tells nothing. */
const UNTOLD = ['revision'];

/** The fields in which two states of a record differ, in the record's order; none where one of them is missing. */
export function differences(before: Change['before'], after: Change['after']): Difference[] {
  if (before === null || after === null) return [];
  return [...new Set([...Object.keys(after), ...Object.keys(before)])]
    .filter((field) => !UNTOLD.includes(field))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((it) => JSON.stringify(it.before) !== JSON.stringify(it.after));
}

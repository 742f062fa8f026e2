/** What a trial of an import tells beside its counts: which records it would make and change, and which stored rows are gone. */
import { type Static, Type } from 'typebox';
import { ACTIONS } from '../change-log/change.ts';
import { Difference } from '../change-log/history.ts';
import { KINDS } from '../records/kinds.ts';
import { Id, OneOf, Record, RefTo } from '../values/schema.ts';

/** So many changes, and rows that are gone, are listed; all are counted. */
export const MAX_LISTED = 200;

const count = (description: string) => Type.Integer({ minimum: 0, description });

const TrialChange = Record({
  kind: OneOf(KINDS),
  id: Id,
  action: OneOf(ACTIONS, 'What would become of it.'),
  name: Type.String({ description: 'Its name or title; of a position its summary, of a statement its words.' }),
  differences: Type.Array(RefTo(Difference), { description: 'Field by field; none of what is new.' }),
});
export type TrialChange = Static<typeof TrialChange>;

const MissingRow = Record({ position: Id, expert: Id, question: Id, summary: Type.String() });
export type MissingRow = Static<typeof MissingRow>;

export const ImportTrial = Record(
  {
    changes: Type.Array(TrialChange, { maxItems: MAX_LISTED }),
    moreChanges: count('How many changes are not listed.'),
    missing: Type.Array(MissingRow, {
      maxItems: MAX_LISTED,
      description:
        'Of a table: published positions on its questions that rest on its sources, and are none of its rows.',
    }),
    moreMissing: count('How many of these are not listed.'),
  },
  { description: 'What the import would do to each record; there where it is a trial.' },
);
export type ImportTrial = Static<typeof ImportTrial>;

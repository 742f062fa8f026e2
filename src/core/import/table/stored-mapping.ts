/** Stored mapping: how a kind of table is read, kept under a name for whoever imports the next one. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Record, Revision, Text } from '../../values/schema.ts';

/** Any object; its faults are told by whoever reads it as a mapping. */
export const AnyMapping = Type.Unsafe<object>({
  type: 'object',
  description: 'A mapping, as docs/guide/import.md explains: columns, values, dates and so on.',
});

const facts = {
  id: Id,
  revision: { ...Revision, description: 'Number of this saving; none is ever given twice.' },
  savedAt: Instant,
  savedBy: Text(200),
};

export const MappingSummary = Record(facts, {
  $id: 'MappingSummary',
  description: 'A stored mapping without what it says.',
});
export type MappingSummary = Static<typeof MappingSummary>;

export const StoredMapping = Record(
  {
    ...facts,
    mapping: AnyMapping,
  },
  { $id: 'StoredMapping', description: 'How a kind of table is read, kept under a name.' },
);
export type StoredMapping = Static<typeof StoredMapping>;

/** Change: one entry of the append-only log. */
import { type Static, Type } from 'typebox';
import { KINDS } from '../records/kinds.ts';
import { Id, Instant, Nullable, OneOf, Record, Text } from '../values/schema.ts';

export const ACTIONS = ['create', 'update', 'rename', 'publish', 'retract', 'delete'] as const;
export type Action = (typeof ACTIONS)[number];

/** The record before or after a change, as the API answered it then; null where there was none. */
const Snapshot = Type.Unsafe<{ readonly [field: string]: unknown } | null>({
  type: ['object', 'null'],
  additionalProperties: true,
  description: 'The record as it was; null where there was none.',
});

export const Change = Record(
  {
    seq: Type.Integer({ minimum: 1, description: 'Place in the log, from 1, without gaps.' }),
    at: Instant,
    actor: Text(200),
    action: OneOf(ACTIONS),
    entity: OneOf(KINDS),
    id: Id,
    reason: Nullable(Text(2000)),
    before: Snapshot,
    after: Snapshot,
  },
  { $id: 'Change', description: 'One entry of the append-only log.' },
);
export type Change = Static<typeof Change>;

/**
 * The change as a reader without a key may see it: a draft is as if it were not there, so a change between drafts is
 * null, and the publishing of a draft is the creation of a position.
 */
export function publicChange(change: Change): Change | null {
  if (change.entity !== 'position') return change;
  const before = isDraft(change.before) ? null : change.before;
  const after = isDraft(change.after) ? null : change.after;
  return before === null && after === null ? null : { ...change, before, after };
}

const isDraft = (snapshot: Change['before']): boolean => snapshot !== null && snapshot.status === 'draft';

/** Change: one entry of the append-only log. */
import { type Static, Type } from 'typebox';
import { KINDS } from '../records/kinds.ts';
import { isPublic } from '../records/public-state.ts';
import { Id, Instant, Nullable, OneOf, Record, Text } from '../values/schema.ts';

export const ACTIONS = ['create', 'update', 'rename', 'publish', 'retract', 'delete'] as const;
export type Action = (typeof ACTIONS)[number];

/** The record before or after a change, as the API answered it then; null where there was none. */
const Snapshot = Type.Unsafe<{ readonly [field: string]: unknown } | null>({
  type: ['object', 'null'],
  additionalProperties: true,
  description: 'The record as it was; null where there was none.',
});

/** What every telling of a change has. */
export const CHANGE_FIELDS = {
  seq: Type.Integer({ minimum: 1, description: 'Place in the log, from 1, without gaps.' }),
  at: Instant,
  actor: Text(200),
  action: OneOf(ACTIONS),
  entity: OneOf(KINDS),
  id: Id,
  reason: Nullable(Text(2000)),
  before: Snapshot,
  after: Snapshot,
};

export const Change = Record(
  {
    ...CHANGE_FIELDS,
    leafIndex: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Number of its leaf in the tree over the log; with leaves=true.' }),
    ),
    leafHash: Type.Optional(Type.String({ description: 'Its leaf, SHA-256 in base64; with leaves=true.' })),
  },
  { $id: 'Change', description: 'One entry of the append-only log.' },
);
export type Change = Static<typeof Change>;

/**
 * The change as a reader without a key may see it: a draft is as if it were not there, so a change between drafts is
 * null, and the publishing of a draft is the creation of a record.
 */
export function publicChange(change: Change): Change | null {
  const before = seen(change.before);
  const after = seen(change.after);
  return before === null && after === null ? null : { ...change, before, after };
}

const seen = (snapshot: Change['before']): Change['before'] =>
  snapshot !== null && isPublic(snapshot) ? snapshot : null;

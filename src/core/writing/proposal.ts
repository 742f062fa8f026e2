/** Proposal: a change to what is public by somebody who may not publish, until somebody who may decides on it. */
import { type Static, Type } from 'typebox';
import { KINDS } from '../records/kinds.ts';
import { Failure } from '../values/errors.ts';
import { Id, Instant, Nullable, OneOf, Record, Text } from '../values/schema.ts';

export const PROPOSAL_STATES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];
export const ProposalStateName = OneOf(PROPOSAL_STATES, 'open: nobody has decided yet.');

export const PROPOSED_ACTS = ['change', 'delete', 'retract', 'merge'] as const;
export type ProposedAct = (typeof PROPOSED_ACTS)[number];

const Fields = (description: string) =>
  Type.Unsafe<{ readonly [field: string]: unknown } | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    description,
  });

export const Proposal = Record(
  {
    id: Id,
    state: ProposalStateName,
    act: OneOf(
      PROPOSED_ACTS,
      'change: by a merge patch, a new id among it. delete, retract: of the whole record. merge: into the record that the patch names as into.',
    ),
    entity: OneOf(KINDS),
    record: { ...Id, description: 'The id of the record it is about, as it was when it was proposed.' },
    patch: Fields(
      'The merge patch (RFC 7396); null where the act is none. Of merge, the id that it leads to, as into.',
    ),
    before: Fields('What the fields of the patch held when it was proposed; null where the act is no change.'),
    reason: Nullable(Text(2000)),
    stale: Type.Boolean({ description: 'True for an open one whose record does not stand as its proposer saw it.' }),
    proposedBy: Text(200),
    proposedAt: Instant,
    decidedBy: Nullable(Text(200)),
    decidedAt: Nullable(Instant),
    decision: Nullable(Text(2000, 'Why it was accepted, declined or withdrawn; null where nobody said.')),
    seq: Nullable(
      Type.Integer({ minimum: 1, description: 'The last entry of the change log that accepting it made, or null.' }),
    ),
  },
  { $id: 'Proposal', description: 'A change to what is public that waits for somebody who may publish.' },
);
export type Proposal = Static<typeof Proposal>;

/** A proposal as a store keeps it: whether it is stale is found out when it is read. */
export type StoredProposal = Omit<Proposal, 'stale'> & {
  /** The revision of the record that its proposer saw. */
  readonly revision: number;
  /** The key of its proposer; null for somebody at the command line. */
  readonly key: string | null;
};

/** What a proposer asks for. */
export type NewProposal = Pick<
  StoredProposal,
  'act' | 'entity' | 'record' | 'patch' | 'before' | 'reason' | 'revision' | 'key' | 'proposedBy'
>;

/** What becomes of an open proposal. */
export type Decision = {
  readonly state: Exclude<ProposalState, 'open'>;
  readonly by: string;
  readonly why: string | null;
};

/** The failure of whoever may write, but would change what is public: their change may be proposed instead. */
export class NeedsPublishing extends Failure {
  readonly why: string;

  constructor(why: string) {
    super('forbidden', `${why}: this needs a key with the scope "publish"`);
    this.why = why;
  }
}

/** Fails with `conflict` where the proposal is not open any more. */
export const notOpen = (id: string, state: ProposalState): Failure =>
  new Failure('conflict', `the proposal "${id}" is ${state}, and what was decided stays so`);

/** Coding: what one coder says that the words of a candidate mean for a question, blind to what others say. */
import { type Static, Type } from 'typebox';
import { Basis } from '../records/position.ts';
import { Id, Instant, List, Nullable, OneOf, PartialDate, Record, Text } from '../values/schema.ts';

export const ASSIGNMENT_STATES = ['todo', 'working', 'submitted'] as const;
const count = Type.Integer({ minimum: 0 });
const option = {
  ...Id,
  description: 'An option of the scale of the question; null: the words say nothing on it.',
};

const Assignment = Record({
  coder: { ...Id, description: 'The id of the key that codes.' },
  name: Text(200, 'Whose key it is.'),
  state: OneOf(ASSIGNMENT_STATES, 'todo: nothing is coded yet. submitted: all is, and none of it changes any more.'),
  submittedAt: Nullable(Instant),
});

export const CodingRound = Record(
  {
    id: Id,
    document: Id,
    number: Type.Integer({ minimum: 1, description: 'The first round of a document is 1.' }),
    questions: List(Id, 100, 'Those that every coder says something on, of every candidate.'),
    due: Nullable(PartialDate),
    openedBy: Text(200),
    openedAt: Instant,
    coders: List(Assignment, 50),
    units: { ...count, description: 'Candidates times questions: so much each coder has to code.' },
    decided: { ...count, description: 'Units on which somebody has decided what goes on record.' },
    state: OneOf(['open', 'complete'], 'complete: every coder has submitted.'),
  },
  { $id: 'CodingRound', description: 'A document that several people code, none of whom sees what the others say.' },
);
export type CodingRound = Static<typeof CodingRound>;

export const RoundInput = Record(
  {
    questions: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }),
    coders: Type.Array(Id, {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      description: 'Ids of keys that may write.',
    }),
    due: Type.Optional(PartialDate),
  },
  { $id: 'CodingRoundInput', description: 'Who codes the accepted candidates of a document for which questions.' },
);
export type RoundInput = Static<typeof RoundInput>;

const words = {
  condition: Text(1000, 'The "if" the expert attached.'),
  summary: Text(2000, 'The position in one sentence of yours.'),
  note: Text(5000, 'Why it was coded so.'),
};

export const Coding = Record(
  {
    document: Id,
    round: Id,
    candidate: Id,
    question: Id,
    coder: Id,
    name: Text(200, 'Whose coding it is.'),
    option: Nullable(option),
    basis: Nullable(Basis),
    condition: Nullable(words.condition),
    summary: Nullable(words.summary),
    note: Nullable(words.note),
    state: OneOf(['draft', 'submitted'], 'What is submitted never changes.'),
    at: Instant,
    revision: Type.Integer({ minimum: 1, description: 'How often it was put: sent back with each change.' }),
  },
  { $id: 'Coding', description: 'What one coder says that the words of a candidate mean for a question.' },
);
export type Coding = Static<typeof Coding>;

export const CodingInput = Record(
  {
    revision: Type.Integer({ minimum: 0, description: 'The revision that was looked at; 0 where there is none yet.' }),
    option: Nullable(option),
    basis: Type.Optional(Basis),
    condition: Type.Optional(words.condition),
    summary: Type.Optional(words.summary),
    note: Type.Optional(words.note),
  },
  {
    $id: 'CodingInput',
    description: 'One coding; with an option it has a basis, without one neither that nor a sentence.',
  },
);
export type CodingInput = Static<typeof CodingInput>;

export const AdjudicationInput = Record(
  {
    candidate: Id,
    question: Id,
    option: Nullable(option),
    basis: Type.Optional(Basis),
    condition: Type.Optional(words.condition),
    summary: Type.Optional(words.summary),
    note: Type.Optional(words.note),
    reason: Type.Optional(Text(2000, 'Why; needed where the coders differ.')),
  },
  { $id: 'AdjudicationInput', description: 'What goes on record of that which several people have coded.' },
);
export type AdjudicationInput = Static<typeof AdjudicationInput>;

export const Adjudication = Record(
  {
    document: Id,
    round: Id,
    candidate: Id,
    question: Id,
    option: Nullable(option),
    position: Nullable({
      ...Id,
      description: 'The draft that it made; null where the words say nothing on the question.',
    }),
    reason: Nullable(Text(2000)),
    by: Text(200),
    at: Instant,
    codings: List(Coding, 50, 'What each coder had said.'),
  },
  { $id: 'Adjudication', description: 'What was decided to go on record of that which several people have coded.' },
);
export type Adjudication = Static<typeof Adjudication>;

/** One candidate and one question of a round. */
export type CodingUnit = {
  readonly id: string;
  readonly round: string;
  readonly document: string;
  readonly candidate: string;
  readonly question: string;
  /** What goes on record; null while nobody has decided. */
  readonly decision: Omit<Adjudication, 'document' | 'round' | 'candidate' | 'question' | 'codings'> | null;
};

/** What becomes of a unit with a commit. */
export type UnitDecision = {
  readonly unit: string;
  readonly option: string | null;
  readonly position: string | null;
  readonly reason: string | null;
  readonly by: string;
};

/** Position: one coded judgement, because of what was said. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, OneOf, PartialDate, Record, Revision, Text, TimeOfDay } from '../values/schema.ts';
import { latestStatement, SaidOnFrom, type Statement } from './statement.ts';

export const BASES = ['stated', 'inferred'] as const;
export type PositionBasis = (typeof BASES)[number];
export const STATUSES = ['draft', 'published', 'retracted'] as const;
/** What a reader without a key may see. */
export const PUBLIC_STATUSES = ['published', 'retracted'] as const;
export type PositionStatus = (typeof STATUSES)[number];

export const Basis = OneOf(BASES, 'Said in so many words, or following from what was said.');
const status = OneOf(STATUSES);
const head = {
  id: Id,
  expert: Id,
  question: Id,
  option: { ...Id, description: "One of the options of the question's scale." },
};
const summary = Text(2000, "The position in one sentence of the recorder's.");
const condition = Text(1000, 'The "if" the expert attached.');
const statements = Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true, description: 'The evidence.' });
const supersedes = {
  ...Id,
  description:
    'The position of the same expert and question, of the same day or an earlier one, that this one takes the place of.',
};
const note = Text(5000, 'Why it was coded this way.');
const confidence = Type.Number({
  minimum: 0,
  maximum: 1,
  description: 'How sure the expert said to be, where they were asked. No measure counts it.',
});

export const Position = Record(
  {
    ...head,
    summary,
    condition: Nullable(condition),
    basis: Basis,
    statements,
    saidOn: { ...PartialDate, description: 'The latest day among its statements.' },
    saidOnFrom: SaidOnFrom,
    saidAt: Nullable({
      ...TimeOfDay,
      description: 'Time of day of the statement that gives the day; null where it is not known.',
    }),
    supersedes: Nullable(supersedes),
    status,
    recordedAt: Instant,
    recordedBy: Text(200),
    recordedSeq: Type.Integer({
      minimum: 0,
      description:
        'Sequence number of the change that recorded it: of two with one recordedAt, the greater is the later.',
    }),
    note: Nullable(note),
    confidence: Type.Optional(confidence),
    revision: Revision,
  },
  { $id: 'Position', description: 'One coded judgement: this expert holds this option on this question.' },
);
export type Position = Static<typeof Position>;

/** A position as written in a bundle; `status` defaults to `published`, `recordedAt` and `recordedBy` to the import's. */
export const PositionInput = Record({
  ...head,
  summary,
  condition: Type.Optional(condition),
  basis: Basis,
  statements,
  supersedes: Type.Optional(supersedes),
  status: Type.Optional(status),
  recordedAt: Type.Optional(Instant),
  recordedBy: Type.Optional(Text(200)),
  note: Type.Optional(note),
  confidence: Type.Optional(confidence),
});
export type PositionInput = Static<typeof PositionInput>;

/** The position as recorded, dated by the latest of its statements (at least one). */
export function toPosition(
  input: PositionInput,
  statements: readonly Statement[],
  recorded: { at: string; by: string },
): Position {
  const latest = latestStatement(statements);
  if (latest === null) throw new RangeError(`position ${input.id} has no statement`);
  return {
    id: input.id,
    expert: input.expert,
    question: input.question,
    option: input.option,
    summary: input.summary,
    condition: input.condition ?? null,
    basis: input.basis,
    statements: input.statements,
    saidOn: latest.saidOn,
    saidOnFrom: latest.saidOnFrom,
    saidAt: latest.saidAt,
    supersedes: input.supersedes ?? null,
    status: input.status ?? 'published',
    recordedAt: input.recordedAt ?? recorded.at,
    recordedBy: input.recordedBy ?? recorded.by,
    recordedSeq: 0,
    note: input.note ?? null,
    ...(input.confidence !== undefined && { confidence: input.confidence }),
    revision: 0,
  };
}

/** The states a position may go to from each; anything else would undo what was made public. */
const NEXT_STATUS: { readonly [S in PositionStatus]: readonly PositionStatus[] } = {
  draft: ['draft', 'published'],
  published: ['published', 'retracted'],
  retracted: ['retracted'],
};

export const mayBecome = (from: PositionStatus, to: PositionStatus): boolean => NEXT_STATUS[from].includes(to);

/** Reliability: how far those who coded the same words without seeing each other's codings agree. */
import { type Static, Type } from 'typebox';
import { Id, List, Nullable, OneOf, PartialDate, Record, RefTo, Text } from '../../values/schema.ts';
import { NO_ALPHA } from './alpha.ts';
import { DRAWS } from './bootstrap.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });
const share = (description: string) => Nullable(Type.Number({ minimum: 0, maximum: 1, description }));
const title = Text(300);
const option = Nullable({ ...Id, description: 'An option; null: the words say nothing on the question.' });

export const AlphaFigure = Record(
  {
    alpha: Nullable(
      Type.Number({ maximum: 1, description: '1: all say the same. 0: as much as chance would have it.' }),
    ),
    why: Nullable(
      OneOf(NO_ALPHA, 'Why there is none. no-variation: one value was given throughout, which proves nothing.'),
    ),
    units: count('Units with two values or more.'),
    values: count('Values in those: what can be paired.'),
    low: Nullable(Type.Number({ description: `Bootstrap interval: 95 % of ${DRAWS} draws of units lie above.` })),
    high: Nullable(Type.Number({ description: 'And below this.' })),
    draws: count(`Draws that have an alpha, of ${DRAWS}; 0 where there is no interval.`),
  },
  { $id: 'AlphaFigure', description: "Krippendorff's alpha with its bootstrap interval." },
);
export type AlphaFigure = Static<typeof AlphaFigure>;

export const QuestionReliability = Record(
  {
    question: Id,
    title,
    units: count('Candidates that were coded for it.'),
    coders: count('Who coded it.'),
    same: share('Pairs of codings with one option, or none at all, among all pairs.'),
    nominal: RefTo(AlphaFigure),
    ordinal: RefTo(AlphaFigure),
    interval: RefTo(AlphaFigure),
  },
  {
    $id: 'QuestionReliability',
    description:
      '"It says nothing" is a value of its own in nominal alpha. In ordinal and interval alpha it is missing, and so are options without a value.',
  },
);
export type QuestionReliability = Static<typeof QuestionReliability>;

export const CoderReliability = Record(
  {
    coder: Id,
    name: Text(200),
    codings: count('What they coded.'),
    nothing: count('Of those: the words say nothing on the question.'),
    pairs: count('Pairs of their codings with those of others.'),
    same: share('Pairs with one option, or none at all, among those.'),
  },
  { $id: 'CoderReliability' },
);
export type CoderReliability = Static<typeof CoderReliability>;

const Confusion = Record({
  question: Id,
  first: option,
  second: option,
  pairs: count('Pairs of codings, in any order.'),
});

const Disagreement = Record({
  document: Id,
  round: Id,
  candidate: Id,
  question: Id,
  options: List(option, 50, 'What was said, without who said it.'),
  decided: Type.Boolean({ description: 'True where somebody has decided what goes on record.' }),
  page: Type.String({ description: 'Where it is decided.' }),
});

const Proposer = Record({
  origin: Text(300, 'Who or what proposed statements, by kind and name.'),
  proposed: count('Statements that it proposed.'),
  accepted: count('Statements that were accepted, whoever proposed them.'),
  matched: count('Pairs of these that mark the same words: half of them or more.'),
  f1: share('2 × matched / (proposed + accepted).'),
});

export const Reliability = Record(
  {
    document: Nullable(Id),
    questions: Type.Array(RefTo(QuestionReliability), { description: 'Each question, by its title.' }),
    coders: Type.Array(RefTo(CoderReliability)),
    confusion: Type.Array(Confusion, { description: 'How often which options stand beside each other.' }),
    disagreements: Type.Array(Disagreement),
    spans: Type.Array(Proposer, { description: 'Of one document: whose proposals mark the words that were accepted.' }),
    from: Nullable(PartialDate),
    to: Nullable(PartialDate),
    rounds: count('Rounds that every coder has submitted; only these are counted.'),
    open: count('Rounds that are not complete, and not counted.'),
  },
  { $id: 'Reliability', description: 'How far those who coded the same words agree.' },
);
export type Reliability = Static<typeof Reliability>;

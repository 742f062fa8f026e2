/** Participation: how many of the questions that an expert was asked they answered, did not answer, or missed. */
import { type Static, Type } from 'typebox';
import type { CellAxes, CellVisitor } from '../matrix/material.ts';
import { basisOfPreviewed, MatrixExpert } from '../matrix/matrix.ts';
import type { StanceVisitor } from '../matrix/stored-stances.ts';
import { affiliationOn } from '../records/expert.ts';
import type { OptionRole } from '../records/scale.ts';
import { lastDay } from '../values/date.ts';
import { Nullable, Record, RefTo } from '../values/schema.ts';
import { type HeldOptions, heldReader } from './held-reader.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });

export const ExpertParticipation = Record(
  {
    ...MatrixExpert.properties,
    asked: count('Questions that the expert was asked: those on record, but for those not eligible for.'),
    answered: count('Of those asked: a side was taken, or expressly none. A contested cell is an answer.'),
    sides: count('Of those answered: a side was taken, or several.'),
    notAnswered: count('Of those asked: no answer was given.'),
    missed: count('Of those asked: the expert was absent.'),
    notEligible: count('Questions that the expert was not asked, because they could not answer.'),
    none: count('Questions on which nothing is on record; nothing is computed from these.'),
    rate: Nullable(
      Type.Number({ minimum: 0, maximum: 1, description: 'answered / asked; null where nothing was asked.' }),
    ),
  },
  { $id: 'ExpertParticipation' },
);
export type ExpertParticipation = Static<typeof ExpertParticipation>;

export const Participation = Record(
  {
    ...basisOfPreviewed,
    questions: count('Questions that were looked at.'),
    experts: Type.Array(RefTo(ExpertParticipation), { description: 'In the order named, others by name.' }),
  },
  { $id: 'Participation', description: 'How many of the questions asked each expert answered.' },
);
export type Participation = Static<typeof Participation>;

export type ParticipationOptions = HeldOptions & { readonly knownAt: string | null };

/** How often one expert holds options of each role. */
type Tally = { [R in OptionRole]: number };

/** Reads cells, or stances, into the participation of every expert of the ground. */
export function participationReader(
  ground: CellAxes,
  { knownAt, ...options }: ParticipationOptions,
): CellVisitor<Participation> & StanceVisitor<Participation> {
  const { experts, questions, scales } = ground;
  const { rule, asOf } = options;
  const lastOfDays = asOf === null ? null : lastDay(asOf);
  const rolesByScale = new Map(
    scales.map(({ id, options }) => [id, new Map(options.map((option) => [option.id, option.role]))]),
  );
  const tallies = experts.map((): Tally => ({ side: 0, 'no-side': 0, 'no-answer': 0, absent: 0, 'not-eligible': 0 }));
  const held = heldReader(ground, options, (row, column, option) => {
    const role = option === 'contested' ? 'side' : rolesByScale.get(questions[column]?.scale ?? '')?.get(option);
    const tally = tallies[row];
    if (role !== undefined && tally !== undefined) tally[role] += 1;
  });
  return {
    question: held.question,
    cell: held.cell,
    end: () => ({
      ...{ rule, asOf, knownAt, revision: held.revision, questions: questions.length },
      experts: experts.map((expert, row) => ({
        id: expert.id,
        name: expert.name,
        affiliation: affiliationOn(expert, lastOfDays),
        ...countsOf(tallies[row], questions.length),
      })),
    }),
  };
}

function countsOf(tally: Tally | undefined, questions: number) {
  const { side: sides = 0, absent: missed = 0 } = tally ?? {};
  const { 'no-side': noSide = 0, 'no-answer': notAnswered = 0, 'not-eligible': notEligible = 0 } = tally ?? {};
  const answered = sides + noSide;
  const asked = answered + notAnswered + missed;
  const none = questions - asked - notEligible;
  const rate = asked === 0 ? null : answered / asked;
  return { asked, answered, sides, notAnswered, missed, notEligible, none, rate };
}

/** Match: how near a reader's own answers are to what each expert holds, with the n it rests on. */
import { type Static, Type } from 'typebox';
import type { CellAxes, CellVisitor } from '../matrix/material.ts';
import { basisOfAnswer, MatrixExpert } from '../matrix/matrix.ts';
import type { StanceVisitor } from '../matrix/stored-stances.ts';
import { affiliationOn } from '../records/expert.ts';
import { lastDay } from '../values/date.ts';
import { Failure, type Violation } from '../values/errors.ts';
import { Id, Record, RefTo } from '../values/schema.ts';
import { suggest } from '../values/validation.ts';
import { AgreementPair, pairOf } from './agreement/agreement.ts';
import { eachPair } from './agreement/bit-planes.ts';
import { levelsOf, NO_LEVELS, StanceGrid } from './agreement/stance-grid.ts';
import { heldReader } from './held-reader.ts';
import type { ParticipationOptions } from './participation.ts';

const MAX_ANSWERS = 200;

/** A reader's own answer to a question. */
export const OwnAnswer = Record({
  question: Id,
  option: { ...Id, description: "One of the options of the question's scale." },
});
export type OwnAnswer = Static<typeof OwnAnswer>;

export const OwnAnswers = Record(
  { answers: Type.Array(OwnAnswer, { minItems: 1, maxItems: MAX_ANSWERS, description: 'Each question once.' }) },
  { $id: 'OwnAnswers', description: "A reader's own answers. They are kept nowhere." },
);

const { score, shared, same, opposite } = AgreementPair.properties;
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const ExpertMatch = Record(
  {
    ...MatrixExpert.properties,
    score,
    shared: { ...shared, description: 'n: the questions on which the answer and the expert both have a place.' },
    same,
    opposite,
  },
  { $id: 'ExpertMatch' },
);
export type ExpertMatch = Static<typeof ExpertMatch>;

export const Match = Record(
  {
    ...basisOfAnswer,
    answers: count('Answers that were given.'),
    valued: count('Those of them that have a place on their scale: the most that can be shared.'),
    experts: Type.Array(RefTo(ExpertMatch), {
      description:
        'The nearest first; of equals those who share more questions, then by name. Last those with whom nothing is shared.',
    }),
  },
  { $id: 'Match', description: "How near a reader's own answers are to what each expert holds." },
);
export type Match = Static<typeof Match>;

/** Reads cells, or stances, into the match; the answers are to questions of the ground. Fails with `invalid` on an option that the scale of its question has not. */
export function matchReader(
  ground: CellAxes,
  answers: readonly OwnAnswer[],
  { knownAt, ...options }: ParticipationOptions,
): CellVisitor<Match> & StanceVisitor<Match> {
  const { rule, asOf } = options;
  const lastOfDays = asOf === null ? null : lastDay(asOf);
  const levels = levelsOf(ground.scales);
  const own = ground.experts.length;
  const columns = ground.questions.map(({ scale }) => levels.get(scale) ?? NO_LEVELS);
  // The reader is one row more, below the experts.
  const places = new StanceGrid(own + 1, columns);
  const values = valuesOf(ground, answers);
  values.forEach(({ column, option, value }) => {
    places.put(own, column, option, value);
  });
  const held = heldReader(ground, options, (row, column, option, place) => places.put(row, column, option, place));
  return {
    question: held.question,
    cell: held.cell,
    end() {
      const experts: ExpertMatch[] = [];
      const add = (_: number, row: number, counts: Parameters<typeof pairOf>[2]) => {
        const expert = ground.experts[row];
        if (expert === undefined) return;
        const { a: _a, b: _b, ...agreement } = pairOf('', expert.id, counts);
        experts.push({
          id: expert.id,
          name: expert.name,
          affiliation: affiliationOn(expert, lastOfDays),
          ...agreement,
        });
      };
      eachPair(places, add, own);
      return {
        rule,
        asOf,
        knownAt,
        revision: held.revision,
        answers: answers.length,
        valued: values.filter(({ value }) => value !== null).length,
        // Stable: of equals the order of the ground stays.
        experts: experts.sort((x, y) => (y.score ?? -1) - (x.score ?? -1) || y.shared - x.shared),
      };
    },
  };
}

/** Of each answer the number of its column, and the value of its option; null where that has none. */
function valuesOf({ questions, scales }: CellAxes, answers: readonly OwnAnswer[]) {
  const columnOf = new Map(questions.map(({ id }, column) => [id, column]));
  const optionsOf = new Map(scales.map(({ id, options }) => [id, options]));
  const violations: Violation[] = [];
  const values = answers.flatMap(({ question, option }, place) => {
    const column = columnOf.get(question);
    const options = optionsOf.get(questions[column ?? -1]?.scale ?? '') ?? [];
    const held = options.find(({ id }) => id === option);
    if (column !== undefined && held !== undefined) return [{ column, option, value: held.value }];
    const known = options.map(({ id }) => id);
    violations.push({
      pointer: `/answers/${place}/option`,
      message: `"${option}" is no option of the question "${question}"${suggest(option, known)}`,
    });
    return [];
  });
  const [first] = violations;
  if (first !== undefined) throw new Failure('invalid', `${first.pointer} ${first.message}`, violations);
  return values;
}

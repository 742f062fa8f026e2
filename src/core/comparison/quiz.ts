/** Quiz: some questions with the places that experts took on them, for readers who compare their own answers themselves. */
import type { CellAxes, CellVisitor } from '../matrix/material.ts';
import type { StanceVisitor } from '../matrix/stored-stances.ts';
import type { Expert } from '../records/expert.ts';
import type { Question } from '../records/question.ts';
import { type Scale, scaleRange } from '../records/scale.ts';
import { heldReader } from './held-reader.ts';

export type QuizQuestion = {
  readonly question: Question;
  /** Those that have a place, as the scale orders them. */
  readonly options: readonly { readonly label: string; readonly value: number }[];
  /** How far apart the ends of the scale are; what two answers differ by is told in parts of it. */
  readonly range: number;
};

export type QuizExpert = {
  readonly expert: Expert;
  /** On each question in their order; null where no place was taken. A contradiction stands at the mean of its positions. */
  readonly places: readonly (number | null)[];
};

export type Quiz = {
  /** In the order of the ground; those whose scale has no two places are left out. */
  readonly questions: readonly QuizQuestion[];
  /** Those who took a place on any of them: whoever took most places first. */
  readonly experts: readonly QuizExpert[];
};

/** Reads cells, or stances, into the quiz, as things stand. */
export function quizReader(ground: CellAxes): CellVisitor<Quiz> & StanceVisitor<Quiz> {
  const scales = new Map(ground.scales.map((scale) => [scale.id, scale]));
  const columns = ground.questions.flatMap((question, column) => {
    const asked = questionOf(question, scales.get(question.scale));
    return asked === null ? [] : [{ column, asked }];
  });
  const rows = ground.experts.map(() => new Map<number, number>());
  const { question, cell } = heldReader(ground, { rule: 'latest', asOf: null }, (row, column, _held, place) => {
    if (place !== null) rows[row]?.set(column, place);
  });
  return {
    question,
    cell,
    end() {
      const experts = ground.experts.map((expert, row) => ({
        expert,
        places: columns.map(({ column }) => rows[row]?.get(column) ?? null),
      }));
      const taken = ({ places }: QuizExpert) => places.filter((place) => place !== null).length;
      return {
        questions: columns.map(({ asked }) => asked),
        // Stable: of equals the order of the ground stays.
        experts: experts.filter((it) => taken(it) > 0).sort((a, b) => taken(b) - taken(a)),
      };
    },
  };
}

function questionOf(question: Question, scale: Scale | undefined): QuizQuestion | null {
  const options = (scale?.options ?? []).flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
  const range = scale === undefined ? 0 : scaleRange(scale);
  return range > 0 ? { question, options: options.sort((a, b) => a.value - b.value), range } : null;
}

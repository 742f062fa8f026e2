/** The stance matrix: experts down, questions across, a judged cell at every crossing. */
import { type Static, Type } from 'typebox';
import { belongedOn, type Organizations } from '../records/belonging.ts';
import { affiliationOn } from '../records/expert.ts';
import { draftOf, draftStatus } from '../records/public-state.ts';
import { languageOf, Question } from '../records/question.ts';
import { Scale } from '../records/scale.ts';
import { lastDay } from '../values/date.ts';
import { Id, Instant, Nullable, OneOf, PartialDate, Record, RefTo, Revision, Text } from '../values/schema.ts';
import { Cell, type JudgedCell, judgeCell, placeOf, RULES, type Rule } from './cell.ts';
import { ColumnTally, heldIn } from './column-tally.ts';
import { CORRECTIONS_OF_CELL, CorrectionsOfCell, correctedDays, lastCorrection } from './corrected.ts';
import { citeEvidence } from './evidence.ts';
import type { MatrixMaterial } from './material.ts';

/** More cells than this do not fit one answer. */
export const MAX_CELLS = 50_000;

const count = Type.Integer({ minimum: 0 });

export const MatrixExpert = Record(
  {
    id: Id,
    name: Text(200),
    affiliation: Nullable(Text(100_000, 'Affiliations that hold on asOf, joined by "; ".')),
    status: draftStatus,
  },
  { $id: 'MatrixExpert' },
);

export const Distribution = Type.Record(Type.String(), count, {
  $id: 'Distribution',
  description:
    'Cells by option id (every option of the scale), and "contested" and "none". They add up to the experts.',
});

export const MatrixQuestion = Record(
  {
    id: Id,
    title: Text(100),
    proposition: Text(1000),
    language: Question.properties.language,
    scale: Id,
    distribution: RefTo(Distribution),
    answered: {
      ...count,
      description:
        'Experts on record with an answer: a side, or none taken. Not those who did not answer or were absent.',
    },
    asked: { ...count, description: 'Experts on record, but for those who were not eligible.' },
    valued: { ...count, description: 'Experts whose position has a value: the n of the mean.' },
    mean: Nullable(
      Type.Number({ description: 'Mean value; a contested cell takes the mean of its positions. Null where n is 0.' }),
    ),
    status: draftStatus,
  },
  { $id: 'MatrixQuestion' },
);
export type MatrixQuestion = Static<typeof MatrixQuestion>;
/** A question at the head of its column, without how its cells divide. */
export type QuestionHead = Pick<MatrixQuestion, 'id' | 'title' | 'proposition' | 'language' | 'scale'>;

/** How many of so many experts have anything on record, be it that they were absent. */
export const onRecord = ({ distribution }: Pick<MatrixQuestion, 'distribution'>, experts: number): number =>
  experts - (distribution.none ?? 0);

export const NearQuestion = Record({ id: Id, title: Text(100), proposition: Text(1000) }, { $id: 'NearQuestion' });
export type NearQuestion = Static<typeof NearQuestion>;

/** What an answer was computed under. */
export const basisOfAnswer = {
  rule: OneOf(RULES, 'latest: the newest position counts; all: every position counts.'),
  asOf: Nullable({ ...PartialDate, description: 'The state of the world on that day; null: all that is recorded.' }),
  knownAt: Nullable({ ...Instant, description: 'The instant whose knowledge this is; null for all that is known.' }),
  revision: Revision,
};

/** The same of an answer that has a preview, which says so. */
export const basisOfPreviewed = { ...basisOfAnswer, preview: Type.Optional(Type.Literal(true)) };

export const Matrix = Record(
  {
    ...basisOfPreviewed,
    preview: Type.Optional(
      Type.Literal(true, {
        description: 'Only with status=draft: drafts count as if they were published. Not public.',
      }),
    ),
    corrections: CorrectionsOfCell,
    scales: Type.Array(RefTo(Scale)),
    experts: Type.Array(RefTo(MatrixExpert)),
    questions: Type.Array(RefTo(MatrixQuestion)),
    cells: Type.Array(RefTo(Cell), {
      description: 'Row by row: all questions of the first expert, then of the second …',
    }),
    nearest: Type.Array(RefTo(NearQuestion), {
      description: 'Where q found no question: the questions whose words come nearest.',
    }),
  },
  { $id: 'Matrix', description: 'Experts by questions, complete: silence is a cell too.' },
);
export type Matrix = Static<typeof Matrix>;
/** What stands at the heads of its rows and columns, and what it was made under. */
export type MatrixHead = Omit<Matrix, 'cells' | 'nearest' | 'questions'> & {
  readonly questions: readonly QuestionHead[];
};

/** A matrix with the stances behind each of its cells, in the order of `matrix.cells`. */
export type JudgedMatrix = {
  readonly matrix: Matrix;
  readonly judged: readonly JudgedCell[];
  /** True where the cells carry their statements, because that was asked for. */
  readonly evidence: boolean;
};

/** What the cells of a matrix hold, in their order: as `heldIn` gives it, and as `placeOf` does. */
export type CellStances = { readonly held: readonly string[]; readonly places: readonly (number | null)[] };

/** A matrix with what its cells hold. */
export type PlacedMatrix = CellStances & { readonly matrix: Matrix };

export const withPlaces = ({ matrix, judged }: JudgedMatrix): PlacedMatrix => ({
  matrix,
  held: matrix.cells.map(heldIn),
  places: judged.map(({ current }) => placeOf(current)),
});

/**
 * Builds the matrix from material in its final order: `experts` and `questions` come out as they come in, positions
 * and statements may be in any order. With `evidence`, every cell carries its statements.
 */
export function buildMatrix(
  material: MatrixMaterial,
  options: {
    readonly rule: Rule;
    readonly asOf: string | null;
    readonly knownAt: string | null;
    readonly evidence: boolean;
    /** True for a preview: drafts count as if they were published. */
    readonly drafts?: boolean;
    /** Only what was said while its holder belonged to one of these counts. */
    readonly organizations?: Organizations | null;
  },
): JudgedMatrix {
  const { experts, questions, scales, positions } = material;
  const { drafts = false } = options;
  const moment = { rule: options.rule, asOf: options.asOf === null ? null : lastDay(options.asOf), drafts };
  const scaleById = new Map(scales.map((scale) => [scale.id, scale]));
  const byCell = Map.groupBy(positions, ({ expert, question }) => `${expert} ${question}`);
  const cite = options.evidence ? citeEvidence(material) : undefined;
  const correctedOn = correctedDays(material.corrections);
  const columns = questions.map((question) => {
    const scale = scaleById.get(question.scale);
    if (scale === undefined) throw new RangeError(`the scale of question ${question.id} is missing`);
    return { question, scale, tally: new ColumnTally() };
  });
  const { organizations = null } = options;
  const judged = experts.flatMap((expert) => {
    const counts = (day: string) => belongedOn(expert, day, organizations);
    return columns.map(({ question, scale, tally }) => {
      const mine = byCell.get(`${expert.id} ${question.id}`) ?? [];
      const corrected = correctedOn(expert.id, question.id);
      const result = judgeCell(expert.id, question.id, mine, scale, moment, corrected, counts);
      if (cite !== undefined) result.cell.statements = cite(result.current.map(({ position }) => position));
      tally.count(heldIn(result.cell), placeOf(result.current));
      return result;
    });
  });
  const matrix: Matrix = {
    rule: options.rule,
    asOf: options.asOf,
    knownAt: options.knownAt,
    revision: lastChange(material),
    corrections: CORRECTIONS_OF_CELL,
    ...(drafts && { preview: true }),
    scales: [...scales],
    experts: experts.map((expert) => ({
      id: expert.id,
      name: expert.name,
      affiliation: affiliationOn(expert, moment.asOf),
      ...draftOf(expert),
    })),
    questions: columns.map(({ question, scale, tally }) => ({
      id: question.id,
      title: question.title,
      proposition: question.proposition,
      ...languageOf(question),
      scale: question.scale,
      ...tally.summary(scale, experts.length),
      ...draftOf(question),
    })),
    cells: judged.map(({ cell }) => cell),
    nearest: [],
  };
  return { matrix, judged, evidence: options.evidence };
}

function lastChange({ experts, questions, scales, positions, corrections, ...cited }: MatrixMaterial): number {
  let last = lastCorrection(corrections);
  for (const records of [experts, questions, scales, positions, cited.statements, cited.sources, cited.signers])
    for (const { revision } of records) last = Math.max(last, revision);
  return last;
}

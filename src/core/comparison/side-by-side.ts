/** Comparison: where chosen experts agree, where they differ, and where only one has spoken. */
import { type Static, Type } from 'typebox';
import { Cell, sideOf } from '../matrix/cell.ts';
import { CorrectionsOfCell } from '../matrix/corrected.ts';
import {
  basisOfPreviewed,
  type CellStances,
  MatrixExpert,
  type MatrixHead,
  MatrixQuestion,
  type PlacedMatrix,
} from '../matrix/matrix.ts';
import { languageOf } from '../records/question.ts';
import { Scale } from '../records/scale.ts';
import { Id, OneOf, Record, RefTo, Text } from '../values/schema.ts';
import { AgreementPair, agreementPairs } from './agreement/agreement.ts';

export const RELATIONS = ['agree', 'differ', 'no-side', 'one-spoke', 'silent'] as const;
export type Relation = (typeof RELATIONS)[number];

export const ComparedQuestion = Record(
  {
    id: Id,
    title: Text(100),
    proposition: Text(1000),
    language: MatrixQuestion.properties.language,
    scale: Id,
    relation: OneOf(
      RELATIONS,
      'agree: those who took a side (two or more) took the same. differ: they did not, or one contradicts themself. ' +
        'no-side: two or more are on record, but fewer than two took a side. one-spoke: one is on record. silent: none is.',
    ),
    cells: Type.Array(RefTo(Cell), { description: 'One per expert, in the order of experts.' }),
  },
  { $id: 'ComparedQuestion' },
);
export type ComparedQuestion = Static<typeof ComparedQuestion>;

const count = Type.Integer({ minimum: 0 });

export const Comparison = Record(
  {
    ...basisOfPreviewed,
    corrections: CorrectionsOfCell,
    experts: Type.Array(RefTo(MatrixExpert)),
    scales: Type.Array(RefTo(Scale)),
    counts: Record({ agree: count, differ: count, 'no-side': count, 'one-spoke': count, silent: count }),
    agreement: Type.Array(RefTo(AgreementPair)),
    questions: Type.Array(RefTo(ComparedQuestion), { description: 'Questions on which at least one is on record.' }),
  },
  { $id: 'Comparison', description: 'Chosen experts side by side.' },
);
export type Comparison = Static<typeof Comparison>;

/** A comparison whose questions have no cells yet, and of each question the column of the matrix that these are in. */
export type ComparisonOutline = { readonly comparison: Comparison; readonly columns: readonly number[] };

/** Where an expert stands on a question: silent, without a side, on one, or on both. */
type Standing = 'none' | ReturnType<typeof sideOf> | 'contested';

function standingOf(held: string | undefined, place: number | null | undefined): Standing {
  return held === undefined || held === 'none' || held === 'contested' ? (held ?? 'none') : sideOf(place ?? null);
}

/** How several experts stand to each other on one question; they are counted and not listed, as there may be thousands of questions. */
function relationOf(experts: number, standingAt: (expert: number) => Standing): Relation {
  let [spoke, tookSide] = [0, 0];
  let side: Standing = 'none';
  let isDivided = false;
  for (let expert = 0; expert < experts; expert += 1) {
    const standing = standingAt(expert);
    if (standing === 'none') continue;
    spoke += 1;
    if (standing === 'noSide') continue;
    tookSide += 1;
    if (standing === 'contested' || (tookSide > 1 && standing !== side)) isDivided = true;
    side = standing;
  }
  if (spoke === 0) return 'silent';
  if (spoke === 1) return 'one-spoke';
  if (tookSide < 2) return 'no-side';
  return isDivided ? 'differ' : 'agree';
}

/** Sets the experts of a matrix side by side; questions on which nobody is on record are counted, not listed. */
export function outlineComparison(head: MatrixHead, stances: CellStances): ComparisonOutline {
  const { held, places } = stances;
  const { rule, asOf, knownAt, revision, corrections, preview, experts, scales } = head;
  const width = head.questions.length;
  const counts = { agree: 0, differ: 0, 'no-side': 0, 'one-spoke': 0, silent: 0 };
  const columns: number[] = [];
  const questions: ComparedQuestion[] = [];
  head.questions.forEach((question, column) => {
    const { id, title, proposition, scale } = question;
    const relation = relationOf(experts.length, (row) =>
      standingOf(held[row * width + column], places[row * width + column]),
    );
    counts[relation] += 1;
    if (relation === 'silent') return;
    columns.push(column);
    questions.push({ id, title, proposition, ...languageOf(question), scale, relation, cells: [] });
  });
  const agreement = agreementPairs(head, stances);
  const basis = { rule, asOf, knownAt, revision, corrections, ...(preview && { preview }) };
  return { comparison: { ...basis, experts, scales, counts, agreement, questions }, columns };
}

/** The comparison of all experts of a matrix. */
export function buildComparison({ matrix, ...stances }: PlacedMatrix): Comparison {
  const { comparison, columns } = outlineComparison(matrix, stances);
  const width = matrix.questions.length;
  const cellsOf = (column: number): Cell[] =>
    matrix.experts.flatMap((_, row) => matrix.cells[row * width + column] ?? []);
  const questions = comparison.questions.map((question, index) => ({
    ...question,
    cells: cellsOf(columns[index] ?? 0),
  }));
  return { ...comparison, questions };
}

/** Experts side by side: a row per question and expert, a grid, and the agreement of each pair. */

import {
  buildComparison,
  type ComparedQuestion,
  type Comparison,
  type Relation,
} from '../../core/comparison/side-by-side.ts';
import { comparisonJson, toComparison } from '../../core/comparison/stored-comparison.ts';
import type { Cell } from '../../core/matrix/cell.ts';
import { citeMatrix } from '../../core/matrix/citation.ts';
import type { MatrixMaterial } from '../../core/matrix/material.ts';
import { type JudgedMatrix, withPlaces } from '../../core/matrix/matrix.ts';
import type { StoredMatrix } from '../../core/matrix/stored-cells.ts';
import { type Answer, type AnswerBasis, JsonBytes, type Shape } from '../answer.ts';
import { cellColumns } from '../matrix/cell-columns.ts';
import { markedAnswer } from '../preview.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import {
  basisNotes,
  cellCode,
  correctedAmong,
  correctionNotes,
  correctionsAmong,
  labeller,
  type StanceValues,
  stanceColumn,
} from '../words.ts';
import { agreementTable } from './agreement.ts';

export const COMPARISON_SHAPES: readonly Shape[] = ['records', 'wide', 'stances', 'display', 'picture', 'cited'];

/** The comparison of all experts of a matrix, with all that this rests on. */
export function comparisonAnswer(grounds: JudgedMatrix & { readonly material: MatrixMaterial }): Answer {
  const comparison = buildComparison(withPlaces(grounds));
  const cited = () => citeMatrix(grounds, grounds.material);
  const answer = { document: comparison, ...tabular(comparison, () => comparison, grounds.evidence), cited };
  return markedAnswer(comparison, answer);
}

/** As `comparisonAnswer`, of cells that are JSON already; what needs their statements cannot be made of it. */
export function storedComparisonAnswer(kept: StoredMatrix): Answer {
  let comparison: Comparison | undefined;
  const whole = () => {
    comparison ??= toComparison(kept);
    return comparison;
  };
  return { document: new JsonBytes(() => comparisonJson(kept)), ...tabular(kept.head, whole, false) };
}

const tabular = (basis: AnswerBasis, comparison: () => Comparison, evidence: boolean) => ({
  basis,
  records: () => comparisonRecords(comparison(), evidence),
  wide: () => comparisonWide(comparison()),
  stances: (values: StanceValues) => comparisonWide(comparison(), values),
  display: () => comparisonDisplay(comparison()),
  picture: () => ({ kind: 'comparison', comparison: comparison() }) as const,
});

/** How experts stand to each other on a question, for people. */
export const RELATION_WORDS: { readonly [R in Relation]: string } = {
  agree: 'Agree',
  differ: 'Differ',
  'no-side': 'No side taken',
  'one-spoke': 'Only one has spoken',
  silent: 'Nothing on record',
};

/** One row per question and expert; with `evidence`, the words and sources of each cell too. */
function comparisonRecords(comparison: Comparison, evidence: boolean): Table {
  const { text } = columnsOf<{ question: ComparedQuestion; cell: Cell }>();
  const label = labeller(comparison);
  const names = new Map(comparison.experts.map(({ id, name }) => [id, name]));
  const rows = comparison.questions.flatMap((question) => question.cells.map((cell) => ({ question, cell })));
  return tableOf(
    'Comparison',
    [
      text('question_id', 'Question id', ({ question }) => question.id),
      text('question', 'Question', ({ question }) => question.title),
      text('relation', 'Relation', ({ question }) => question.relation),
      text('expert_id', 'Expert id', ({ cell }) => cell.expert),
      text('expert', 'Expert', ({ cell }) => names.get(cell.expert) ?? cell.expert),
      ...cellColumns(label, evidence),
    ],
    rows,
  );
}

/** Questions down, the compared experts across; then the agreement of each pair. */
function comparisonDisplay(comparison: Comparison): Table[] {
  const label = labeller(comparison);
  const rank = ({ relation }: ComparedQuestion) => Object.keys(RELATION_WORDS).indexOf(relation);
  const questions = comparison.questions.toSorted((a, b) => rank(a) - rank(b));
  const { text } = columnsOf<ComparedQuestion>();
  const columns = [
    text('question', 'Question', ({ title }) => title),
    text('relation', 'Relation', ({ relation }) => RELATION_WORDS[relation]),
    ...comparison.experts.map(({ id, name }, index) =>
      stanceColumn<ComparedQuestion>(id, name, ({ cells }) => cells[index], label),
    ),
  ];
  const { silent } = comparison.counts;
  const notes = [
    ...basisNotes(comparison),
    ...correctionNotes(comparison.questions.flatMap(({ cells }) => cells)),
    ...(silent === 0
      ? []
      : [`${silent} further ${silent === 1 ? 'question' : 'questions'} on which none of them is on record.`]),
  ];
  return [
    tableOf('Comparison', columns, questions, notes),
    agreementTable(comparison.experts, comparison.agreement, []),
  ];
}

/** A row per question and a column per expert id, each cell what `cellCode` makes of it. */
export function comparisonWide(comparison: Comparison, values: StanceValues = 'id'): Table {
  const { experts, questions } = comparison;
  const { text } = columnsOf<ComparedQuestion>();
  const label = labeller(comparison);
  const columns = [
    text('question_id', 'Question id', ({ id }) => id),
    text('question', 'Question', ({ title }) => title),
    text('relation', 'Relation', ({ relation }) => relation),
    ...experts.map(({ id, name }, index) => text(id, name, ({ cells }) => cellCode(cells[index], values, label))),
    text('corrected', 'Corrected', ({ cells }) => correctedAmong(cells, 'expert')),
    text('corrections', 'Corrections', ({ cells }) => correctionsAmong(cells)),
  ];
  return tableOf('Comparison', columns, questions);
}

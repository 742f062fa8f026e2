/** A matrix as a picture: one question along its scale, or several as a grid. */
import { titleOf } from '../../answers/words.ts';
import { type Matrix, type MatrixQuestion, onRecord } from '../../core/matrix/matrix.ts';
import { gap } from './block.ts';
import { correctedIn } from './corrected-days.ts';
import { crossingsOf, gridBody, gridOf, gridWidth, requireGrid } from './grid.ts';
import { isolated } from './led.ts';
import { legend } from './legend.ts';
import { basisInWords, counted, type Plan, sourceOf, tooLarge } from './plan.ts';
import { NARROWEST, questionBody } from './question.ts';
import { silentBlock } from './silent.ts';
import { MOST } from './size.ts';
import { stopsOf } from './stops.ts';

/** Fails with `too-large` where a picture cannot hold it. */
export function matrixPlan(matrix: Matrix): Plan {
  const [only, second] = matrix.questions;
  if (only === undefined || matrix.experts.length === 0) return nothing(matrix);
  return second === undefined ? one(matrix, only) : several(matrix);
}

function one(matrix: Matrix, question: MatrixQuestion): Plan {
  if (matrix.experts.length > MOST.names)
    throw tooLarge(`${matrix.experts.length} experts`, `${MOST.names} on one question`);
  const stops = stopsOf(matrix, question);
  const said = stops
    .filter(({ held }) => held.length > 0)
    .map(({ label, held }) => `${label}: ${held.map(({ name }) => isolated(name)).join(', ')}.`);
  const silent = matrix.cells.filter(({ state }) => state === 'none').length;
  return {
    title: titleOf(question.title, matrix),
    subtitle: question.proposition,
    leastWidth: NARROWEST,
    body: (area, room) => questionBody(stops, area, room),
    below: (area) => silentBlock(matrix, area),
    source: footOf(
      matrix,
      `${onRecord(question, matrix.experts.length)} of ${matrix.experts.length} experts on record`,
    ),
    words: [
      isolated(question.proposition),
      ...said,
      `Nothing on record: ${silent} of ${matrix.experts.length} experts.`,
      basisInWords(matrix),
    ].join(' '),
  };
}

function several(matrix: Matrix): Plan {
  const { experts, questions, cells } = matrix;
  requireGrid(crossingsOf(matrix), `${experts.length} experts and ${questions.length} questions`);
  const known = cells.filter(({ state }) => state !== 'none').length;
  const extent = `${counted(experts.length, 'expert')} on ${counted(questions.length, 'question')}`;
  return {
    title: titleOf('Who stands where', matrix),
    subtitle: extent,
    leastWidth: gridWidth(crossingsOf(matrix)),
    body: (area, room) => gridBody(gridOf(matrix), area, room),
    below: (area) => legend(matrix, area),
    source: footOf(matrix, `${known} of ${cells.length} stances on record`),
    words: `${extent}: ${known} of ${cells.length} stances are on record. ${basisInWords(matrix)}`,
  };
}

const nothing = (matrix: Matrix): Plan => ({
  title: titleOf('Nothing on record', matrix),
  subtitle: matrix.experts.length === 0 ? 'No expert is on record.' : 'No question matches.',
  leastWidth: 0,
  body: () => gap(0),
  below: () => gap(0),
  source: footOf(matrix, 'nothing on record'),
  words: `Nothing on record. ${basisInWords(matrix)}`,
});

const footOf = (matrix: Matrix, extent: string): string[] => [
  ...sourceOf(matrix, matrix.cells, extent),
  ...correctedIn(matrix.cells, matrix.questions.length > 1),
];

/** A matrix as a picture: one question along its scale, or several as a grid. */

import { PUBLISHER } from '../../answers/answer.ts';
import { titleOf } from '../../answers/words.ts';
import { type Matrix, type MatrixQuestion, onRecord } from '../../core/matrix/matrix.ts';
import { Failure } from '../../core/values/errors.ts';
import { gap } from './block.ts';
import { correctionDays } from './corrected-days.ts';
import { drawFrame, type FramePlan, type Size } from './frame.ts';
import { crossingsOf, gridBody, gridWidth } from './grid.ts';
import { isolated } from './led.ts';
import { legend } from './legend.ts';
import { momentOf, publicationsIn } from './origin.ts';
import { NARROWEST, questionBody } from './question.ts';
import { silentBlock } from './silent.ts';
import { SHARE_SIZE } from './size.ts';
import { stopsOf } from './stops.ts';

/** More than this on a picture nobody reads. */
const MOST_ROWS = 40;
const MOST_COLUMNS = 20;
const MOST_NAMES = 200;

type Plan = Omit<FramePlan, 'publisher'>;

/** What the foot says beside the facts of the matrix. */
type Foot = { readonly publisher?: string | undefined; readonly remarks?: readonly string[] };

/** SVG, with `remarks` at its foot. Fails with `too-large` where a picture cannot hold the matrix, and with `invalid` where the width is too small. */
export function drawPicture(
  matrix: Matrix,
  { width = SHARE_SIZE.width, height = SHARE_SIZE.height }: Partial<Size>,
  { publisher = PUBLISHER, remarks = [] }: Foot = {},
): string {
  const [only, second] = matrix.questions;
  const plan =
    only === undefined || matrix.experts.length === 0
      ? nothing(matrix)
      : second === undefined
        ? one(matrix, only)
        : several(matrix);
  return drawFrame({ width, height }, { ...plan, publisher, source: [...plan.source, ...remarks] });
}

function one(matrix: Matrix, question: MatrixQuestion): Plan {
  if (matrix.experts.length > MOST_NAMES)
    throw tooLarge(`${matrix.experts.length} experts`, `${MOST_NAMES} on one question`);
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
    source: sourceOf(
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
  const { rows, columns } = crossingsOf(matrix);
  if (rows.length > MOST_ROWS || columns.length > MOST_COLUMNS)
    throw tooLarge(`${experts.length} experts and ${questions.length} questions`, `${MOST_ROWS} by ${MOST_COLUMNS}`);
  const known = cells.filter(({ state }) => state !== 'none').length;
  const extent = `${counted(experts.length, 'expert')} on ${counted(questions.length, 'question')}`;
  return {
    title: titleOf('Who stands where', matrix),
    subtitle: extent,
    leastWidth: gridWidth(matrix),
    body: (area, room) => gridBody(matrix, area, room),
    below: (area) => legend(matrix, area),
    source: sourceOf(matrix, `${known} of ${cells.length} stances on record`),
    words: `${extent}: ${known} of ${cells.length} stances are on record. ${basisInWords(matrix)}`,
  };
}

const nothing = (matrix: Matrix): Plan => ({
  title: titleOf('Nothing on record', matrix),
  subtitle: matrix.experts.length === 0 ? 'No expert is on record.' : 'No question matches.',
  leastWidth: 0,
  body: () => gap(0),
  below: () => gap(0),
  source: sourceOf(matrix, 'nothing on record'),
  words: `Nothing on record. ${basisInWords(matrix)}`,
});

function sourceOf(matrix: Matrix, extent: string): string[] {
  const { preview, rule, cells, questions } = matrix;
  return [
    ...(preview === true ? [`preview, not public: ${counted(draftsIn(cells), 'cell')} of drafts`] : []),
    ...publicationsIn(cells),
    ...momentOf(matrix),
    ...(rule === 'all' ? ['every position counts, not only the newest'] : []),
    extent,
    ...correctedIn(cells, questions.length > 1),
  ];
}

/** What tells programs, and those who look into it, which answer this is. */
const basisInWords = ({ rule, revision }: Matrix): string => `Rule ${rule}, revision ${revision}.`;

const draftsIn = (cells: Matrix['cells']): number => cells.filter(({ status }) => status === 'draft').length;

/** The page for people; ids, which may be long, are none for a foot. */
const CORRECTIONS = 'what was said before is at /corrections';

/** How many of what is shown was corrected, and when: of a question the names say it, of a grid the notes beside marks. */
function correctedIn(cells: Matrix['cells'], isGrid: boolean): string[] {
  const days = cells.flatMap(({ correctedOn }) => correctedOn ?? []).sort();
  const last = days.at(-1);
  if (last === undefined) return [];
  return isGrid
    ? [`${days.length} corrected`, ...correctionDays(cells), CORRECTIONS]
    : [`${days.length} corrected, the last on ${last}: ${CORRECTIONS}`];
}

const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const tooLarge = (what: string, most: string): Failure =>
  new Failure('too-large', `${what} do not fit a picture, which holds ${most}; choose fewer, or take csv or xlsx`);

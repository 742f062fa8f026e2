/**
 * Cells judged ahead of being asked for, and the matrix made of them: by the rule "latest", of all that is on record.
 * The matrix is the one that `buildMatrix` makes, byte for byte as JSON.
 */
import { type Cell, judgeCell, type Moment, placeOf } from './cell.ts';
import { ColumnTally, heldIn } from './column-tally.ts';
import { affiliationOn } from './expert.ts';
import type { Matrix, MatrixQuestion } from './matrix.ts';
import type { Position } from './position.ts';
import type { Question } from './question.ts';
import type { Scale } from './scale.ts';
import type { Ground } from './store.ts';

/** A cell ready to be sent, and what a matrix computes from it. */
export type KeptCell = {
  readonly expert: string;
  readonly question: string;
  /** The id of the option held, or the state where there is none. */
  readonly held: string;
  /** The number it stands for in a mean; null where it has none. */
  readonly place: number | null;
  /** That of the last change to any of its positions. */
  readonly revision: number;
  /** The cell as JSON. */
  readonly cell: string;
};

/** What is read of a kept cell: few values, as there may be many cells. */
export type KeptRow = readonly [
  question: KeptCell['question'],
  held: KeptCell['held'],
  place: KeptCell['place'],
  cell: KeptCell['cell'],
];

/** What the kept cells of a selection are cells of. */
export type KeptGround = Ground & {
  /** That of the last change to any of their positions; 0 where there is none. */
  readonly revision: number;
};

/** Is given the kept cells of one expert at a time, in any order, and in the end makes something of them. */
export type KeptReader<T> = { expert(id: string, cells: readonly KeptRow[]): void; end(): T };

/** A matrix of which the cells are JSON already: for each expert, theirs in UTF-8, joined by commas. */
export type KeptMatrix = {
  readonly head: Omit<Matrix, 'cells' | 'nearest'>;
  readonly cells: readonly Uint8Array<ArrayBuffer>[];
};

const NOW: Moment = { rule: 'latest', asOf: null };

/** Judges the cell of published and retracted positions, at least one. */
export function keepCell(positions: readonly Position[], scale: Pick<Scale, 'options'>): KeptCell {
  const [first] = positions;
  if (first === undefined) throw new RangeError('a cell without positions is not kept');
  const { expert, question } = first;
  const { cell, current } = judgeCell(expert, question, positions, scale, NOW);
  return {
    expert,
    question,
    held: heldIn(cell),
    place: placeOf(current),
    revision: Math.max(...positions.map(({ revision }) => revision)),
    cell: JSON.stringify(cell),
  };
}

/** Puts the kept cells of the ground in their places, and silence everywhere else; rows and columns come as in the ground. */
export function keptMatrixReader({ experts, questions, scales, revision }: KeptGround): KeptReader<KeptMatrix> {
  const columns = new Map(questions.map(({ id }, index) => [id, index]));
  const tallies = questions.map(() => new ColumnTally());
  const silent = silence();
  const encoder = new TextEncoder();
  // Text takes several times the room of bytes until somebody clears it away, so none is kept.
  const rows = new Map<string, Uint8Array<ArrayBuffer>>();
  const place = (id: string, cells: readonly KeptRow[]): void => {
    const texts = new Array<string>(questions.length).fill('');
    for (const [question, held, value, cell] of cells) {
      const column = columns.get(question);
      if (column === undefined) continue;
      texts[column] = cell;
      tallies[column]?.count(held, value);
    }
    const text = texts.map((cell, column) => cell || silent(id, questions[column]?.id ?? '')).join(',');
    rows.set(id, encoder.encode(text));
  };
  const scaleById = new Map(scales.map((scale) => [scale.id, scale]));
  const lasts = [experts, questions, scales].map((it) => it.reduce((last, { revision: at }) => Math.max(last, at), 0));
  const summaryOf = ({ id, title, proposition, scale: scaleId }: Question, column: number): MatrixQuestion => {
    const [scale, tally] = [scaleById.get(scaleId), tallies[column]];
    if (scale === undefined || tally === undefined) throw new RangeError(`the scale of question ${id} is missing`);
    return { id, title, proposition, scale: scaleId, ...tally.summary(scale, experts.length) };
  };
  return {
    expert: place,
    end: () => ({
      head: {
        rule: 'latest',
        asOf: null,
        knownAt: null,
        revision: Math.max(revision, ...lasts),
        scales: [...scales],
        experts: experts.map((expert) => ({
          id: expert.id,
          name: expert.name,
          affiliation: affiliationOn(expert, null),
        })),
        questions: questions.map(summaryOf),
      },
      cells: questions.length === 0 ? [] : experts.flatMap(({ id }) => rows.get(id) ?? []),
    }),
  };
}

/** The JSON of a cell on which nothing is on record; ids hold nothing that JSON would escape. */
function silence(): (expert: string, question: string) => string {
  const { expert: _, question: __, ...rest } = judgeCell('', '', [], { options: [] }, NOW).cell;
  const same = JSON.stringify(rest).slice(1);
  return (expert, question) => `{"expert":"${expert}","question":"${question}",${same}`;
}

/** The whole matrix as JSON in UTF-8, as `JSON.stringify` writes it, and the end of a line. */
export function matrixJson({ head, cells }: KeptMatrix): Uint8Array {
  const encoder = new TextEncoder();
  const pieces = [encoder.encode(`${JSON.stringify(head).slice(0, -1)},"cells":[`)];
  const comma = encoder.encode(',');
  cells.forEach((row, index) => {
    pieces.push(...(index === 0 ? [row] : [comma, row]));
  });
  pieces.push(encoder.encode('],"nearest":[]}\n'));
  return joined(pieces);
}

/** The whole matrix. */
export function toMatrix({ head, cells }: KeptMatrix): Matrix {
  const decoder = new TextDecoder();
  return { ...head, cells: cells.flatMap((row): Cell[] => JSON.parse(`[${decoder.decode(row)}]`)), nearest: [] };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

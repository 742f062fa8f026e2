/**
 * Cells judged ahead of being asked for, and the matrix made of them: by the rule "latest", of all that is on record.
 * The matrix is the one that `buildMatrix` makes, byte for byte as JSON.
 */
import { judgeCell, type Moment, placeOf } from './cell.ts';
import { affiliationOn } from './expert.ts';
import type { Matrix, MatrixQuestion } from './matrix.ts';
import type { Position } from './position.ts';
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

/** The kept cells of each expert of a selection; those without positions are left out. */
export type KeptCells = Ground & {
  readonly rows: ReadonlyMap<string, readonly KeptRow[]>;
  /** That of the last change to any of their positions; 0 where there is none. */
  readonly revision: number;
};

/** A matrix of which the cells are JSON already, row by row. */
export type KeptMatrix = { readonly head: Omit<Matrix, 'cells' | 'nearest'>; readonly cells: string };

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
    held: cell.option ?? cell.state,
    place: placeOf(current),
    revision: Math.max(...positions.map(({ revision }) => revision)),
    cell: JSON.stringify(cell),
  };
}

/** Puts the kept cells in their places, and silence everywhere else. */
export function buildKeptMatrix({ experts, questions, scales, rows, revision }: KeptCells): KeptMatrix {
  const columns = new Map(questions.map(({ id }, index) => [id, index]));
  const tallies = questions.map(() => new Tally());
  const silent = silence();
  const texts = experts.map(({ id }) => {
    const cells = new Array<string>(questions.length).fill('');
    for (const [question, held, place, cell] of rows.get(id) ?? []) {
      const column = columns.get(question);
      if (column === undefined) continue;
      cells[column] = cell;
      tallies[column]?.count(held, place);
    }
    return cells.map((cell, column) => cell || silent(id, questions[column]?.id ?? '')).join(',');
  });
  const scaleById = new Map(scales.map((scale) => [scale.id, scale]));
  const lasts = [experts, questions, scales].map((it) => it.reduce((last, { revision: at }) => Math.max(last, at), 0));
  return {
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
      questions: questions.map(({ id, title, proposition, scale: scaleId }, column): MatrixQuestion => {
        const [scale, tally] = [scaleById.get(scaleId), tallies[column]];
        if (scale === undefined || tally === undefined) throw new RangeError(`the scale of question ${id} is missing`);
        return { id, title, proposition, scale: scaleId, ...tally.summary(scale, experts.length) };
      }),
    },
    cells: questions.length === 0 ? '' : texts.join(','),
  };
}

/** What is held in one column. Nothing is computed from silence. */
class Tally {
  readonly #held = new Map<string, number>();
  #answered = 0;
  #valued = 0;
  #sum = 0;

  count(held: string, place: number | null): void {
    this.#held.set(held, (this.#held.get(held) ?? 0) + 1);
    if (held !== 'none') this.#answered += 1;
    if (place === null) return;
    this.#valued += 1;
    this.#sum += place;
  }

  summary(scale: Scale, experts: number): Pick<MatrixQuestion, 'distribution' | 'answered' | 'valued' | 'mean'> {
    const keys = [...scale.options.map(({ id }) => id), 'contested'];
    const distribution = Object.fromEntries(keys.map((key) => [key, this.#held.get(key) ?? 0]));
    distribution.none = experts - this.#answered;
    const mean = this.#valued === 0 ? null : this.#sum / this.#valued;
    return { distribution, answered: this.#answered, valued: this.#valued, mean };
  }
}

/** The JSON of a cell on which nothing is on record; ids hold nothing that JSON would escape. */
function silence(): (expert: string, question: string) => string {
  const { expert: _, question: __, ...rest } = judgeCell('', '', [], { options: [] }, NOW).cell;
  const same = JSON.stringify(rest).slice(1);
  return (expert, question) => `{"expert":"${expert}","question":"${question}",${same}`;
}

/** The whole matrix. */
export const toMatrix = ({ head, cells }: KeptMatrix): Matrix => ({
  ...head,
  cells: JSON.parse(`[${cells}]`),
  nearest: [],
});

/** The whole matrix as JSON, as `JSON.stringify` writes it. */
export const matrixJson = ({ head, cells }: KeptMatrix): string =>
  `${JSON.stringify(head).slice(0, -1)},"cells":[${cells}],"nearest":[]}`;

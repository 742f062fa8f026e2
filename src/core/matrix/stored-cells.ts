import { affiliationOn } from '../records/expert.ts';
import type { Position } from '../records/position.ts';
import { languageOf } from '../records/question.ts';
import type { Scale, ScaleValues } from '../records/scale.ts';
import { type Cell, judgeCell, type Moment, placeOf } from './cell.ts';
import { CellTexts, type RowTexts } from './cell-texts.ts';
import { ColumnTally, heldIn } from './column-tally.ts';
import { CORRECTIONS_OF_CELL, lastCorrection } from './corrected.ts';
import type { AxisQuestion, MatrixMaterial, StoredAxes } from './material.ts';
import type { CellStances, Matrix, MatrixHead, MatrixQuestion, PlacedMatrix, QuestionHead } from './matrix.ts';

/** A cell ready to be sent, and what a matrix computes from it. */
export type StoredCell = {
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

/** The kept cells of one expert, in any order: few values, as there may be many cells. */
export type StoredRow = {
  /** Of each cell; the same array where the questions are those of the row before. */
  readonly questions: readonly StoredCell['question'][];
  readonly held: readonly StoredCell['held'][];
  /** The cells as JSON in UTF-8, a comma between each and the next. */
  readonly cells: Uint8Array;
  /** The bytes of each. */
  readonly lengths: readonly number[];
  /** By question, the place of each cell that is contested. */
  readonly contested: ReadonlyMap<StoredCell['question'], StoredCell['place']>;
  /** That of the last change to any of their positions; 0 where there is none. */
  readonly revision: number;
};

/** Is given the kept cells of one expert at a time, in the end the corrections that touch them, and makes something of them. */
export type StoredCellVisitor<T> = {
  expert(id: string, row: StoredRow): void;
  end(corrections: MatrixMaterial['corrections']): T;
};

/** A matrix of which the cells are JSON already. */
export type StoredMatrix = {
  readonly head: MatrixHead;
  /** The questions with how their cells divide, counted when it is asked for. */
  readonly counted: () => MatrixQuestion[];
  /** What is held in each cell, put together when it is asked for. */
  readonly stances: () => CellStances;
  readonly cells: CellTexts;
};

const NOW: Moment = { rule: 'latest', asOf: null };

/** Judges the cell of published and retracted positions, at least one; `correctedOn` is the day of its last correction. */
export function toStoredCell(
  positions: readonly Position[],
  scale: ScaleValues,
  correctedOn: string | null,
): StoredCell {
  const [first] = positions;
  if (first === undefined) throw new RangeError('a cell without positions is not kept');
  const { expert, question } = first;
  const { cell, current } = judgeCell(expert, question, positions, scale, NOW, correctedOn);
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
export function storedMatrixVisitor(ground: StoredAxes): StoredCellVisitor<StoredMatrix> {
  const { experts, questions, scales } = ground;
  const columns = new Columns(questions, scales);
  const rows = new Map<string, PlacedRow>();
  let revision = [...experts, ...questions, ...scales].reduce((last, record) => Math.max(last, record.revision), 0);
  return {
    expert(id, row) {
      rows.set(id, columns.take(id, row));
      revision = Math.max(revision, row.revision);
    },
    end(corrections) {
      const placed = experts.flatMap(({ id }) => rows.get(id) ?? []);
      return {
        head: {
          rule: 'latest',
          asOf: null,
          knownAt: null,
          revision: Math.max(revision, lastCorrection(corrections)),
          corrections: CORRECTIONS_OF_CELL,
          scales: [...scales],
          experts: experts.map((expert) => ({
            id: expert.id,
            name: expert.name,
            affiliation: affiliationOn(expert, null),
          })),
          questions,
        },
        counted: () => columns.counted(placed),
        stances: () => ({ held: placed.flatMap(({ held }) => held), places: placed.flatMap(({ places }) => places) }),
        cells: new CellTexts(placed.map(({ texts }) => texts)),
      };
    },
  };
}

const headOf = (question: AxisQuestion): QuestionHead => {
  const { id, title, proposition, scale } = question;
  return { id, title, proposition, ...languageOf(question), scale };
};

/** The cells of a row in the order of the columns, with silence where there is none. */
type PlacedRow = {
  readonly texts: RowTexts;
  readonly held: CellStances['held'];
  readonly places: CellStances['places'];
};

type Column = {
  readonly question: AxisQuestion;
  readonly scale: Scale;
  /** The numbers that the options stand for. */
  readonly values: ReadonlyMap<string, number | null>;
};

/** Takes rows in, and puts their cells in order. */
class Columns {
  readonly #columns: readonly Column[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #silence = silence();
  /** The columns of the questions that came last; most rows are of the same ones. */
  #placed: { readonly questions: readonly string[]; readonly columns: readonly number[] } = {
    questions: [],
    columns: [],
  };

  constructor(questions: readonly AxisQuestion[], scales: readonly Scale[]) {
    const onScale = new Map(
      scales.map((scale) => [scale.id, { scale, values: new Map(scale.options.map(({ id, value }) => [id, value])) }]),
    );
    this.#columns = questions.map((question) => {
      const measured = onScale.get(question.scale);
      if (measured === undefined) throw new RangeError(`the scale of question ${question.id} is missing`);
      const { scale, values } = measured;
      return { question, scale, values };
    });
    this.#index = new Map(questions.map(({ id }, index) => [id, index]));
  }

  take(expert: string, { questions, held: options, cells, lengths, contested }: StoredRow): PlacedRow {
    const width = this.#columns.length;
    const [starts, ends] = [new Uint32Array(width), new Uint32Array(width)];
    const held = new Array<string>(width).fill('none');
    const places = new Array<number | null>(width).fill(null);
    let at = 0;
    this.#columnsOf(questions).forEach((index, place) => {
      const [length = 0, option = ''] = [lengths[place], options[place]];
      const column = this.#columns[index];
      if (column !== undefined) {
        starts[index] = at;
        ends[index] = at + length;
        held[index] = option;
        places[index] = contested.get(questions[place] ?? '') ?? column.values.get(option) ?? null;
      }
      at += length + 1;
    });
    at = cells.length;
    const silent: Uint8Array[] = [];
    this.#columns.forEach(({ question }, index) => {
      if (ends[index] !== 0) return;
      const text = encoder.encode(`,${this.#silence(expert, question.id)}`);
      starts[index] = at + 1;
      at += text.length;
      ends[index] = at;
      silent.push(text);
    });
    const bytes = silent.length === 0 ? cells : Buffer.concat([cells, ...silent]);
    return { texts: { bytes: plain(bytes), starts, ends }, held, places };
  }

  counted(rows: readonly PlacedRow[]): MatrixQuestion[] {
    return this.#columns.map(({ question, scale }, index) => {
      const tally = new ColumnTally();
      for (const { held, places } of rows) {
        const it = held[index] ?? 'none';
        if (it !== 'none') tally.count(it, places[index] ?? null);
      }
      return { ...headOf(question), ...tally.summary(scale, rows.length) };
    });
  }

  /** -1 for a question that is not among them. */
  #columnsOf(questions: readonly string[]): readonly number[] {
    if (this.#placed.questions !== questions)
      this.#placed = { questions, columns: questions.map((id) => this.#index.get(id) ?? -1) };
    return this.#placed.columns;
  }
}

const encoder = new TextEncoder();

/** A part of a Buffer is a Buffer, which takes several times as long to make. */
const plain = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The JSON of a cell on which nothing is on record; ids hold nothing that JSON would escape. */
function silence(): (expert: string, question: string) => string {
  const { expert: _, question: __, ...rest } = judgeCell('', '', [], { options: [] }, NOW).cell;
  const same = JSON.stringify(rest).slice(1);
  return (expert, question) => `{"expert":"${expert}","question":"${question}",${same}`;
}

/** The whole matrix as JSON in UTF-8, as `JSON.stringify` writes it, and the end of a line. */
export function matrixJson({ head, counted, cells }: StoredMatrix): Uint8Array {
  const begin = encoder.encode(`${JSON.stringify({ ...head, questions: counted() }).slice(0, -1)},"cells":[`);
  return cells.between(begin, encoder.encode('],"nearest":[]}\n'));
}

/** The whole matrix. */
export function toMatrix({ head, counted, cells }: StoredMatrix): Matrix {
  // In one text and read at once, cells take a third of the time that they take one by one.
  const text = new TextDecoder().decode(cells.between(Buffer.from('['), Buffer.from(']')));
  const read: Cell[] = JSON.parse(text);
  return { ...head, questions: counted(), cells: read, nearest: [] };
}

/** The whole matrix, with what its cells hold. */
export const toPlacedMatrix = (stored: StoredMatrix): PlacedMatrix => ({
  matrix: toMatrix(stored),
  ...stored.stances(),
});

/** A matrix as an answer in every shape it has, whole or in portions. */
import type { Cell } from '../../core/matrix/cell.ts';
import { citeMatrix } from '../../core/matrix/citation.ts';
import type { MatrixMaterial } from '../../core/matrix/material.ts';
import type { JudgedMatrix, Matrix } from '../../core/matrix/matrix.ts';
import { matrixJson, type StoredMatrix, toMatrix } from '../../core/matrix/stored-cells.ts';
import { type Answer, type AnswerBasis, JsonBytes, type Portion, type Shape } from '../answer.ts';
import type { StanceValues } from '../words.ts';
import { type Grid, matrixDisplay, matrixItems, matrixRecords, matrixWide } from './matrix-tables.ts';

export const MATRIX_SHAPES: readonly Shape[] = ['items', 'records', 'wide', 'stances', 'display', 'picture', 'cited'];

export function matrixAnswer(grounds: JudgedMatrix & { readonly material: MatrixMaterial }): Answer {
  const { matrix, evidence, material } = grounds;
  return { document: matrix, ...tabular(matrix, () => matrix, evidence), cited: () => citeMatrix(grounds, material) };
}

/** As `matrixAnswer`, of cells that are JSON already; what needs their statements cannot be made of it. */
export function storedMatrixAnswer(kept: StoredMatrix): Answer {
  let matrix: Matrix | undefined;
  const whole = () => {
    matrix ??= toMatrix(kept);
    return matrix;
  };
  return { document: new JsonBytes(() => matrixJson(kept)), ...tabular(kept.head, whole, false) };
}

const tabular = (basis: AnswerBasis, matrix: () => Matrix, evidence: boolean) => ({
  basis,
  items: () => matrixItems(matrix()),
  records: () => matrixRecords(matrix(), evidence),
  wide: () => matrixWide(matrix()),
  stances: (values: StanceValues) => matrixWide(matrix(), values),
  display: () => matrixDisplay(matrix()),
  picture: matrix,
});

/** Some rows of a matrix, or part of a row. */
type Piece = {
  readonly matrix: Matrix;
  readonly evidence: boolean;
  /** Every question of the whole. */
  readonly questions: Grid['questions'];
};

/** The portions of a matrix that comes in pieces. In the wide shape a row waits for its last piece. */
export async function* matrixPortions(
  pieces: AsyncIterable<Piece>,
  { shape }: { readonly shape?: 'long' | 'wide' },
): AsyncGenerator<Portion> {
  let row: Cell[] = [];
  for await (const { matrix, evidence, questions } of pieces) {
    if (shape !== 'wide') {
      yield { items: () => matrixItems(matrix), records: () => matrixRecords(matrix, evidence) };
      continue;
    }
    row = [...row, ...matrix.cells];
    const isWhole = row.length >= questions.length * matrix.experts.length;
    const grid = isWhole ? { experts: matrix.experts, cells: row } : { experts: [], cells: [] };
    if (isWhole) row = [];
    const whole = { ...grid, questions, scales: matrix.scales, ...(matrix.preview && { preview: matrix.preview }) };
    yield { wide: () => matrixWide(whole), stances: (values) => matrixWide(whole, values) };
  }
}

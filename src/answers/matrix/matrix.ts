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

/** Which cells are listed: every one, or those where something was said. A grid has them all, and silence is counted in any case. */
type Listed = { readonly cells?: 'all' | 'spoken' };

const listed = <M extends Pick<Matrix, 'cells'>>(matrix: M, { cells }: Listed): M =>
  cells === 'spoken' ? { ...matrix, cells: matrix.cells.filter(({ state }) => state !== 'none') } : matrix;

export function matrixAnswer(
  grounds: JudgedMatrix & { readonly material: MatrixMaterial },
  which: Listed = {},
): Answer {
  const { matrix, evidence, material } = grounds;
  return {
    document: listed(matrix, which),
    ...tabular(matrix, () => matrix, evidence, which),
    cited: () => citeMatrix(grounds, material),
  };
}

/** As `matrixAnswer`, of cells that are JSON already; what needs their statements cannot be made of it. */
export function storedMatrixAnswer(kept: StoredMatrix, which: Listed = {}): Answer {
  let matrix: Matrix | undefined;
  const whole = () => {
    matrix ??= toMatrix(kept);
    return matrix;
  };
  const document = which.cells === 'spoken' ? listed(whole(), which) : new JsonBytes(() => matrixJson(kept));
  return { document, ...tabular(kept.head, whole, false, which) };
}

const tabular = (basis: AnswerBasis, matrix: () => Matrix, evidence: boolean, which: Listed) => ({
  basis,
  items: () => matrixItems(listed(matrix(), which)),
  records: () => matrixRecords(listed(matrix(), which), evidence),
  wide: () => matrixWide(matrix()),
  stances: (values: StanceValues) => matrixWide(matrix(), values),
  display: () => matrixDisplay(matrix()),
  picture: () => ({ kind: 'matrix', matrix: matrix() }) as const,
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
  { shape, ...which }: Listed & { readonly shape?: 'long' | 'wide' },
): AsyncGenerator<Portion> {
  let row: Cell[] = [];
  for await (const { matrix, evidence, questions } of pieces) {
    if (shape !== 'wide') {
      const some = listed(matrix, which);
      yield { items: () => matrixItems(some), records: () => matrixRecords(some, evidence) };
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

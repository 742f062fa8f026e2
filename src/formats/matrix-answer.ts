/** A matrix as an answer in every shape it has. */
import { citeMatrix } from '../core/citation.ts';
import { type KeptMatrix, matrixJson, toMatrix } from '../core/kept-cell.ts';
import type { JudgedMatrix, Matrix } from '../core/matrix.ts';
import type { MatrixMaterial } from '../core/store.ts';
import { matrixDisplay, matrixRecords, matrixWide } from '../core/tables/matrix.ts';
import { type Answer, type Basis, JsonText, type Shape } from './format.ts';

export const MATRIX_SHAPES: readonly Shape[] = ['records', 'wide', 'display', 'picture', 'cited'];

export function matrixAnswer(grounds: JudgedMatrix & { readonly material: MatrixMaterial }): Answer {
  const { matrix, material } = grounds;
  return { document: matrix, ...tabular(matrix, () => matrix), cited: () => citeMatrix(grounds, material) };
}

/** As `matrixAnswer`, of cells that are JSON already; what needs their statements cannot be made of it. */
export function keptMatrixAnswer(kept: KeptMatrix): Answer {
  let matrix: Matrix | undefined;
  const whole = () => {
    matrix ??= toMatrix(kept);
    return matrix;
  };
  return { document: new JsonText(() => matrixJson(kept)), ...tabular(kept.head, whole) };
}

const tabular = (basis: Basis, matrix: () => Matrix) => ({
  basis,
  records: () => matrixRecords(matrix()),
  wide: () => matrixWide(matrix()),
  display: () => matrixDisplay(matrix()),
  picture: matrix,
});

/** A matrix as an answer in every shape it has. */
import { citeMatrix } from '../core/citation.ts';
import type { JudgedMatrix } from '../core/matrix.ts';
import type { MatrixMaterial } from '../core/store.ts';
import { matrixDisplay, matrixRecords, matrixWide } from '../core/tables/matrix.ts';
import type { Answer, Shape } from './format.ts';

export const MATRIX_SHAPES: readonly Shape[] = ['records', 'wide', 'display', 'picture', 'cited'];

export function matrixAnswer(grounds: JudgedMatrix & { readonly material: MatrixMaterial }): Answer {
  const { matrix, material } = grounds;
  return {
    document: matrix,
    basis: matrix,
    records: () => matrixRecords(matrix),
    wide: () => matrixWide(matrix),
    display: () => matrixDisplay(matrix),
    picture: () => matrix,
    cited: () => citeMatrix(grounds, material),
  };
}

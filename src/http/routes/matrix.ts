/** /v1/matrix */
import type { Rule } from '../../core/cell.ts';
import { Matrix } from '../../core/matrix.ts';
import { Record, RefTo } from '../../core/schema.ts';
import { matrixDisplay, matrixRecords } from '../../core/tables/matrix.ts';
import { askMatrix, type MatrixRequest } from '../../services/matrix.ts';
import { type Answered, responsesOf } from '../answers.ts';
import { include, matrixQuery, q } from '../parameters.ts';
import type { Routes } from './context.ts';

export const matrixRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/matrix',
    {
      schema: {
        operationId: 'getMatrix',
        summary: 'The stance matrix of any questions: experts down, questions across',
        description:
          'Values of one filter widen, different filters narrow. Experts and questions named by id come in the order named, ' +
          'others by name and title. With q, the questions are those whose title, proposition or aliases contain the words; ' +
          'where there is none, the matrix has no columns and "nearest" names the questions that come nearest.',
        tags: ['comparison'],
        querystring: Record({ ...matrixQuery, q, include }),
        response: responsesOf('The matrix.', RefTo(Matrix), ['records', 'display']),
      },
    },
    answering(['records', 'display'], async ({ query }) =>
      matrixAnswer(await askMatrix(store, toMatrixRequest(query as object))),
    ),
  );
};

/** The query of a route whose schema is made of `matrixQuery`, as the service takes it. */
export function toMatrixRequest(query: {
  readonly expert?: string[];
  readonly question?: string[];
  readonly topic?: string[];
  readonly affiliation?: string[];
  readonly q?: string;
  readonly rule?: Rule;
  readonly asOf?: string;
  readonly include?: string[];
}): MatrixRequest {
  return {
    ...(query.expert && { experts: query.expert }),
    ...(query.question && { questions: query.question }),
    ...(query.topic && { topics: query.topic }),
    ...(query.affiliation && { affiliations: query.affiliation }),
    ...(query.q !== undefined && { q: query.q }),
    rule: query.rule ?? 'latest',
    asOf: query.asOf ?? null,
    statements: query.include?.includes('statements') ?? false,
  };
}

export const matrixAnswer = (matrix: Matrix): Answered => ({
  document: matrix,
  revision: matrix.revision,
  records: () => matrixRecords(matrix),
  display: () => matrixDisplay(matrix),
});

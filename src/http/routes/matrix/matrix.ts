/** /v1/matrix */

import { MATRIX_SHAPES, matrixAnswer, matrixPortions, storedMatrixAnswer } from '../../../answers/matrix/matrix.ts';
import type { Caller } from '../../../core/access/caller.ts';
import type { Rule } from '../../../core/matrix/cell.ts';
import { Matrix } from '../../../core/matrix/matrix.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import type { Format, FormatOptions } from '../../../formats/format.ts';
import { askExtent, askMadeMatrix, type MatrixRequest } from '../../../services/matrix/matrix.ts';
import { askMatrixInPieces } from '../../../services/matrix/matrix-pieces.ts';
import { type RouteAnswer, responsesOf, type StreamedAnswer } from '../../answering/answers.ts';
import type { RouteContext, Routes } from '../../context.ts';
import { formatParameters, include, matrixQuery, preview, q } from '../../parameters.ts';

export const matrixRoutes: Routes = (app, context) => {
  const { answering } = context;
  app.get(
    '/v1/matrix',
    {
      config: { scope: 'read', previews: true, cost: { cell: 8 } },
      schema: {
        operationId: 'getMatrix',
        summary: 'The stance matrix of any questions: experts down, questions across',
        description:
          'Values of one filter widen, different filters narrow. Experts and questions named by id come in the order named, ' +
          'others by name and title. With q, the questions are those whose title, proposition, aliases or topics contain the words; ' +
          'where there is none, the matrix has no columns and "nearest" names the questions that come nearest.',
        tags: ['comparison'],
        querystring: Record({ ...matrixQuery, status: preview, q, include, ...formatParameters(MATRIX_SHAPES) }),
        response: responsesOf('The matrix.', RefTo(Matrix), MATRIX_SHAPES),
      },
    },
    answering(MATRIX_SHAPES, async ({ query, caller }, format) =>
      answerMatrix(context, caller, toMatrixRequest(query, format), format, query),
    ),
  );
};

type MatrixQuery = {
  readonly expert?: string[];
  readonly excludeExpert?: string[];
  readonly question?: string[];
  readonly topic?: string[];
  readonly affiliation?: string[];
  readonly q?: string;
  readonly rule?: Rule;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly status?: 'draft';
  readonly include?: string[];
};

/**
 * The query of a route whose schema is made of `matrixQuery`, as the service takes it. A format that shows statements
 * gets them without being asked, in the same reading of the store.
 */
export function toMatrixRequest(query: MatrixQuery, format?: Format): MatrixRequest {
  return {
    ...(query.expert && { experts: query.expert }),
    ...(query.excludeExpert && { excludedExperts: query.excludeExpert }),
    ...(query.question && { questions: query.question }),
    ...(query.topic && { topics: query.topic }),
    ...(query.affiliation && { affiliations: query.affiliation }),
    ...(query.q !== undefined && { q: query.q }),
    rule: query.rule ?? 'latest',
    asOf: query.asOf ?? null,
    knownAt: query.knownAt ?? null,
    drafts: query.status === 'draft',
    statements: format?.evidence === true || query.include?.includes('statements') === true,
  };
}

/**
 * The matrix, of stored cells where they will do; in portions where it is too large to be held and the format can be sent
 * so. Fails as `askMatrix` does.
 */
export async function answerMatrix(
  { store, held }: Pick<RouteContext, 'store' | 'held'>,
  caller: Caller,
  request: MatrixRequest,
  { renderPortion }: Format,
  options: FormatOptions,
): Promise<RouteAnswer | StreamedAnswer> {
  if (renderPortion !== undefined) {
    const { experts, questions } = await askExtent(store, caller, request);
    if (experts * questions > held.cells)
      return {
        portions: (snapshot, pause) => matrixPortions(askMatrixInPieces(snapshot, caller, request, pause), options),
      };
  }
  const { stored, grounds } = await askMadeMatrix(store, caller, request);
  return stored === null ? matrixAnswer(grounds, options) : storedMatrixAnswer(stored, options);
}

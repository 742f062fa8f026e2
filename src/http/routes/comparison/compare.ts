/** /v1/compare */
import { Type } from 'typebox';
import {
  COMPARISON_SHAPES,
  comparisonAnswer,
  storedComparisonAnswer,
} from '../../../answers/comparison/side-by-side.ts';
import { Comparison } from '../../../core/comparison/side-by-side.ts';
import { Id, Record, RefTo } from '../../../core/values/schema.ts';
import { askCompared } from '../../../services/matrix/matrix.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { formatParameters, include, matrixQuery, preview } from '../../parameters.ts';
import { toMatrixRequest } from '../matrix/matrix.ts';

const MAX_COMPARED = 50;
const compared = Type.Array(Id, {
  minItems: 2,
  maxItems: MAX_COMPARED,
  description: 'Id of an expert; at least two: expert=turner&expert=davis.',
});

export const compareRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/compare',
    {
      config: { scope: 'read', previews: true, cost: { cell: 8 } },
      schema: {
        operationId: 'compareExperts',
        summary: 'Experts side by side: where they agree, where they differ, where only one has spoken',
        tags: ['comparison'],
        querystring: Record({
          ...matrixQuery,
          expert: compared,
          status: preview,
          include,
          ...formatParameters(COMPARISON_SHAPES),
        }),
        response: responsesOf('The comparison.', RefTo(Comparison), COMPARISON_SHAPES),
      },
    },
    answering(COMPARISON_SHAPES, async ({ query, caller }, format) => {
      const { stored, grounds } = await askCompared(store, caller, toMatrixRequest(query, format));
      return stored === null ? comparisonAnswer(grounds) : storedComparisonAnswer(stored);
    }),
  );
};

/** /v1/questions, and the matrix of each. */

import { MATRIX_SHAPES } from '../../../answers/matrix/matrix.ts';
import { Matrix } from '../../../core/matrix/matrix.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { getRecord } from '../../../services/records/records.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import {
  affiliation,
  asOf,
  excludeExpert,
  expert,
  formatParameters,
  IdParam,
  include,
  knownAt,
  preview,
  rule,
} from '../../parameters.ts';
import { answerMatrix, toMatrixRequest } from '../matrix/matrix.ts';
import { recordRoutes } from './records.ts';

export const questionRoutes: Routes = (app, context) => {
  recordRoutes(app, context, { kind: 'question', order: 'by title', filters: ['topic', 'succeeds', 'q'] });

  const { readingFor, answering } = context;
  app.get(
    '/v1/questions/:id/matrix',
    {
      config: { scope: 'read', previews: true, cost: { cell: 8 } },
      schema: {
        operationId: 'getQuestionMatrix',
        summary: 'The stance matrix of one question: who stands where',
        tags: ['comparison'],
        params: IdParam,
        querystring: Record({
          expert,
          excludeExpert,
          affiliation,
          rule,
          asOf,
          knownAt,
          status: preview,
          include,
          ...formatParameters(MATRIX_SHAPES),
        }),
        response: responsesOf('One column: a cell for every expert, silence included.', RefTo(Matrix), MATRIX_SHAPES),
      },
    },
    answering(MATRIX_SHAPES, async ({ params, query, caller }, format) => {
      const { id } = params;
      const question = getRecord(await readingFor(query), caller, 'question', id);
      const asked = { ...toMatrixRequest(query, format), questions: [id] };
      // Both are asked for at once; what is wrong with the question is told first.
      const answer = answerMatrix(context, caller, asked, format, query);
      answer.catch(() => undefined);
      await question;
      return answer;
    }),
  );
};

/** /v1/questions, and the matrix of each. */
import { Matrix } from '../../core/matrix.ts';
import { Record, RefTo } from '../../core/schema.ts';
import { askMatrix } from '../../services/matrix.ts';
import { getRecord } from '../../services/records.ts';
import { responsesOf } from '../answers.ts';
import { affiliation, asOf, expert, IdParam, include, q, rule, topic } from '../parameters.ts';
import type { Routes } from './context.ts';
import { matrixAnswer, toMatrixRequest } from './matrix.ts';
import { recordRoutes } from './records.ts';

export const questionRoutes: Routes = (app, context) => {
  recordRoutes(app, context, { kind: 'question', order: 'by title', filters: { topic, q } });

  const { store, answering } = context;
  app.get(
    '/v1/questions/:id/matrix',
    {
      schema: {
        operationId: 'getQuestionMatrix',
        summary: 'The stance matrix of one question: who stands where',
        tags: ['comparison'],
        params: IdParam,
        querystring: Record({ expert, affiliation, rule, asOf, include }),
        response: responsesOf('One column: a cell for every expert, silence included.', RefTo(Matrix), [
          'records',
          'display',
        ]),
      },
    },
    answering(['records', 'display'], async ({ params, query }) => {
      const { id } = params as { id: string };
      await getRecord(store, 'question', id);
      return matrixAnswer(await askMatrix(store, { ...toMatrixRequest(query as object), questions: [id] }));
    }),
  );
};

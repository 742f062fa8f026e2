/** /v1/compare and /v1/agreement */
import { Type } from 'typebox';
import { Agreement } from '../../core/agreement.ts';
import { Comparison } from '../../core/compare.ts';
import { Id, Record, RefTo } from '../../core/schema.ts';
import {
  agreementDisplay,
  agreementRecords,
  comparisonDisplay,
  comparisonRecords,
} from '../../core/tables/comparison.ts';
import { askAgreement, compareExperts } from '../../services/matrix.ts';
import { responsesOf } from '../answers.ts';
import { include, matrixQuery } from '../parameters.ts';
import type { Routes } from './context.ts';
import { toMatrixRequest } from './matrix.ts';

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
      schema: {
        operationId: 'compareExperts',
        summary: 'Experts side by side: where they agree, where they differ, where only one has spoken',
        tags: ['comparison'],
        querystring: Record({ ...matrixQuery, expert: compared, include }),
        response: responsesOf('The comparison.', RefTo(Comparison), ['records', 'display']),
      },
    },
    answering(['records', 'display'], async ({ query }) => {
      const comparison = await compareExperts(store, toMatrixRequest(query as object));
      return {
        document: comparison,
        revision: comparison.revision,
        records: () => comparisonRecords(comparison),
        display: () => comparisonDisplay(comparison),
      };
    }),
  );

  app.get(
    '/v1/agreement',
    {
      schema: {
        operationId: 'getAgreement',
        summary: 'How near every two experts stand, with the n it rests on',
        description:
          'score = 1 - mean(|a - b| / (max - min of the scale)) over the questions on which both have a valued position; ' +
          'a contested cell takes the mean of its positions; without a shared question there is no score.',
        tags: ['comparison'],
        querystring: Record(matrixQuery),
        response: responsesOf('Every pair once.', RefTo(Agreement), ['records', 'display']),
      },
    },
    answering(['records', 'display'], async ({ query }) => {
      const agreement = await askAgreement(store, toMatrixRequest(query as object));
      return {
        document: agreement,
        revision: agreement.revision,
        records: () => agreementRecords(agreement),
        display: () => agreementDisplay(agreement),
      };
    }),
  );
};

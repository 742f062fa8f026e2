/** /v1/compare and /v1/agreement */
import { Type } from 'typebox';
import { Agreement } from '../../core/agreement.ts';
import { citeMatrix } from '../../core/citation.ts';
import { Comparison } from '../../core/compare.ts';
import { Id, Record, RefTo } from '../../core/schema.ts';
import {
  agreementDisplay,
  agreementRecords,
  agreementWide,
  comparisonDisplay,
  comparisonRecords,
  comparisonWide,
} from '../../core/tables/comparison.ts';
import type { Shape } from '../../formats/format.ts';
import { askAgreement, compareWithGrounds } from '../../services/matrix.ts';
import { responsesOf } from '../answers.ts';
import { formatParameters, include, matrixQuery } from '../parameters.ts';
import type { Routes } from './context.ts';
import { toMatrixRequest } from './matrix.ts';

const MAX_COMPARED = 50;
const compared = Type.Array(Id, {
  minItems: 2,
  maxItems: MAX_COMPARED,
  description: 'Id of an expert; at least two: expert=turner&expert=davis.',
});

const COMPARISON_SHAPES: readonly Shape[] = ['records', 'wide', 'display', 'cited'];
const AGREEMENT_SHAPES: readonly Shape[] = ['records', 'wide', 'display'];

export const compareRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/compare',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'compareExperts',
        summary: 'Experts side by side: where they agree, where they differ, where only one has spoken',
        tags: ['comparison'],
        querystring: Record({ ...matrixQuery, expert: compared, include, ...formatParameters(COMPARISON_SHAPES) }),
        response: responsesOf('The comparison.', RefTo(Comparison), COMPARISON_SHAPES),
      },
    },
    answering(COMPARISON_SHAPES, async ({ query }, format) => {
      const { comparison, grounds } = await compareWithGrounds(store, toMatrixRequest(query as object, format));
      return {
        document: comparison,
        revision: comparison.revision,
        basis: comparison,
        records: () => comparisonRecords(comparison),
        wide: () => comparisonWide(comparison),
        display: () => comparisonDisplay(comparison),
        cited: () => citeMatrix(grounds, grounds.material),
      };
    }),
  );

  app.get(
    '/v1/agreement',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'getAgreement',
        summary: 'How near every two experts stand, with the n it rests on',
        description:
          'score = 1 - mean(|a - b| / (max - min of the scale)) over the questions on which both have a valued position; ' +
          'a contested cell takes the mean of its positions; without a shared question there is no score.',
        tags: ['comparison'],
        querystring: Record({ ...matrixQuery, ...formatParameters(AGREEMENT_SHAPES) }),
        response: responsesOf('Every pair once.', RefTo(Agreement), AGREEMENT_SHAPES),
      },
    },
    answering(AGREEMENT_SHAPES, async ({ query }) => {
      const agreement = await askAgreement(store, toMatrixRequest(query as object));
      return {
        document: agreement,
        revision: agreement.revision,
        basis: agreement,
        records: () => agreementRecords(agreement),
        wide: () => agreementWide(agreement),
        display: () => agreementDisplay(agreement),
      };
    }),
  );
};

/** /v1/agreement */
import { Type } from 'typebox';
import { AGREEMENT_SHAPES, agreementAnswer, endOf } from '../../../answers/comparison/agreement.ts';
import { AGREEMENT_GROUPS, AGREEMENT_PARTS, Agreement } from '../../../core/comparison/agreement/agreement.ts';
import { MAX_PAIRS } from '../../../core/comparison/agreement/build-agreement.ts';
import { Id, OneOf, Record, RefTo } from '../../../core/values/schema.ts';
import { type AgreementRequest, askAgreement } from '../../../services/comparison/agreement.ts';
import { citedInPairs } from '../../../services/comparison/cited-cells.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { described, formatParameters, matrixQuery, preview } from '../../parameters.ts';
import { toMatrixRequest } from '../matrix/matrix.ts';

const some = (minimum: number, description: string) =>
  Type.Optional(Type.Integer({ minimum, maximum: MAX_PAIRS, description }));

const options = {
  of: described(
    Id,
    'Id of an expert: only their pairs, with each of the others that are chosen or, with groupBy, with each group.',
  ),
  nearest: some(1, 'Only so many pairs: those with the highest score; of equals those with the larger n.'),
  farthest: some(1, 'Only so many pairs: those with the lowest score; of equals those with the larger n.'),
  minShared: some(1, 'Leave pairs out that share fewer questions, in each part too.'),
  by: described(
    OneOf(AGREEMENT_PARTS),
    'Break every pair down by topic of the questions, or by the month or year in which things were said.',
  ),
  groupBy: described(
    OneOf(AGREEMENT_GROUPS),
    'affiliation: pairs of organizations, and of each with itself. A position counts for those that its holder belonged to on its day.',
  ),
};

export const agreementRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/agreement',
    {
      config: { scope: 'read', previews: true, cost: { cell: 1, pair: 3 } },
      schema: {
        operationId: 'getAgreement',
        summary: 'How near every two experts stand, or groups of them, with the n it rests on',
        description:
          'score = 1 - mean(|a - b| / (max - min of the scale)) over the questions on which both have a valued position; ' +
          'a contested cell takes the mean of its positions; without a shared question there is no score. Between groups ' +
          'the mean is over every question that a member of one shares with a member of the other.',
        tags: ['comparison'],
        querystring: Record({ ...matrixQuery, status: preview, ...options, ...formatParameters(AGREEMENT_SHAPES) }),
        response: responsesOf('Every pair once.', RefTo(Agreement), AGREEMENT_SHAPES),
      },
    },
    answering(AGREEMENT_SHAPES, async ({ query, caller }, format) => {
      const { statements, ...chosen } = toMatrixRequest(query);
      const agreement = await askAgreement(store, caller, { ...chosen, ...optionsOf(query) });
      if (format.needs !== 'picture') return agreementAnswer(agreement);
      const cells = await citedInPairs(store, caller, chosen, agreement);
      return agreementAnswer(agreement, { cells, end: endOf(query) });
    }),
  );
};

type Asked = Pick<AgreementRequest, keyof typeof options>;

const optionsOf = (query: Asked): Asked =>
  Object.fromEntries(Object.entries(query).filter(([name]) => Object.hasOwn(options, name)));

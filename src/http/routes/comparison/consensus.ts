/** /v1/consensus, and that of each question. */
import { type Static, type TSchema, Type } from 'typebox';
import { CONSENSUS_SHAPES, consensusAnswer } from '../../../answers/comparison/consensus.ts';
import { RANKING_SHAPES, rankingAnswer } from '../../../answers/comparison/ranking.ts';
import { AGREEMENT_GROUPS, type AgreementGroups } from '../../../core/comparison/agreement/agreement.ts';
import { CONSENSUS_ORDERS, Consensus, ConsensusRanking, LEAST_VALUED } from '../../../core/comparison/consensus.ts';
import { OneOf, Record, RefTo } from '../../../core/values/schema.ts';
import { citedOn } from '../../../services/comparison/cited-cells.ts';
import { askConsensus, rankConsensus } from '../../../services/comparison/consensus.ts';
import { responsesOf } from '../../answering/answers.ts';
import { wantsWhole } from '../../answering/list-route.ts';
import type { Routes } from '../../context.ts';
import {
  affiliation,
  asOf,
  cursor,
  defaulted,
  described,
  excludeExpert,
  expert,
  formatParameters,
  IdParam,
  knownAt,
  limitOfList,
  matrixQuery,
  preview,
  q,
  rule,
} from '../../parameters.ts';
import { toMatrixRequest } from '../matrix/matrix.ts';

const MOST_VALUED = 1_000_000;

const optional = <T extends TSchema>(schema: T, value: Static<T>, description: string) =>
  defaulted(Type.Unsafe<Static<T>>({ ...schema, default: value, description }));
const order = optional(
  OneOf(CONSENSUS_ORDERS),
  'divisive',
  'divisive: the highest polarisation first. agreed: the lowest. Of equals the one with the larger n.',
);
const minValued = optional(
  Type.Integer({ minimum: 1, maximum: MOST_VALUED }),
  LEAST_VALUED,
  'Leave questions out on which fewer experts took a place.',
);

const groupBy = described(
  OneOf(AGREEMENT_GROUPS),
  'affiliation: each question also by organization. A position counts for those that its holder belonged to on its day.',
);

const byGroup = ({ groupBy: by }: { readonly groupBy?: AgreementGroups }) => (by === undefined ? {} : { groupBy: by });

const FORMULAS =
  'spread is the standard deviation; polarisation is that of Esteban and Ray (1994) with α = 1, ' +
  '(4 / range of the scale) · sum of π_i² · π_j · |y_i - y_j| over the shares π of the places y. ' +
  'minority is the share of the smaller side among those who are on one. A contested cell takes the mean of its ' +
  'positions and is on no one side. Nothing is computed from silence: without a value all are null.';

export const consensusRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/questions/:id/consensus',
    {
      config: { scope: 'read', previews: true, cost: { cell: 1 } },
      schema: {
        operationId: 'getQuestionConsensus',
        summary: 'How far experts agree on one question: distribution, mean, spread and polarisation, with their n',
        description: FORMULAS,
        tags: ['comparison'],
        params: IdParam,
        querystring: Record({
          expert,
          excludeExpert,
          affiliation,
          groupBy,
          rule,
          asOf,
          knownAt,
          status: preview,
          ...formatParameters(CONSENSUS_SHAPES),
        }),
        response: responsesOf('The consensus.', RefTo(Consensus), CONSENSUS_SHAPES),
      },
    },
    answering(CONSENSUS_SHAPES, async ({ params, query, caller }, format) => {
      const { statements: _, ...chosen } = toMatrixRequest(query);
      const consensus = await askConsensus(store, caller, params.id, { ...chosen, ...byGroup(query) });
      if (format.needs !== 'picture') return consensusAnswer(consensus);
      const { question, revision } = consensus;
      return consensusAnswer(consensus, await citedOn(store, caller, chosen, [question], revision));
    }),
  );

  app.get(
    '/v1/consensus',
    {
      config: { scope: 'read', previews: true, cost: { cell: 1 } },
      schema: {
        operationId: 'listConsensus',
        summary: 'The questions on which experts are most divided, or agree the most',
        description: 'The measures are those of one question (getQuestionConsensus).',
        tags: ['comparison'],
        querystring: Record({
          ...matrixQuery,
          status: preview,
          q,
          groupBy,
          order,
          minValued,
          limit: limitOfList,
          cursor,
          ...formatParameters(RANKING_SHAPES),
        }),
        response: responsesOf('A page of the ranking.', RefTo(ConsensusRanking), RANKING_SHAPES),
      },
    },
    answering(RANKING_SHAPES, async (request, format) => {
      const { query, caller } = request;
      const { statements: _, ...chosen } = toMatrixRequest(query);
      const ranking = await rankConsensus(store, caller, {
        ...chosen,
        ...byGroup(query),
        order: query.order,
        minValued: query.minValued,
        // Ranking one question takes looking at all of them, so that they are held anyway.
        limit: wantsWhole(request, format) ? Number.MAX_SAFE_INTEGER : query.limit,
        ...(query.cursor !== undefined && { cursor: query.cursor }),
      });
      const { items, revision } = ranking;
      const cited = format.needs === 'picture' ? await citedOn(store, caller, chosen, items, revision) : [];
      return {
        ...rankingAnswer(ranking, cited),
        next: ranking.next === null ? null : { parameter: 'cursor', value: ranking.next },
      };
    }),
  );
};

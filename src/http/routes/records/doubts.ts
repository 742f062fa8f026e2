/** /v1/doubts */
import { DOUBTS_SHAPES, doubtsAnswer } from '../../../answers/records/doubts.ts';
import type { ListFilter } from '../../../core/ports/store.ts';
import { Doubt } from '../../../core/records/doubts.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { listDoubts } from '../../../services/records/doubts.ts';
import { responsesOf } from '../../answering/answers.ts';
import { CURSOR, listParameters, listRoute, pageOf } from '../../answering/list-route.ts';
import type { Routes } from '../../context.ts';
import { filterParameters } from '../../parameters.ts';
import type { TypedRequest } from '../../typed-request.ts';

const IN_PIECE = 500;

type DoubtsQuery = Pick<ListFilter, 'id' | 'expert' | 'source'> & {
  readonly limit: number;
  readonly cursor?: string;
};

export const doubtRoutes: Routes = (app, context) => {
  app.get(
    '/v1/doubts',
    {
      config: { scope: 'write', drafts: true },
      schema: {
        operationId: 'listDoubts',
        summary: 'What is likely a slip in statements, before they are published',
        description: 'limit and cursor count statements: a page may be empty, and others follow.',
        tags: ['statements'],
        querystring: Record({ ...filterParameters(['id', 'expert', 'source']), ...listParameters(DOUBTS_SHAPES) }),
        response: responsesOf(
          'The doubts of a page of statements.',
          pageOf(RefTo(Doubt), 'In the order of their statements, latest said first.'),
          DOUBTS_SHAPES,
        ),
      },
    },
    context.answering(
      DOUBTS_SHAPES,
      listRoute(context, {
        start: CURSOR,
        page: (reading, { query, caller }: TypedRequest<unknown, DoubtsQuery>, { from, limit }) => {
          const { id, expert: experts, source: sources } = query;
          return listDoubts(reading, caller, {
            ...(id !== undefined && { id }),
            ...(experts !== undefined && { expert: experts }),
            ...(sources !== undefined && { source: sources }),
            ...(from !== undefined && { cursor: from }),
            limit,
          });
        },
        pieces: IN_PIECE,
        answer: () => doubtsAnswer,
      }),
    ),
  );
};

/** /v1/{plural}/{id}/history */
import type { FastifyContextConfig } from 'fastify';
import { HISTORY_SHAPES, historyAnswer } from '../../../answers/change-log/history.ts';
import { HistoryEntry } from '../../../core/change-log/history.ts';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { getHistory } from '../../../services/change-log/history.ts';
import { responsesOf } from '../../answering/answers.ts';
import { CURSOR, listParameters, listRoute, pageOf } from '../../answering/list-route.ts';
import type { RouteContext, Routes } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { IdParam } from '../../parameters.ts';

const IN_PIECE = 50;

export const historyRoutes: Routes = (app, context) => {
  for (const kind of KINDS) historyRoute(app, context, kind);
};

function historyRoute(app: App, context: RouteContext, kind: Kind): void {
  const config: FastifyContextConfig = { scope: 'read', drafts: true };
  const { answering } = context;
  app.get(
    `/v1/${PLURALS[kind]}/:id/history`,
    {
      config,
      schema: {
        operationId: `get${kind[0]?.toUpperCase()}${kind.slice(1)}History`,
        summary: `What was done to one ${kind}, oldest first`,
        description: 'Under whichever ids it had, and field by field. What was deleted has one still.',
        tags: [PLURALS[kind]],
        params: IdParam,
        querystring: Record(listParameters(HISTORY_SHAPES)),
        response: responsesOf(
          'A page of entries of the change log.',
          pageOf(RefTo(HistoryEntry), 'The oldest first.'),
          HISTORY_SHAPES,
        ),
      },
    },
    answering(
      HISTORY_SHAPES,
      listRoute(context, {
        start: CURSOR,
        page: (reading, { params, caller }, { from, limit }) =>
          getHistory(reading, caller, kind, params.id, { limit, ...(from !== undefined && { cursor: from }) }),
        pieces: IN_PIECE,
        answer: () => historyAnswer,
      }),
    ),
  );
}

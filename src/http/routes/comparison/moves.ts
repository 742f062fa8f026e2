/** /v1/experts/{id}/moves */

import { MOVES_SHAPES, movesAnswer } from '../../../answers/comparison/moves.ts';
import { Moves } from '../../../core/comparison/moves.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { listMoves } from '../../../services/comparison/moves.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { asOf, formatParameters, IdParam, knownAt, question, topic } from '../../parameters.ts';
import { aboutOf } from '../change-log/feeds.ts';

export const moveRoutes: Routes = (app, { readingFor, answering }) => {
  app.get(
    '/v1/experts/:id/moves',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'getExpertMoves',
        summary: 'On what an expert changed their mind, from what to what, on what evidence',
        description:
          'Published positions on one question in the order in which they were said: a move is where the option is another ' +
          'than before. Of several on one day the one recorded last counts; where they take opposite sides, the day ' +
          'decides nothing, and no move is seen in it.',
        tags: ['experts'],
        params: IdParam,
        querystring: Record({ question, topic, asOf, knownAt, ...formatParameters(MOVES_SHAPES) }),
        response: responsesOf('The moves.', RefTo(Moves), MOVES_SHAPES),
      },
    },
    answering(MOVES_SHAPES, async ({ params, query, caller }) => {
      const { id } = params;
      const { asOf: day = null, knownAt: instant = null } = query;
      const moves = await listMoves(await readingFor(query), caller, id, {
        ...aboutOf(query),
        asOf: day,
        knownAt: instant,
      });
      return movesAnswer(moves);
    }),
  );
};

/** /v1/match */

import { Match, OwnAnswers } from '../../../core/comparison/match.ts';
import { Record, RefTo } from '../../../core/values/schema.ts';
import { askMatch } from '../../../services/comparison/match.ts';
import { jsonResponses } from '../../answering/answers.ts';
import { uncachedJson } from '../../answering/uncached-json.ts';
import type { Routes } from '../../context.ts';
import { affiliation, asOf, excludeExpert, expert, knownAt, rule } from '../../parameters.ts';
import { toMatrixRequest } from '../matrix/matrix.ts';

export const matchRoutes: Routes = (app, { store }) => {
  app.post(
    '/v1/match',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'matchAnswers',
        summary: "How near a reader's own answers are to what each expert holds",
        description:
          'The score is that of /v1/agreement, over the questions that the reader answered and the expert has a place on, ' +
          'with their number. Nothing is kept of the answers: they are not stored, not logged, and not to be cached.',
        tags: ['comparison'],
        querystring: Record({ expert, excludeExpert, affiliation, rule, asOf, knownAt }),
        body: RefTo(OwnAnswers),
        response: jsonResponses(200, 'Every expert once, the nearest first.', RefTo(Match)),
      },
    },
    uncachedJson(async (request) => {
      const { statements: _, ...chosen } = toMatrixRequest(request.query);
      return { document: await askMatch(store, request.caller, request.body.answers, chosen) };
    }, 'is not needed: nothing is written'),
  );
};

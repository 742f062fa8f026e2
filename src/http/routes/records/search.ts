/** /v1/search */
import { Type } from 'typebox';
import { SEARCH_SHAPES, searchAnswer } from '../../../answers/records/search.ts';
import { SEARCH_MATCHES, SearchHit } from '../../../core/records/search-text.ts';
import { OneOf, Record, RefTo, Text } from '../../../core/values/schema.ts';
import { searchRecords } from '../../../services/records/search.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { flag, formatParameters, limit } from '../../parameters.ts';

const Found = Record({
  match: OneOf(
    SEARCH_MATCHES,
    'all: every hit contains every word. part: nothing does, or `within` is asked for, so hits contain them or longer words that they are parts of. any: nor that, so hits contain some.',
  ),
  items: Type.Array(RefTo(SearchHit), { description: 'The best first.' }),
});

export const searchRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/search',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'search',
        summary: 'Search names, questions, positions and quotes',
        tags: ['search'],
        querystring: Record({
          q: Text(500, 'Words to look for.'),
          within: flag('true: also within longer words.'),
          limit,
          ...formatParameters(SEARCH_SHAPES),
        }),
        response: responsesOf('The hits.', Found, SEARCH_SHAPES),
      },
    },
    answering(SEARCH_SHAPES, async ({ query, caller }) =>
      searchAnswer(await searchRecords(store, caller, query.q, query.limit, query.within === 'true')),
    ),
  );
};

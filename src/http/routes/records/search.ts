/** /v1/search */
import { Type } from 'typebox';
import { SEARCH_SHAPES, searchAnswer } from '../../../answers/records/search.ts';
import { SEARCH_MATCHES, SearchHit } from '../../../core/records/search-text.ts';
import { OneOf, Record, RefTo, Text } from '../../../core/values/schema.ts';
import { searchRecords } from '../../../services/records/search.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { formatParameters, limit } from '../../parameters.ts';

const Found = Record({
  match: OneOf(
    SEARCH_MATCHES,
    'all: every hit contains every word. part: nothing does, so hits contain longer words that these are parts of. any: nor that, so hits contain some.',
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
        querystring: Record({ q: Text(500, 'Words to look for.'), limit, ...formatParameters(SEARCH_SHAPES) }),
        response: responsesOf('The hits.', Found, SEARCH_SHAPES),
      },
    },
    answering(SEARCH_SHAPES, async ({ query, caller }) =>
      searchAnswer(await searchRecords(store, caller, query.q, query.limit)),
    ),
  );
};

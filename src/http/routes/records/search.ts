/** /v1/search */
import { Type } from 'typebox';
import type { Shape } from '../../../answers/answer.ts';
import { searchTable } from '../../../answers/records.ts';
import { SearchHit } from '../../../core/records/search-text.ts';
import { OneOf, Record, RefTo, Text } from '../../../core/values/schema.ts';
import { searchRecords } from '../../../services/records/search.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import { formatParameters, limit } from '../../parameters.ts';

const Found = Record({
  match: OneOf(['all', 'any'], 'all: every hit contains every word. any: nothing does, so hits contain some.'),
  items: Type.Array(RefTo(SearchHit), { description: 'The best first.' }),
});

const SHAPES: readonly Shape[] = ['items', 'records', 'display'];

export const searchRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/search',
    {
      config: { scope: 'read' },
      schema: {
        operationId: 'search',
        summary: 'Search names, questions, positions and quotes',
        tags: ['search'],
        querystring: Record({ q: Text(500, 'Words to look for.'), limit, ...formatParameters(SHAPES) }),
        response: responsesOf('The hits.', Found, SHAPES),
      },
    },
    answering(SHAPES, async ({ query }) => {
      const found = await searchRecords(store, query.q, query.limit);
      const table = () => searchTable(found.items);
      return { document: found, items: () => found.items, records: table, display: () => [table()] };
    }),
  );
};

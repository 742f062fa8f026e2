/** The pages that lead to questions by their topics, from sources to what was quoted from them, and to the data. */
import { Type } from 'typebox';
import { dataPage } from '../../../pages/data.ts';
import { NOW } from '../../../pages/links.ts';
import { sourcePage, sourcesPage } from '../../../pages/sources.ts';
import { topicsPage } from '../../../pages/topics.ts';
import { publicTo } from '../../../services/access/sight.ts';
import { askExtent } from '../../../services/matrix/matrix.ts';
import { askQuoted } from '../../../services/records/quoted.ts';
import { listRecords } from '../../../services/records/records.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { viewOf, viewParameters } from './page-parameters.ts';
import { pageQuery, seenIn } from './pages.ts';

const SOURCES = 100;
const STATEMENTS = 50;
const cursor = Type.Optional(Type.String({ maxLength: 2_000 }));

export const sourcePages: Routes = (app, { store, paging, license }) => {
  const config = { scope: 'read' } as const;
  const hide = { hide: true } as const;

  app.get(
    '/topics',
    { config, schema: { ...hide, querystring: pageQuery({}) } },
    paging(async ({ caller }, { say }) => {
      const { questions } = await askExtent(store, caller, { knownAt: null });
      return { page: topicsPage({ topics: await publicTo(caller, store).topics(), questions }, say) };
    }),
  );

  app.get(
    '/data',
    { config, schema: { ...hide, querystring: pageQuery({}) } },
    paging(async (_request, { say }) => ({ page: dataPage(license, say) })),
  );

  app.get(
    '/sources',
    { config, schema: { ...hide, querystring: pageQuery({ cursor }) } },
    paging(async ({ query, caller }, { say }) => {
      const page = { limit: SOURCES, ...(query.cursor !== undefined && { cursor: query.cursor }) };
      const { items, next } = await listRecords(publicTo(caller, store), caller, 'source', page);
      return { page: sourcesPage(items, next, say) };
    }),
  );

  app.get(
    '/sources/:id',
    {
      config,
      schema: { ...hide, params: IdParam, querystring: pageQuery({ knownAt: viewParameters.knownAt, cursor }) },
    },
    paging(async ({ params, query, caller }, { say }) => {
      const { knownAt } = viewOf(query);
      const reading = await seenIn(store, caller, { ...NOW, knownAt });
      const page = { limit: STATEMENTS, ...(query.cursor !== undefined && { cursor: query.cursor }) };
      return { page: sourcePage(await askQuoted(reading, caller, params.id, page), knownAt, say) };
    }),
  );
};

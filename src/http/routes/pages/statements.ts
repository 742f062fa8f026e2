/** The pages of what was said: all of it, and one statement. */
import { NOW } from '../../../pages/links.ts';
import { statementPage, statementsPage } from '../../../pages/statements.ts';
import { publicTo } from '../../../services/access/sight.ts';
import { askSaid, askStatement } from '../../../services/records/quoted.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { viewOf, viewParameters } from './page-parameters.ts';
import { pageQuery, seenIn } from './pages.ts';
import { cursor } from './sources.ts';

/** So many statements on a page. */
const STATEMENTS = 30;

export const statementPages: Routes = (app, { store, paging }) => {
  const config = { scope: 'read' } as const;
  const hide = { hide: true } as const;

  app.get(
    '/statements',
    { config, schema: { ...hide, querystring: pageQuery({ cursor }) } },
    paging(async ({ query, caller }, { say }) => {
      const page = { limit: STATEMENTS, ...(query.cursor !== undefined && { cursor: query.cursor }) };
      return { page: statementsPage(await askSaid(publicTo(caller, store), caller, page), say) };
    }),
  );

  app.get(
    '/statements/:id',
    { config, schema: { ...hide, params: IdParam, querystring: pageQuery({ knownAt: viewParameters.knownAt }) } },
    paging(async ({ params, query, caller }, { say, origin, own }) => {
      const view = { ...NOW, knownAt: viewOf(query).knownAt };
      const reading = await seenIn(store, caller, view);
      const updatedAt = await reading.changedAt(await reading.revision());
      const told = await askStatement(reading, caller, params.id);
      return { page: statementPage(told, view, { origin, own, updatedAt }, say) };
    }),
  );
};

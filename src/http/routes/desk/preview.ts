/** /desk/preview: the pages of the site as they would be if every draft were published now. */

import { previewPage } from '../../../pages/desk/preview.ts';
import { expertPage } from '../../../pages/expert.ts';
import { en } from '../../../pages/languages/en.ts';
import { PREVIEWED, type View } from '../../../pages/links.ts';
import { getDossier } from '../../../services/matrix/dossier.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { originOf } from '../../public-url.ts';
import { gridParameters, gridStateOf, makeGridPage, portionParameters, shownBy } from '../matrix/grid.ts';
import { agreementPageOf, agreementParameters, movesPageOf, movesParameters } from '../pages/comparison.ts';
import { makeHomePage } from '../pages/home-page.ts';
import { networkPageOf, networkParameters } from '../pages/network.ts';
import { cursor, listParameters, shortText, type ViewQuery, viewOf, viewParameters } from '../pages/page-parameters.ts';
import {
  CellParams,
  cellPage,
  comparedPage,
  comparedParameters,
  entriesAsked,
  expertParameters,
  expertsPageOf,
  expertsQuery,
  pageQuery,
  questionPageOf,
  questionParameters,
  questionsPageOf,
  questionsQuery,
} from '../pages/pages.ts';
import { sourcePageOf, sourcesPageOf, topicsPageOf } from '../pages/sources.ts';
import { statementPageOf, statementsPageOf } from '../pages/statements.ts';

export const deskPreviewRoutes: Routes = (app, { store, desk, publicUrl, own }) => {
  const config = { scope: 'write', desk: true } as const;
  const { knownAt: _, ...moment } = viewParameters;
  const { knownAt: __, ...grid } = gridParameters;
  const querystring = pageQuery(moment);

  app.get(
    '/desk/preview',
    { config, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async ({ caller }) => previewPage(await makeHomePage(store, caller, en, PREVIEWED))),
  );

  app.get(
    '/desk/preview/questions',
    { config, schema: { hide: true, querystring: questionsQuery } },
    desk(async ({ query, caller }) => previewPage(await questionsPageOf(store, caller, query, PREVIEWED, en))),
  );

  app.get(
    '/desk/preview/experts',
    { config, schema: { hide: true, querystring: expertsQuery } },
    desk(async ({ query, caller }) => previewPage(await expertsPageOf(store, caller, query, PREVIEWED, en))),
  );

  app.get(
    '/desk/preview/topics',
    { config, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async ({ caller }) => previewPage(await topicsPageOf(store, caller, PREVIEWED, en))),
  );

  app.get(
    '/desk/preview/sources',
    { config, schema: { hide: true, querystring: pageQuery({ cursor }) } },
    desk(async ({ query, caller }) => previewPage(await sourcesPageOf(store, caller, query, PREVIEWED, en))),
  );

  app.get(
    '/desk/preview/sources/:id',
    { config, schema: { hide: true, params: IdParam, querystring: pageQuery({ cursor }) } },
    desk(async ({ params, query, caller }) =>
      previewPage(await sourcePageOf(store, caller, { ...params, ...query }, PREVIEWED, en)),
    ),
  );

  app.get(
    '/desk/preview/statements',
    { config, schema: { hide: true, querystring: pageQuery(listParameters) } },
    desk(async ({ query, caller }) => previewPage(await statementsPageOf(store, caller, query, PREVIEWED, en))),
  );

  app.get(
    '/desk/preview/statements/:id',
    { config, schema: { hide: true, params: IdParam, querystring: pageQuery({}) } },
    desk(async (request) => {
      const site = { origin: originOf(request, publicUrl), own, say: en };
      return previewPage(await statementPageOf(store, request.caller, request.params.id, PREVIEWED, site));
    }),
  );

  app.get(
    '/desk/preview/grid',
    { config, schema: { hide: true, querystring: pageQuery({ ...grid, ...portionParameters, pick: shortText }) } },
    desk(async (request) => {
      const { query } = request;
      const state = { ...gridStateOf(query), drafts: true };
      const site = { origin: originOf(request, publicUrl), say: en };
      return previewPage(await makeGridPage(store, request.caller, state, site, shownBy(query)));
    }),
  );

  app.get(
    '/desk/preview/questions/:id',
    { config, schema: { hide: true, params: IdParam, querystring: pageQuery({ ...moment, ...questionParameters }) } },
    desk(async (request) => {
      const { params, query, caller } = request;
      const site = { origin: originOf(request, publicUrl), own, say: en };
      return previewPage(await questionPageOf(store, caller, { ...params, ...query }, previewed(query), site));
    }),
  );

  app.get(
    '/desk/preview/experts/:id',
    { config, schema: { hide: true, params: IdParam, querystring: pageQuery({ ...moment, ...expertParameters }) } },
    desk(async ({ params, query, caller }) => {
      const view = previewed(query);
      const dossier = await getDossier(store, caller, params.id, view);
      return previewPage(expertPage(dossier, view, en, entriesAsked(dossier, query)));
    }),
  );

  app.get(
    '/desk/preview/cells/:expert/:question',
    { config, schema: { hide: true, params: CellParams, querystring } },
    desk(async ({ params, query, caller }) => previewPage(await cellPage(store, caller, params, previewed(query), en))),
  );

  app.get(
    '/desk/preview/compare',
    { config, schema: { hide: true, querystring: pageQuery({ ...moment, ...comparedParameters }) } },
    desk(async ({ query, caller }) => previewPage(await comparedPage(store, caller, query, previewed(query), en))),
  );

  app.get(
    '/desk/preview/agreement',
    { config, schema: { hide: true, querystring: pageQuery(agreementParameters) } },
    desk(async ({ query, caller }) => previewPage(await agreementPageOf(store, caller, query, PREVIEWED, en))),
  );

  app.get(
    '/desk/preview/moves',
    { config, schema: { hide: true, querystring: pageQuery(movesParameters) } },
    desk(async ({ query, caller }) => previewPage(await movesPageOf(store, caller, query, PREVIEWED, en))),
  );

  app.get(
    '/desk/preview/network',
    { config, schema: { hide: true, querystring: pageQuery(networkParameters) } },
    desk(async ({ query, caller }) => previewPage(await networkPageOf(store, caller, query, true, en))),
  );
};

const previewed = (query: ViewQuery): View => ({ ...viewOf(query), drafts: true });

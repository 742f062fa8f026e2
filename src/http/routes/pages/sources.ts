/** The pages that lead to questions by their topics, from sources to what was quoted from them, and to the data. */
import type { Caller } from '../../../core/access/caller.ts';
import type { Store } from '../../../core/ports/store.ts';
import { dataPage } from '../../../pages/data.ts';
import type { Messages } from '../../../pages/languages/en.ts';
import type { HtmlPage } from '../../../pages/layout.ts';
import { NOW, type View } from '../../../pages/links.ts';
import { sourcePage, sourcesPage } from '../../../pages/sources.ts';
import { topicsPage } from '../../../pages/topics.ts';
import { seenFor } from '../../../services/access/sight.ts';
import { askExtent } from '../../../services/matrix/matrix.ts';
import { askQuoted } from '../../../services/records/quoted.ts';
import { listRecords } from '../../../services/records/records.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { cursor, viewOf, viewParameters } from './page-parameters.ts';
import { pageQuery, seenIn } from './pages.ts';

const SOURCES = 100;
const STATEMENTS = 50;

export const sourcePages: Routes = (app, { store, paging, license }) => {
  const config = { scope: 'read' } as const;
  const hide = { hide: true } as const;

  app.get(
    '/topics',
    { config, schema: { ...hide, querystring: pageQuery({}) } },
    paging(async ({ caller }, { say }) => ({ page: await topicsPageOf(store, caller, NOW, say) })),
  );

  app.get(
    '/data',
    { config, schema: { ...hide, querystring: pageQuery({}) } },
    paging(async (_request, { say }) => ({ page: dataPage(license, say) })),
  );

  app.get(
    '/sources',
    { config, schema: { ...hide, querystring: pageQuery({ cursor }) } },
    paging(async ({ query, caller }, { say }) => ({ page: await sourcesPageOf(store, caller, query, NOW, say) })),
  );

  app.get(
    '/sources/:id',
    {
      config,
      schema: { ...hide, params: IdParam, querystring: pageQuery({ knownAt: viewParameters.knownAt, cursor }) },
    },
    paging(async ({ params, query, caller }, { say }) => {
      const { knownAt } = viewOf(query);
      return { page: await sourcePageOf(store, caller, { ...params, ...query }, { ...NOW, knownAt }, say) };
    }),
  );
};

type Paged = { readonly cursor?: string };

export async function topicsPageOf(store: Store, caller: Caller, view: View, say: Messages): Promise<HtmlPage> {
  const { drafts = false, knownAt } = view;
  const { questions } = await askExtent(store, caller, { knownAt, drafts });
  return topicsPage({ topics: await seenFor(caller, store, view).topics(), questions }, view, say);
}

export async function sourcesPageOf(
  store: Store,
  caller: Caller,
  { cursor }: Paged,
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const page = { limit: SOURCES, ...(cursor !== undefined && { cursor }) };
  const { items, next } = await listRecords(seenFor(caller, store, view), caller, 'source', page);
  return sourcesPage(items, next, view, say);
}

export async function sourcePageOf(
  store: Store,
  caller: Caller,
  { id, cursor }: Paged & { readonly id: string },
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const reading = await seenIn(store, caller, view);
  const page = { limit: STATEMENTS, drafts: view.drafts === true, ...(cursor !== undefined && { cursor }) };
  return sourcePage(await askQuoted(reading, caller, id, page), view, say);
}

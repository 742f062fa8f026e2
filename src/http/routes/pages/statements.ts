/** The pages of what was said: all of it, and one statement. */
import type { Caller } from '../../../core/access/caller.ts';
import type { Store } from '../../../core/ports/store.ts';
import type { Messages } from '../../../pages/languages/en.ts';
import type { HtmlPage, Site } from '../../../pages/layout.ts';
import { NOW, type View } from '../../../pages/links.ts';
import { statementPage, statementsPage } from '../../../pages/statements.ts';
import { askSaid, askStatement } from '../../../services/records/quoted.ts';
import type { Routes } from '../../context.ts';
import { IdParam } from '../../parameters.ts';
import { type ListQuery, listParameters, narrowed, viewOf, viewParameters } from './page-parameters.ts';
import { pageQuery, seenIn } from './pages.ts';

/** So many statements on a page. */
const STATEMENTS = 30;

export const statementPages: Routes = (app, { store, paging }) => {
  const config = { scope: 'read' } as const;
  const hide = { hide: true } as const;

  app.get(
    '/statements',
    { config, schema: { ...hide, querystring: pageQuery(listParameters) } },
    paging(async ({ query, caller }, { say }) => ({ page: await statementsPageOf(store, caller, query, NOW, say) })),
  );

  app.get(
    '/statements/:id',
    { config, schema: { ...hide, params: IdParam, querystring: pageQuery({ knownAt: viewParameters.knownAt }) } },
    paging(async ({ params, query, caller }, site) => {
      const view = { ...NOW, knownAt: viewOf(query).knownAt };
      return { page: await statementPageOf(store, caller, params.id, view, site) };
    }),
  );
};

export async function statementsPageOf(
  store: Store,
  caller: Caller,
  query: ListQuery,
  view: View,
  say: Messages,
): Promise<HtmlPage> {
  const asked = narrowed(query);
  const page = { ...asked, limit: STATEMENTS, drafts: view.drafts === true };
  return statementsPage(await askSaid(store, caller, page), asked.q, view, say);
}

export async function statementPageOf(
  store: Store,
  caller: Caller,
  id: string,
  view: View,
  { origin, own, say }: Pick<Site, 'origin' | 'own' | 'say'>,
): Promise<HtmlPage> {
  const reading = await seenIn(store, caller, view);
  const updatedAt = await reading.changedAt(await reading.revision());
  const told = await askStatement(reading, caller, id, { drafts: view.drafts === true });
  return statementPage(told, view, { origin, own, updatedAt }, say);
}

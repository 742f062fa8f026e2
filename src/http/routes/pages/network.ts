/** The page of the network. */
import type { Caller } from '../../../core/access/caller.ts';
import { NETWORK_DEFAULTS, type Network } from '../../../core/comparison/network/network.ts';
import type { Store } from '../../../core/ports/store.ts';
import { Failure } from '../../../core/values/errors.ts';
import type { Messages } from '../../../pages/languages/en.ts';
import type { HtmlPage } from '../../../pages/layout.ts';
import { type NetworkFilter, networkPage } from '../../../pages/network.ts';
import { seenFor } from '../../../services/access/sight.ts';
import { askNetwork } from '../../../services/comparison/network.ts';
import type { Routes } from '../../context.ts';
import { shortText, viewOf } from './page-parameters.ts';
import { pageQuery } from './pages.ts';

export const networkPageRoutes: Routes = (app, { store, paging }) => {
  app.get(
    '/network',
    {
      config: { scope: 'read', cost: { cell: 1, pair: 4 } },
      schema: { hide: true, querystring: pageQuery(networkParameters) },
    },
    paging(async ({ query, caller }, { say }) => ({ page: await networkPageOf(store, caller, query, false, say) })),
  );
};

export const networkParameters = { topic: shortText, affiliation: shortText, asOf: shortText };

/** With drafts it is a preview. */
export async function networkPageOf(
  store: Store,
  caller: Caller,
  query: { readonly [name in keyof typeof networkParameters]?: string },
  drafts: boolean,
  say: Messages,
): Promise<HtmlPage> {
  const choice = {
    topic: query.topic?.trim() || null,
    affiliation: query.affiliation?.trim() || null,
    asOf: viewOf(query).asOf,
    drafts,
  };
  const network = await networkOf(store, caller, choice);
  const reading = seenFor(caller, store, { drafts, knownAt: null });
  const topics = (await reading.topics()).map(({ topic }) => topic);
  const affiliations = (await reading.organizations()).toSorted();
  return networkPage({ network, choice, topics, affiliations }, say);
}

/** Null where it would be too large. */
async function networkOf(
  store: Store,
  caller: Caller,
  { topic, affiliation, asOf, drafts = false }: NetworkFilter,
): Promise<Network | null> {
  const none = { experts: [], questions: [], topics: [], affiliations: [] };
  const range = { from: null, to: asOf, knownAt: null };
  try {
    return await askNetwork(store, caller, {
      ...{ ...NETWORK_DEFAULTS, ...range, excluded: none, drafts },
      ...(topic !== null && { topics: [topic] }),
      ...(affiliation !== null && { affiliations: [affiliation] }),
    });
  } catch (error) {
    if (error instanceof Failure && error.kind === 'too-large') return null;
    throw error;
  }
}

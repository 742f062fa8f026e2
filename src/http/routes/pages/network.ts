/** The page of the network. */
import type { Caller } from '../../../core/access/caller.ts';
import { NETWORK_DEFAULTS, type Network } from '../../../core/comparison/network/network.ts';
import type { Store } from '../../../core/ports/store.ts';
import { Failure } from '../../../core/values/errors.ts';
import { type NetworkFilter, networkPage } from '../../../pages/network.ts';
import { publicTo } from '../../../services/access/sight.ts';
import { askNetwork } from '../../../services/comparison/network.ts';
import type { Routes } from '../../context.ts';
import { shortText, viewOf } from './page-parameters.ts';
import { pageQuery } from './pages.ts';

export const networkPageRoutes: Routes = (app, { store, paging }) => {
  app.get(
    '/network',
    {
      config: { scope: 'read', cost: { cell: 1, pair: 4 } },
      schema: { hide: true, querystring: pageQuery({ topic: shortText, affiliation: shortText, asOf: shortText }) },
    },
    paging(async ({ query, caller }, { say }) => {
      const choice = {
        topic: query.topic?.trim() || null,
        affiliation: query.affiliation?.trim() || null,
        asOf: viewOf(query).asOf,
      };
      const network = await networkOf(store, caller, choice);
      const reading = publicTo(caller, store);
      const topics = (await reading.topics()).map(({ topic }) => topic);
      const affiliations = (await reading.organizations()).toSorted();
      return { page: networkPage({ network, choice, topics, affiliations }, say) };
    }),
  );
};

/** Null where it would be too large. */
async function networkOf(
  store: Store,
  caller: Caller,
  { topic, affiliation, asOf }: NetworkFilter,
): Promise<Network | null> {
  const none = { experts: [], questions: [], topics: [], affiliations: [] };
  const range = { from: null, to: asOf, knownAt: null };
  try {
    return await askNetwork(store, caller, {
      ...{ ...NETWORK_DEFAULTS, ...range, excluded: none },
      ...(topic !== null && { topics: [topic] }),
      ...(affiliation !== null && { affiliations: [affiliation] }),
    });
  } catch (error) {
    if (error instanceof Failure && error.kind === 'too-large') return null;
    throw error;
  }
}

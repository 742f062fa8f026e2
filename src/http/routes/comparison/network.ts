/** /v1/network */
import { type Static, type TSchema, Type } from 'typebox';
import { NETWORK_SHAPES, networkAnswer } from '../../../answers/comparison/network.ts';
import { AGGREGATIONS, NORMALISATIONS } from '../../../core/comparison/network/measures.ts';
import {
  ACTORS,
  DUPLICATES,
  NETWORK_DEFAULTS,
  NETWORK_MODES,
  Network,
} from '../../../core/comparison/network/network.ts';
import { OneOf, Record, RefTo } from '../../../core/values/schema.ts';
import { askNetwork, type NetworkRequest } from '../../../services/comparison/network.ts';
import { responsesOf } from '../../answering/answers.ts';
import type { Routes } from '../../context.ts';
import {
  affiliation,
  defaulted,
  exclusions,
  expert,
  formatParameters,
  from,
  knownAt,
  preview,
  question,
  to,
  topic,
} from '../../parameters.ts';

const oneOf = <T extends TSchema>(schema: T, value: Static<T>) =>
  defaulted(Type.Unsafe<Static<T>>({ ...schema, default: value }));

const options = {
  mode: oneOf(
    OneOf(NETWORK_MODES, 'one-mode: actors by actors. two-mode: actors by questions.'),
    NETWORK_DEFAULTS.mode,
  ),
  actor: oneOf(
    OneOf(ACTORS, 'organization: those that the expert belonged to on the day; a position counts for each of them.'),
    NETWORK_DEFAULTS.actor,
  ),
  aggregation: oneOf(
    OneOf(
      AGGREGATIONS,
      'One-mode: congruence, conflict, their difference (subtract) or sum (ignore). ' +
        'Two-mode: agreeing less disagreeing positions (subtract), all (ignore), or a code (combine: 1 agrees, 2 disagrees, 3 both).',
    ),
    NETWORK_DEFAULTS.aggregation,
  ),
  normalisation: oneOf(
    OneOf(NORMALISATIONS, 'One-mode: none, average, jaccard, cosine. Two-mode: none, activity, prominence.'),
    NETWORK_DEFAULTS.normalisation,
  ),
  duplicates: oneOf(
    OneOf(
      DUPLICATES,
      'include: every position counts. source, week, month, year, across-range: those of an actor on a question on the same side count once in each, or once at all.',
    ),
    NETWORK_DEFAULTS.duplicates,
  ),
};

export const networkRoutes: Routes = (app, { store, answering }) => {
  app.get(
    '/v1/network',
    {
      config: { scope: 'read', previews: true, cost: { cell: 1, pair: 4 } },
      schema: {
        operationId: 'getNetwork',
        summary: 'The discourse network: actors tied by the sides they took, or to the questions they took them on',
        description:
          'Counts, not scores. Every published position with a value above 0 agrees, every one below 0 disagrees; others do not count. ' +
          'docs/reference/networks.md gives the formulas.',
        tags: ['comparison'],
        querystring: Record({
          ...{ expert, question, topic, affiliation },
          ...exclusions,
          ...{ from, to, knownAt, status: preview },
          ...options,
          ...formatParameters(NETWORK_SHAPES),
        }),
        response: responsesOf('Actors, questions, and the edges between them.', RefTo(Network), NETWORK_SHAPES),
      },
    },
    answering(NETWORK_SHAPES, async ({ query, caller }) =>
      networkAnswer(await askNetwork(store, caller, toNetworkRequest(query))),
    ),
  );
};

type Names = 'expert' | 'question' | 'topic' | 'affiliation';
type NetworkQuery = { readonly [N in Names | keyof typeof exclusions]?: readonly string[] } & Pick<
  NetworkRequest,
  keyof typeof options
> & { readonly from?: string; readonly to?: string; readonly knownAt?: string; readonly status?: 'draft' };

/** The query of the route, with its defaults, as the service takes it. */
const toNetworkRequest = (query: NetworkQuery): NetworkRequest => ({
  mode: query.mode,
  actor: query.actor,
  aggregation: query.aggregation,
  normalisation: query.normalisation,
  duplicates: query.duplicates,
  from: query.from ?? null,
  to: query.to ?? null,
  knownAt: query.knownAt ?? null,
  drafts: query.status === 'draft',
  ...(query.expert && { experts: query.expert }),
  ...(query.question && { questions: query.question }),
  ...(query.topic && { topics: query.topic }),
  ...(query.affiliation && { affiliations: query.affiliation }),
  excluded: {
    experts: query.excludeExpert ?? [],
    questions: query.excludeQuestion ?? [],
    topics: query.excludeTopic ?? [],
    affiliations: query.excludeAffiliation ?? [],
  },
});

/** The discourse network of chosen experts on chosen questions. */
import type { Caller } from '../../core/access/caller.ts';
import { networkReader } from '../../core/comparison/network/build-network.ts';
import { measureFaults, type Network, type NetworkOptions } from '../../core/comparison/network/network.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { firstDay, lastDay } from '../../core/values/date.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { publicTo } from '../access/sight.ts';
import { type Chosen, inOrder, readingAt, requireAffiliated, selectionOf } from '../matrix/matrix.ts';
import { requireKnown } from '../records/require-known.ts';
import { isPartOf, MAX_COMPARED_CELLS } from './cells.ts';

/** Who and what counts; what is excluded does not, whatever else names it. */
export type NetworkRequest = NetworkOptions &
  Omit<Chosen, 'excludedExperts'> & {
    readonly excluded: {
      readonly experts: readonly string[];
      readonly questions: readonly string[];
      readonly topics: readonly string[];
      /** Parts of names of organizations, upper and lower case alike. */
      readonly affiliations: readonly string[];
    };
  };

/**
 * The network. Experts and questions named by id come in the order named, others by name and title. Fails with
 * `invalid` on unknown ids, topics and affiliations and on options that do not go together, and with `too-large`.
 */
export async function askNetwork(store: StoreReading, caller: Caller, request: NetworkRequest): Promise<Network> {
  const seen = publicTo(caller, store);
  requireSound(request);
  const { affiliations } = request;
  const reading = await readingAt(seen, request.knownAt);
  const { excludeExpert, excludeQuestion } = await requireKnown(reading, {
    excludeExpert: request.excluded.experts,
    excludeQuestion: request.excluded.questions,
    excludeTopic: request.excluded.topics,
  });
  const excluded = { ...request.excluded, experts: excludeExpert, questions: excludeQuestion };
  const { named, ...selection } = await selectionOf(reading, request);
  const byOrganization = request.actor === 'organization';
  const organizations = new Set<string>();
  const network = await reading.readCells(
    { ...selection, maxCells: MAX_COMPARED_CELLS, withSources: byOrganization || request.duplicates === 'source' },
    ({ experts, questions, scales }) => {
      requireAffiliated(request, experts);
      for (const { affiliations: theirs } of experts)
        for (const { organization } of theirs) organizations.add(organization);
      const choice = {
        experts: inOrder(experts, named.experts).filter(
          ({ id, affiliations: theirs }) =>
            !excluded.experts.includes(id) &&
            (byOrganization || !theirs.some(({ organization }) => isPartOf(excluded.affiliations, organization))),
        ),
        questions: inOrder(questions, named.questions).filter(
          ({ id, topics }) =>
            !excluded.questions.includes(id) && !topics.some((topic) => excluded.topics.includes(topic)),
        ),
        scales,
        includes: (organization: string) => {
          // Some are known only by what was said for them.
          organizations.add(organization);
          return (
            (affiliations === undefined || isPartOf(affiliations, organization)) &&
            !isPartOf(excluded.affiliations, organization)
          );
        },
      };
      return networkReader(choice, request);
    },
  );
  for (const part of excluded.affiliations)
    if (![...organizations].some((name) => isPartOf([part], name)))
      throw invalidParameter('excludeAffiliation', `"${part}" is part of no organization of these experts`);
  return network;
}

function requireSound(request: NetworkRequest): void {
  const faults = measureFaults(request);
  const [first] = faults;
  if (first !== undefined) throw new Failure('invalid', `${first.parameter} ${first.message}`, faults);
  const { from, to } = request;
  if (from !== null && to !== null && (firstDay(from) ?? '') > (lastDay(to) ?? ''))
    throw invalidParameter('from', 'must not be after "to"');
}

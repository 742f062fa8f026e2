/** The discourse network of chosen experts on chosen questions. */
import type { Caller } from '../../core/access/caller.ts';
import { networkReader } from '../../core/comparison/network/build-network.ts';
import { measureFaults, type Network, type NetworkOptions } from '../../core/comparison/network/network.ts';
import type { ListFilter, StoreReading } from '../../core/ports/store.ts';
import { belongedOn } from '../../core/records/belonging.ts';
import type { Expert } from '../../core/records/expert.ts';
import { firstDay, lastDay } from '../../core/values/date.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { seenFor } from '../access/sight.ts';
import { type Chosen, inOrder, readingAt, requireAffiliated, selectionOf } from '../matrix/matrix.ts';
import { requireKnown } from '../records/require-known.ts';
import { MAX_COMPARED_CELLS, markOf, readCells } from './cells.ts';

/** Who and what counts; what is excluded does not, whatever else names it. */
export type NetworkRequest = NetworkOptions &
  Omit<Chosen, 'excludedExperts'> & {
    /** True for a preview: drafts count as if they were published. For those who may see them, and of the present only. */
    readonly drafts?: boolean;
    readonly excluded: {
      readonly experts: readonly string[];
      readonly questions: readonly string[];
      readonly topics: readonly string[];
      /** Organizations by name, upper and lower case alike. */
      readonly affiliations: readonly string[];
    };
  };

/**
 * The network. Experts and questions named by id come in the order named, others by name and title. Fails with
 * `invalid` on unknown ids, topics and affiliations and on options that do not go together, and with `too-large`.
 */
export async function askNetwork(store: StoreReading, caller: Caller, request: NetworkRequest): Promise<Network> {
  const seen = seenFor(caller, store, request);
  requireSound(request);
  const reading = await readingAt(seen, request.knownAt);
  const { excludeExpert, excludeQuestion, excludeAffiliation } = await requireKnown(reading, {
    excludeExpert: request.excluded.experts,
    excludeQuestion: request.excluded.questions,
    excludeTopic: request.excluded.topics,
    excludeAffiliation: request.excluded.affiliations,
  });
  const excluded = { ...request.excluded, experts: excludeExpert, questions: excludeQuestion };
  const isExcluded = (organization: string) => excludeAffiliation.includes(organization);
  const { organizations, ...selection } = await selectionOf(reading, request);
  const { named, experts: chosen } = selection;
  const byOrganization = request.actor === 'organization';
  // Whoever spoke for an organization need not have belonged to it.
  const experts = byOrganization ? withoutAffiliation(chosen) : chosen;
  const network = await readCells(
    reading,
    {
      ...{ ...selection, experts, maxCells: MAX_COMPARED_CELLS, withDrafts: request.drafts === true },
      withSources: byOrganization || request.duplicates === 'source',
    },
    ({ experts: found, questions, scales }) => {
      if (!byOrganization) requireAffiliated(organizations, found);
      const choice = {
        experts: inOrder(found, named.experts).filter(({ id }) => !excluded.experts.includes(id)),
        questions: inOrder(questions, named.questions).filter(
          ({ id, topics }) =>
            !excluded.questions.includes(id) && !topics.some((topic) => excluded.topics.includes(topic)),
        ),
        scales,
        includes: (organization: string) => organizations?.(organization) !== false && !isExcluded(organization),
        counts: (expert: Expert, day: string) =>
          byOrganization || (belongedOn(expert, day, organizations) && !belongedOn(expert, day, isExcluded)),
      };
      return networkReader(choice, request);
    },
  );
  return { ...network, ...markOf(request) };
}

const withoutAffiliation = ({ affiliation: _, ...filter }: ListFilter): ListFilter => filter;

function requireSound(request: NetworkRequest): void {
  const faults = measureFaults(request);
  const [first] = faults;
  if (first !== undefined) throw new Failure('invalid', `${first.parameter} ${first.message}`, faults);
  const { from, to } = request;
  if (from !== null && to !== null && (firstDay(from) ?? '') > (lastDay(to) ?? ''))
    throw invalidParameter('from', 'must not be after "to"');
}

/** The agreement of chosen experts, or of groups of them, over chosen questions. */
import type { Caller } from '../../core/access/caller.ts';
import type { Agreement, AgreementGroups, AgreementPart } from '../../core/comparison/agreement/agreement.ts';
import { agreementReader } from '../../core/comparison/agreement/build-agreement.ts';
import type { Rule } from '../../core/matrix/cell.ts';
import type { ListFilter, Reading, StoreReading } from '../../core/ports/store.ts';
import { invalidParameter } from '../../core/values/errors.ts';
import { seenFor } from '../access/sight.ts';
import {
  type Chosen,
  chosenExperts,
  inOrder,
  readingAt,
  requireAffiliated,
  type Selection,
  selectionOf,
} from '../matrix/matrix.ts';
import { requireKnown } from '../records/require-known.ts';
import { MAX_COMPARED_CELLS, markOf, readHeld } from './cells.ts';

export type AgreementRequest = Omit<Chosen, 'q'> & {
  readonly rule: Rule;
  readonly asOf: string | null;
  /** An instant that is past; null for all that is known. */
  readonly knownAt: string | null;
  /** True for a preview: drafts count as if they were published. For those who may see them, and of the present only. */
  readonly drafts?: boolean;
  /** Only the pairs of this expert, with each of the others that are chosen, or with each of their groups. */
  readonly of?: string;
  readonly nearest?: number;
  readonly farthest?: number;
  readonly minShared?: number;
  readonly by?: AgreementPart;
  readonly groupBy?: AgreementGroups;
};

/**
 * The agreement. Experts named by id come in the order named, others by name. Fails with `invalid` on unknown ids,
 * topics and affiliations and on parameters that do not go together, and with `too-large`.
 */
export async function askAgreement(store: StoreReading, caller: Caller, request: AgreementRequest): Promise<Agreement> {
  const seen = seenFor(caller, store, request);
  requireTogether(request);
  const { of, nearest, farthest, asOf } = request;
  const reading = await readingAt(seen, request.knownAt);
  const selection = await selectionOf(reading, request);
  const { organizations, named } = selection;
  const [one] = of === undefined ? [] : (await requireKnown(reading, { of: [of] })).of;
  const experts = one === undefined ? selection.experts : await withOne(reading, selection, one);
  const cells = { experts, questions: selection.questions, maxCells: MAX_COMPARED_CELLS };
  const at = {
    ...{ rule: request.rule, asOf, knownAt: request.knownAt, drafts: request.drafts === true },
    organizations: request.groupBy === undefined ? organizations : (organizations ?? (() => true)),
    byDay: request.by === 'month' || request.by === 'year',
  };
  const agreement = await readHeld({ store: seen, reading }, cells, at, (ground) => {
    const others = ground.experts.filter(({ id }) => id !== one);
    const members = chosenExperts(others, { named: {}, organizations }, asOf);
    const those = ground.experts.filter((expert) => expert.id === one || members.includes(expert));
    const count = nearest ?? farthest;
    return agreementReader(
      {
        ...ground,
        experts: inOrder(those, named.experts),
        questions: inOrder(ground.questions, named.questions),
      },
      {
        rule: request.rule,
        asOf: request.asOf,
        knownAt: request.knownAt,
        groupBy: request.groupBy ?? null,
        organizations,
        by: request.by ?? null,
        topics: request.topics ?? null,
        of: one ?? null,
        minShared: request.minShared ?? 0,
        only: count === undefined ? null : { end: nearest === undefined ? 'farthest' : 'nearest', count },
      },
    );
  });
  return { ...agreement, ...markOf(request) };
}

function requireTogether({ nearest, farthest }: AgreementRequest): void {
  if (nearest !== undefined && farthest !== undefined)
    throw invalidParameter('farthest', 'cannot be asked for together with "nearest"');
}

const PAGE = 500;

/** The filter that lets through what it did, and this expert. */
async function withOne(store: Reading, { experts: filter, organizations }: Selection, of: string): Promise<ListFilter> {
  if (Object.keys(filter).length === 0) return filter;
  const ids = [of];
  let after: readonly string[] | undefined;
  do {
    const page = await store.list('expert', filter, { limit: PAGE, ...(after && { after }) });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  if (ids.length === 1) requireAffiliated(organizations, []);
  return { id: ids };
}

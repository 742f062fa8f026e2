/** The agreement of chosen experts, or of groups of them, over chosen questions. */
import type { Agreement, AgreementGroups, AgreementPart } from '../core/agreement.ts';
import { agreementReader } from '../core/build-agreement.ts';
import type { Rule } from '../core/cell.ts';
import { Failure, invalidParameter, type Violation } from '../core/errors.ts';
import type { ListFilter, Store } from '../core/store.ts';
import { isPartOf, MAX_COMPARED_CELLS } from './cells.ts';
import { requireKnown } from './known.ts';
import { type Chosen, inOrder, requireAffiliated, selectionOf } from './matrix.ts';

export type AgreementRequest = Omit<Chosen, 'q'> & {
  readonly rule: Rule;
  readonly asOf: string | null;
  /** Only the pairs of this expert, with each of the others that are chosen. */
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
export async function askAgreement(store: Store, request: AgreementRequest): Promise<Agreement> {
  requireTogether(request);
  const { of, affiliations, nearest, farthest } = request;
  const selection = await selectionOf(store, request);
  const experts = of === undefined ? selection.experts : await withOne(store, request, selection.experts, of);
  return store.readCells(
    { experts, questions: selection.questions, maxCells: MAX_COMPARED_CELLS, withSources: false },
    (ground) => {
      requireAffiliated(request, ground.experts);
      const count = nearest ?? farthest;
      return agreementReader(
        {
          ...ground,
          experts: inOrder(ground.experts, request.experts),
          questions: inOrder(ground.questions, request.questions),
        },
        {
          rule: request.rule,
          asOf: request.asOf,
          groupBy: request.groupBy ?? null,
          includes: (name) => affiliations === undefined || isPartOf(affiliations, name),
          by: request.by ?? null,
          topics: request.topics ?? null,
          of: of ?? null,
          minShared: request.minShared ?? 0,
          only: count === undefined ? null : { end: nearest === undefined ? 'farthest' : 'nearest', count },
        },
      );
    },
  );
}

function requireTogether({ of, nearest, farthest, groupBy }: AgreementRequest): void {
  const violations: Violation[] = [];
  if (nearest !== undefined && farthest !== undefined)
    violations.push({ parameter: 'farthest', message: 'cannot be asked for together with "nearest"' });
  if (of !== undefined && groupBy !== undefined)
    violations.push({ parameter: 'of', message: 'is for pairs of experts, not of groups; leave "groupBy" out' });
  const [first] = violations;
  if (first !== undefined) throw new Failure('invalid', `${first.parameter} ${first.message}`, violations);
}

const PAGE = 500;

/** The filter that lets through what it did, and this expert. Fails with `invalid` where there is no such expert. */
async function withOne(store: Store, request: Chosen, filter: ListFilter, of: string): Promise<ListFilter> {
  if ((await store.get('expert', of)) === null) await requireKnownAs(store, of);
  if (Object.keys(filter).length === 0) return filter;
  const ids = [of];
  let after: readonly string[] | undefined;
  do {
    const page = await store.list('expert', filter, { limit: PAGE, ...(after && { after }) });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  if (ids.length === 1) requireAffiliated(request, []);
  return { id: ids };
}

/** Refuses an unknown id under the name of its own parameter. */
async function requireKnownAs(store: Store, of: string): Promise<void> {
  try {
    await requireKnown(store, { expert: [of] });
  } catch (error) {
    if (error instanceof Failure) throw invalidParameter('of', error.violations[0]?.message ?? error.message);
    throw error;
  }
}

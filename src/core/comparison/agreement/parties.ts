import type { CellAxes } from '../../matrix/material.ts';
import { organizationsOn } from '../../records/expert.ts';
import { Failure } from '../../values/errors.ts';
import { byName } from '../../values/sort-key.ts';
import { type AgreementGroup, type AgreementGroups, type AgreementPair, pairOf } from './agreement.ts';
import { eachPair, type PairCounts } from './bit-planes.ts';
import type { StanceGrid } from './stance-grid.ts';

export type PartyOptions = {
  readonly groupBy: AgreementGroups | null;
  /** True of the organizations that are to be groups. */
  readonly includes: (organization: string) => boolean;
  /** Only the pairs of this expert, with the others or with the groups. */
  readonly of: string | null;
};

/** More pairs of experts than this, in all parts together, take too long to measure. */
const MAX_MEASURED = 2_000_000;

/** Whose agreement is measured, and what measures it. */
export type Parties = {
  readonly groups: AgreementGroup[];
  readonly measure: (places: StanceGrid) => AgreementPair[];
  /** Fails with `too-large` where so many measurements would take too long. */
  readonly requireFew: (measurements: number) => void;
};

export function partiesOf(ground: CellAxes, options: PartyOptions, asOf: string | null): Parties {
  const { length } = ground.experts;
  const pairs = options.of === null ? (length * (length - 1)) / 2 : length - 1;
  const requireFew = (measurements: number) => {
    if (pairs * measurements > MAX_MEASURED)
      throw new Failure(
        'too-large',
        `${length} experts make ${pairs} pairs${measurements > 1 ? ` in each of ${measurements} parts and the whole` : ''}, ` +
          `and at most ${MAX_MEASURED} can be measured at once; choose fewer with expert=, affiliation= or of=`,
      );
  };
  const of =
    options.of === null ? null : { id: options.of, row: ground.experts.findIndex(({ id }) => id === options.of) };
  if (options.groupBy === null) return { groups: [], measure: expertPairs(ground, of), requireFew };
  const members = new Map<string, number[]>();
  ground.experts.forEach((expert, row) => {
    for (const name of organizationsOn(expert, asOf).filter(options.includes)) {
      const rows = members.get(name);
      if (rows === undefined) members.set(name, [row]);
      else rows.push(row);
    }
  });
  requireComparable(members.size);
  const groups = [...members].sort(([a], [b]) => byName(a, b));
  return {
    groups: groups.map(([name, rows]) => ({ name, experts: rows.map((row) => ground.experts[row]?.id ?? '') })),
    measure: of === null ? groupPairs(groups, length) : pairsWithGroups(groups, length, of),
    requireFew,
  };
}

/** More groups than this make more pairs than an answer holds. */
const MAX_GROUPS = 315;

function requireComparable(groups: number): void {
  if (groups > MAX_GROUPS)
    throw new Failure(
      'too-large',
      `there are ${groups} groups, and at most ${MAX_GROUPS} are compared; choose fewer with affiliation=`,
    );
}

/** The expert whose pairs are asked for, and the number of their row. */
type One = { readonly id: string; readonly row: number };
type Members = readonly (readonly [name: string, rows: readonly number[]])[];

const expertPairs =
  ({ experts }: CellAxes, of: One | null): Parties['measure'] =>
  (places) => {
    const pairs: AgreementPair[] = [];
    const idOf = (row: number) => experts[row]?.id ?? '';
    eachPair(places, (a, b, counts) => pairs.push(pairOf(idOf(a), idOf(b), counts)), of?.row);
    return pairs;
  };

/** The numbers of the groups that each of so many rows belongs to. */
function groupsOfRows(groups: Members, rows: number): number[][] {
  const groupsOf = Array.from({ length: rows }, (): number[] => []);
  groups.forEach(([, members], group) => {
    for (const row of members) groupsOf[row]?.push(group);
  });
  return groupsOf;
}

/**
 * Group against group: the mean over every question that any member of one shares with any member of the other, so
 * that a pair of members weighs as much as it shares; within a group, over its members two by two.
 */
function groupPairs(groups: Members, rows: number): Parties['measure'] {
  const groupsOf = groupsOfRows(groups, rows);
  return (places) => {
    const sums = new Sums(groups.length ** 2);
    const placeOf = (one: number, other: number) => Math.min(one, other) * groups.length + Math.max(one, other);
    eachPair(places, (a, b, counts) => {
      for (const one of groupsOf[a] ?? []) for (const other of groupsOf[b] ?? []) sums.add(placeOf(one, other), counts);
    });
    return groups.flatMap(([a], one) =>
      groups.slice(one).map(([b], further) => pairOf(a, b, sums.at(placeOf(one, one + further)))),
    );
  };
}

/** One expert against each group: as between groups, over its members but themself. */
function pairsWithGroups(groups: Members, rows: number, of: One): Parties['measure'] {
  const groupsOf = groupsOfRows(groups, rows);
  return (places) => {
    const sums = new Sums(groups.length);
    const add = (_: number, member: number, counts: PairCounts) => {
      for (const group of groupsOf[member] ?? []) sums.add(group, counts);
    };
    eachPair(places, add, of.row);
    return groups.map(([name], group) => pairOf(of.id, name, sums.at(group)));
  };
}

/** What pairs of members have in common, added up in so many places. */
class Sums {
  readonly #sums: { -readonly [K in keyof PairCounts]: PairCounts[K] }[];

  constructor(places: number) {
    this.#sums = Array.from({ length: places }, () => ({ shared: 0, apart: 0, same: 0, opposite: 0 }));
  }

  add(place: number, { shared, apart, same, opposite }: PairCounts): void {
    const sum = this.at(place);
    sum.shared += shared;
    sum.apart += apart;
    sum.same += same;
    sum.opposite += opposite;
  }

  at(place: number) {
    const sum = this.#sums[place];
    if (sum === undefined) throw new RangeError(`there is no sum ${place}`);
    return sum;
  }
}

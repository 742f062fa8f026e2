import type { CellAxes } from '../../matrix/material.ts';
import { organizationsOn } from '../../records/expert.ts';
import { Failure } from '../../values/errors.ts';
import { sortKey } from '../../values/sort-key.ts';
import { type AgreementGroup, type AgreementGroups, type AgreementPair, scoreOf } from './agreement.ts';
import { eachPair } from './bit-planes.ts';
import type { StanceGrid } from './stance-grid.ts';

export type PartyOptions = {
  readonly groupBy: AgreementGroups | null;
  /** True of the organizations that are to be groups. */
  readonly includes: (organization: string) => boolean;
  /** Only the pairs of this expert. */
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
  if (options.groupBy === null) return { groups: [], measure: expertPairs(ground, options.of), requireFew };
  const members = new Map<string, number[]>();
  ground.experts.forEach((expert, row) => {
    for (const name of organizationsOn(expert, asOf).filter(options.includes)) {
      const rows = members.get(name);
      if (rows === undefined) members.set(name, [row]);
      else rows.push(row);
    }
  });
  requireComparable(members.size);
  const groups = [...members].sort(([a], [b]) => (`${sortKey(a)} ${a}` < `${sortKey(b)} ${b}` ? -1 : 1));
  return {
    groups: groups.map(([name, rows]) => ({ name, experts: rows.map((row) => ground.experts[row]?.id ?? '') })),
    measure: groupPairs(groups, length),
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

const expertPairs =
  ({ experts }: CellAxes, of: string | null): Parties['measure'] =>
  (places) => {
    const pairs: AgreementPair[] = [];
    const idOf = (row: number) => experts[row]?.id ?? '';
    eachPair(
      places,
      (a, b, shared, apart) => pairs.push({ a: idOf(a), b: idOf(b), score: scoreOf(shared, apart), shared }),
      of === null ? undefined : experts.findIndex(({ id }) => id === of),
    );
    return pairs;
  };

/**
 * Group against group: the mean over every question that any member of one shares with any member of the other, so
 * that a pair of members weighs as much as it shares; within a group, over its members two by two.
 */
const groupPairs = (groups: readonly (readonly [string, readonly number[]])[], rows: number): Parties['measure'] => {
  const groupsOf = Array.from({ length: rows }, () => [] as number[]);
  groups.forEach(([, members], group) => {
    for (const row of members) groupsOf[row]?.push(group);
  });
  return (places) => {
    const [shared, apart] = [new Float64Array(groups.length ** 2), new Float64Array(groups.length ** 2)];
    const add = (one: number, other: number, n: number, distance: number) => {
      const at = Math.min(one, other) * groups.length + Math.max(one, other);
      shared[at] = (shared[at] ?? 0) + n;
      apart[at] = (apart[at] ?? 0) + distance;
    };
    eachPair(places, (a, b, n, distance) => {
      for (const one of groupsOf[a] ?? []) for (const other of groupsOf[b] ?? []) add(one, other, n, distance);
    });
    return groups.flatMap(([a], one) =>
      groups.slice(one).map(([b], further) => {
        const at = one * groups.length + one + further;
        const n = shared[at] ?? 0;
        return { a, b, score: scoreOf(n, apart[at] ?? 0), shared: n };
      }),
    );
  };
};

import { type Stance, takenOn } from '../../matrix/cell.ts';
import type { CellAxes, PositionHead } from '../../matrix/material.ts';
import { belongedOn, membershipKey, membershipsOf, type Organizations } from '../../records/belonging.ts';
import { type Expert, organizationsOn } from '../../records/expert.ts';
import { Failure } from '../../values/errors.ts';
import { byName } from '../../values/sort-key.ts';
import { type AgreementGroup, type AgreementGroups, type AgreementPair, pairOf } from './agreement.ts';
import { eachPair, type PairCounts } from './bit-planes.ts';
import type { StanceGrid } from './stance-grid.ts';

export type PartyOptions = {
  readonly groupBy: AgreementGroups | null;
  /** Only what was said while its holder belonged to one of these counts, and they are the groups; null: all. */
  readonly organizations: Organizations | null;
  /** Only the pairs of this expert, with the others or with the groups: all that they said counts. */
  readonly of: string | null;
};

/** More pairs than this, in all parts together, take too long to measure. */
const MAX_MEASURED = 2_000_000;

/** Whose agreement is measured, and what measures it. */
export type Parties = {
  /** How many rows of places there are: of experts one each, of groups one for every membership of each expert. */
  readonly rows: number;
  /** The rows that what an expert holds is put in, and what of it; the expert by their number. */
  readonly rowsFor: (
    expert: number,
    held: readonly Held[],
  ) => readonly (readonly [row: number, held: readonly Held[]])[];
  /** The same where nobody moved: all that an expert holds is put in these. */
  readonly rowsOfMember: (expert: number) => readonly number[];
  /** Once all is put in its place. */
  readonly groups: () => AgreementGroup[];
  readonly measure: (places: StanceGrid) => AgreementPair[];
  /** Fails with `too-large` where so many measurements would take too long. */
  readonly requireFew: (measurements: number) => void;
};

type Held = Stance<PositionHead>;

export const partiesOf = (ground: CellAxes, options: PartyOptions, asOf: string | null): Parties =>
  options.groupBy === null ? singleExperts(ground, options) : organizationGroups(ground, options, asOf);

/** Fails where so many rows make more pairs than are measured. */
const fewOf =
  (rows: number, isOfOne: boolean, named: string): Parties['requireFew'] =>
  (measurements) => {
    const pairs = isOfOne ? rows - 1 : (rows * (rows - 1)) / 2;
    if (pairs * measurements > MAX_MEASURED)
      throw new Failure(
        'too-large',
        `${named} make ${pairs} pairs${measurements > 1 ? ` in each of ${measurements} parts and the whole` : ''}, ` +
          `and at most ${MAX_MEASURED} can be measured at once; choose fewer with expert=, affiliation= or of=`,
      );
  };

function singleExperts({ experts }: CellAxes, { organizations, of }: PartyOptions): Parties {
  const idOf = (row: number) => experts[row]?.id ?? '';
  const only = of === null ? undefined : experts.findIndex(({ id }) => id === of);
  return {
    rows: experts.length,
    rowsFor: (row, held) => {
      const expert = experts[row];
      if (row === only || expert === undefined) return [[row, held]];
      return [[row, takenOn(held, (day) => belongedOn(expert, day, organizations))]];
    },
    rowsOfMember: (row) => [row],
    groups: () => [],
    measure: (places) => {
      const pairs: AgreementPair[] = [];
      eachPair(places, (a, b, counts) => pairs.push(pairOf(idOf(a), idOf(b), counts)), only);
      return pairs;
    },
    requireFew: fewOf(experts.length, of !== null, `${experts.length} experts`),
  };
}

/**
 * What an expert says while they belong to the same organizations, or whatever they say (`key` is null): that of who never
 * moved, and of the expert whose pairs are asked for, who belongs to none here.
 */
type Line = { readonly expert: number; readonly key: string | null; readonly names: readonly string[] };

function organizationGroups(ground: CellAxes, { organizations, of }: PartyOptions, asOf: string | null): Parties {
  const { experts } = ground;
  const includes = organizations ?? (() => true);
  const one = experts.findIndex(({ id }) => id === of);
  const lines = experts.flatMap((expert, index): Line[] => {
    const memberships = membershipsOf(expert, includes);
    return [
      ...(index === one ? [{ expert: index, key: null, names: [] }] : []),
      ...memberships
        .filter((names) => names.length > 0)
        .map((names) => ({ expert: index, key: memberships.length === 1 ? null : membershipKey(names), names })),
    ];
  });
  const names = [...new Set(lines.flatMap((line) => line.names))].sort(byName);
  requireComparable(names.length);
  const rowsOf = Map.groupBy(lines.keys(), (row) => lines[row]?.expert);
  const keysOn = experts.map((expert) => keysByDay(expert, includes));
  const counted = new Set<number>();
  const present = experts.map((expert) => new Set(organizationsOn(expert, asOf)));
  const groups = () =>
    names.flatMap((name): AgreementGroup[] => {
      const counting = new Set(
        [...counted].filter((row) => lines[row]?.names.includes(name)).map((row) => lines[row]?.expert),
      );
      const members = experts.filter((_, index) => counting.has(index) || present[index]?.has(name));
      return members.length === 0 ? [] : [{ name, experts: members.map(({ id }) => id) }];
    });
  return {
    rows: lines.length,
    rowsFor: (index, held) =>
      (rowsOf.get(index) ?? []).flatMap((row): (readonly [number, readonly Held[]])[] => {
        const key = lines[row]?.key ?? null;
        const theirs = key === null ? held : takenOn(held, (day) => keysOn[index]?.(day) === key);
        if (theirs.length === 0) return [];
        counted.add(row);
        return [[row, theirs]];
      }),
    rowsOfMember: (index) => {
      const rows = rowsOf.get(index) ?? [];
      for (const row of rows) counted.add(row);
      return rows;
    },
    groups,
    measure: (places) => {
      const listed = groups().map(({ name }) => name);
      const number = new Map(listed.map((name, index) => [name, index]));
      const ofRows = lines.map((line) => line.names.flatMap((name) => number.get(name) ?? []));
      const areOfOne = (a: number, b: number) => lines[a]?.expert === lines[b]?.expert;
      if (one === -1) return groupPairs(listed, ofRows, areOfOne, places);
      return pairsWithGroups(listed, ofRows, areOfOne, places, {
        id: of ?? '',
        row: lines.findIndex(({ expert }) => expert === one),
      });
    },
    requireFew: fewOf(lines.length, one !== -1, `${lines.length} memberships of ${experts.length} experts`),
  };
}

/** What an expert belongs to on a day, as a key. It is made once for each day: a cell asks for it with every position. */
function keysByDay(expert: Expert, includes: Organizations): (day: string) => string | undefined {
  const known = new Map<string, string>();
  return (day) => {
    if (!known.has(day)) known.set(day, membershipKey(organizationsOn(expert, day).filter(includes)));
    return known.get(day);
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
/** The numbers of the groups that each row counts for. */
type OfRows = readonly (readonly number[])[];
type SameExpert = (a: number, b: number) => boolean;

/**
 * Group against group: the mean over every question that any member of one shares with any member of the other, so
 * that a pair of members weighs as much as it shares; within a group, over its members two by two.
 */
function groupPairs(groups: readonly string[], ofRows: OfRows, areOfOne: SameExpert, places: StanceGrid) {
  const sums = new Sums(groups.length ** 2);
  const placeOf = (one: number, other: number) => Math.min(one, other) * groups.length + Math.max(one, other);
  eachPair(places, (a, b, counts) => {
    if (areOfOne(a, b)) return;
    const [ofA, ofB] = [ofRows[a] ?? [], ofRows[b] ?? []];
    for (const one of ofA)
      for (const other of ofB) {
        // Where both belong to both groups, the pair is between them once.
        if (one > other && ofA.includes(other) && ofB.includes(one)) continue;
        sums.add(placeOf(one, other), counts);
      }
  });
  return groups.flatMap((a, one) =>
    groups.slice(one).map((b, further) => pairOf(a, b, sums.at(placeOf(one, one + further)))),
  );
}

/** One expert against each group: as between groups, over its members but themself. */
function pairsWithGroups(groups: readonly string[], ofRows: OfRows, areOfOne: SameExpert, places: StanceGrid, of: One) {
  const sums = new Sums(groups.length);
  const add = (_: number, member: number, counts: PairCounts) => {
    if (areOfOne(of.row, member)) return;
    for (const group of ofRows[member] ?? []) sums.add(group, counts);
  };
  eachPair(places, add, of.row);
  return groups.map((name, group) => pairOf(of.id, name, sums.at(group)));
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

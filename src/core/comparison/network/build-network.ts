/** Makes a discourse network of the positions of a selection. */
import { type Stance, sideOf, standing } from '../../matrix/cell.ts';
import type { CellAxes, CellVisitor, PositionHead } from '../../matrix/material.ts';
import { GroundIndex } from '../../matrix/selection-index.ts';
import type { Organizations } from '../../records/belonging.ts';
import { type Expert, organizationsOn } from '../../records/expert.ts';
import { dayOf, firstDay, lastDay } from '../../values/date.ts';
import { Failure } from '../../values/errors.ts';
import { byName } from '../../values/sort-key.ts';
import {
  activityOf,
  countSides,
  oneModePairs,
  prominenceOf,
  type SideCounts,
  type Sided,
  twoModeTies,
} from './measures.ts';
import type { Network, NetworkActor, NetworkOptions } from './network.ts';

/** Who and what is in the network, in its order; positions of others and on others do not count. */
export type NetworkChoice = CellAxes & {
  /** True of the organizations that are to be actors. */
  readonly includes: Organizations;
  /** True where what an expert said on that day counts; for organizations `includes` says so. */
  readonly counts?: (expert: Expert, day: string) => boolean;
};

/** A position that took a side, with what decides which of two duplicates comes first. */
type Taken = Sided & { readonly order: string };

/** Reads cells into a network; `options` must be without `measureFaults`. */
export function networkReader(choice: NetworkChoice, options: NetworkOptions): CellVisitor<Network> {
  const { questions } = choice;
  const actors = actorsOf(choice, options);
  const index = new GroundIndex(choice);
  const moment = { rule: 'all', asOf: options.to === null ? null : lastDay(options.to) } as const;
  const first = options.from === null ? '' : (firstDay(options.from) ?? '');
  const taken: Taken[] = [];
  const left = { withoutSide: 0, withoutOrganization: 0, duplicates: 0 };
  const take = (expert: Expert, question: number, { position, value }: Stance<PositionHead>) => {
    const day = dayOf(position.saidOn);
    if (day < first) return;
    const side = sideOf(value);
    const rows = choice.counts?.(expert, day) === false ? [] : actors.rowsOf(expert, day, position.capacity);
    if (side !== 'support' && side !== 'oppose') left.withoutSide += 1;
    else if (rows.length === 0) left.withoutOrganization += 1;
    else {
      const agrees = side === 'support';
      const unit = unitOf(position, day, options);
      const order = `${day} ${position.id}`;
      for (const actor of rows) taken.push({ actor, question, agrees, unit, order });
    }
  };

  return {
    cell(positions) {
      const found = index.find(positions);
      if (found === undefined) return;
      for (const stance of standing(positions, found.scale, moment).current) take(found.expert, found.column, stance);
    },
    end() {
      const order = actors.order();
      const placeOf = new Map(order.map((row, place) => [row, place]));
      const placed = taken.map((it) => ({ ...it, actor: placeOf.get(it.actor) ?? 0 }));
      // Which of two duplicates counts can matter where sides are not told apart: it is the earlier one.
      if (options.duplicates !== 'include') placed.sort((a, b) => (a.order < b.order ? -1 : 1));
      const counts = countSides(placed, {
        actors: actors.all.length,
        questions: questions.length,
        regardless: options.aggregation === 'ignore',
      });
      const activity = activityOf(counts);
      requireDrawable(options, counts);
      left.duplicates = placed.length - activity.reduce((sum, n) => sum + n, 0);
      const told = order.flatMap((row) => actors.all[row] ?? []);
      return toNetwork({ ...options, revision: index.revision, left }, told, questions, counts);
    },
  };
}

type Actor = Omit<NetworkActor, 'positions'>;
type Actors = {
  /** Those that rows were asked for, by their numbers. */
  readonly all: readonly Actor[];
  readonly rowsOf: (expert: Expert, day: string, capacity: string | null) => readonly number[];
  /** The numbers in the order in which the actors are told. */
  readonly order: () => readonly number[];
};

/** The actors: experts in their order, or organizations by name. */
function actorsOf({ experts, includes }: NetworkChoice, { actor }: NetworkOptions): Actors {
  if (actor === 'organization') return organizationsAmong(includes);
  const rows = new Map(experts.map(({ id }, row) => [id, [row]]));
  return {
    all: experts.map(({ id, name }) => ({ id, name })),
    rowsOf: ({ id }) => rows.get(id) ?? [],
    order: () => experts.map((_, row) => row),
  };
}

/** Organizations as they come up: those that statements were made for are known only when these are read. */
function organizationsAmong(includes: NetworkChoice['includes']): Actors {
  const all: Actor[] = [];
  const rows = new Map<string, number | null>();
  const rowOf = (name: string): number | null => {
    const known = rows.get(name);
    if (known !== undefined) return known;
    const row = includes(name) ? all.push({ id: name, name }) - 1 : null;
    rows.set(name, row);
    return row;
  };
  return {
    all,
    rowsOf: (expert, day, capacity) => spokenFor(expert, day, capacity).flatMap((name) => rowOf(name) ?? []),
    order: () => all.map((_, row) => row).sort((a, b) => byName(all[a]?.name ?? '', all[b]?.name ?? '')),
  };
}

/** For whom a position counts: the organization that was spoken for where it is named, the expert that is one, or those it belonged to. */
function spokenFor(expert: Expert, day: string, capacity: string | null): readonly string[] {
  if (capacity !== null) return [capacity];
  return expert.kind === 'organization' ? [expert.name] : organizationsOn(expert, day);
}

const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday; weeks begin on Monday (ISO 8601). */
const MONDAY_OFFSET = 3;

/** What a position counts once in. */
function unitOf({ source }: PositionHead, day: string, { duplicates }: NetworkOptions): string | null {
  if (duplicates === 'include') return null;
  if (duplicates === 'across-range') return '';
  if (duplicates === 'source') return source ?? '';
  if (duplicates === 'week') return String(Math.floor((Date.parse(day) / DAY_MS + MONDAY_OFFSET) / 7));
  return duplicates === 'month' ? day.slice(0, 7) : day.slice(0, 4);
}

/** The most pairs, or ties, one answer holds. */
export const MAX_EDGES = 50_000;

/** Fails with `too-large` where the network would have more edges than an answer holds. */
function requireDrawable({ mode }: NetworkOptions, counts: SideCounts): void {
  const active = activityOf(counts).filter((n) => n > 0).length;
  const edges =
    mode === 'one-mode'
      ? (active * (active - 1)) / 2
      : counts.agreed.reduce((ties, agreed, cell) => ties + (agreed + (counts.disagreed[cell] ?? 0) > 0 ? 1 : 0), 0);
  if (edges > MAX_EDGES)
    throw new Failure(
      'too-large',
      mode === 'one-mode'
        ? `${active} actors make ${edges} pairs, and one answer holds at most ${MAX_EDGES}; choose fewer with expert= or affiliation=`
        : `the network has ${edges} ties, and one answer holds at most ${MAX_EDGES}; choose fewer with expert=, affiliation=, question= or topic=`,
    );
}

type Head = NetworkOptions & Pick<Network, 'revision' | 'left'>;

function toNetwork(
  { mode, actor, aggregation, normalisation, duplicates, from, to, knownAt, revision, left }: Head,
  actors: readonly Actor[],
  questions: CellAxes['questions'],
  counts: SideCounts,
): Network {
  const activity = activityOf(counts);
  const prominence = prominenceOf(counts);
  const nameOf = (row: number) => actors[row]?.id ?? '';
  const measure = { aggregation, normalisation };
  return {
    rule: 'all',
    asOf: to,
    knownAt,
    revision,
    from,
    mode,
    actor,
    ...measure,
    duplicates,
    actors: actors
      .map((it, row) => ({ ...it, positions: activity[row] ?? 0 }))
      .filter(({ positions }) => positions > 0),
    questions: questions
      .map(({ id, title }, column) => ({ id, title, positions: prominence[column] ?? 0 }))
      .filter(({ positions }) => positions > 0),
    pairs:
      mode === 'two-mode'
        ? []
        : oneModePairs(counts, measure).map((pair) => ({ ...pair, a: nameOf(pair.a), b: nameOf(pair.b) })),
    ties:
      mode === 'one-mode'
        ? []
        : twoModeTies(counts, measure).map((tie) => ({
            ...tie,
            actor: nameOf(tie.actor),
            question: questions[tie.question]?.id ?? '',
          })),
    left,
  };
}

/** Makes the agreement of experts, or of groups of them, of the positions of a selection. */

import { heldBy, placeOf, type Rule, standing } from '../../matrix/cell.ts';
import type { CellAxes, CellVisitor, PositionHead } from '../../matrix/material.ts';
import { GroundIndex } from '../../matrix/selection-index.ts';
import { type StanceVisitor, stanceReader } from '../../matrix/stored-stances.ts';
import { affiliationOn } from '../../records/expert.ts';
import { dayOf, lastDay } from '../../values/date.ts';
import { Failure } from '../../values/errors.ts';
import type { Agreement, AgreementBreakdown, AgreementPair, AgreementPart } from './agreement.ts';
import { choosePairs, type PairChoice, pairsWithin } from './choose-pairs.ts';
import { type PartyOptions, partiesOf } from './parties.ts';
import { levelsOf, NO_LEVELS, StanceGrid } from './stance-grid.ts';

export type AgreementOptions = PartyOptions &
  PairChoice & {
    readonly rule: Rule;
    readonly asOf: string | null;
    readonly knownAt: string | null;
    readonly by: AgreementPart | null;
    /** The topics that may be parts; null for all. */
    readonly topics: readonly string[] | null;
  };

/** The most pairs one answer holds, in all its parts together. */
export const MAX_PAIRS = 50_000;

/** A place that was read, by the numbers of its row and column. */
type Placed = { readonly row: number; readonly column: number; readonly held: string; readonly place: number };

/** Reads cells into an agreement; stances will do where nothing is broken down by time. Fails with `too-large` where it has more pairs than an answer holds. */
export function agreementReader(
  ground: CellAxes,
  options: AgreementOptions,
): CellVisitor<Agreement> & StanceVisitor<Agreement> {
  const { by, rule } = options;
  const asOf = options.asOf === null ? null : lastDay(options.asOf);
  const index = new GroundIndex(ground);
  const levels = levelsOf(ground.scales);
  const columns = ground.questions.map(({ scale }) => levels.get(scale) ?? NO_LEVELS);
  const parties = partiesOf(ground, options, asOf);
  const places = new StanceGrid(parties.rows, columns);
  parties.requireFew(1);
  const topics = topicsOf(ground, options.topics);
  const periods = new Map<string, Placed[]>();
  const periodOf = ({ saidOn }: PositionHead) => dayOf(saidOn).slice(0, by === 'month' ? 7 : 4);

  const takeColumn = stanceReader(ground, (row, column, held, place) => {
    for (const line of parties.rowsOfMember(row)) places.put(line, column, held, place);
  });

  return {
    question(id, column) {
      index.note(column.revision);
      takeColumn(id, column);
    },
    cell(positions) {
      const found = index.find(positions);
      if (found === undefined) return;
      const { row, column, scale } = found;
      const { known, current } = standing(positions, scale, { rule, asOf });
      for (const [line, held] of parties.rowsFor(row, current)) places.put(line, column, heldBy(held), placeOf(held));
      if (by !== 'month' && by !== 'year') return;
      for (const [period, said] of Map.groupBy(known, ({ position }) => periodOf(position))) {
        const all = said.map(({ position }) => position);
        const then = standing(all, scale, { rule, asOf }).current;
        for (const [line, held] of parties.rowsFor(row, then)) {
          const place = placeOf(held);
          if (place === null) continue;
          const placed = periods.get(period) ?? [];
          placed.push({ row: line, column, held: heldBy(held), place });
          periods.set(period, placed);
        }
      }
    },
    end() {
      parties.requireFew(1 + (by === 'topic' ? topics.length : periods.size));
      const { kept, omitted } = choosePairs(parties.measure(places), options);
      const breakdown = (part: string, partPlaces: StanceGrid): AgreementBreakdown => ({
        part,
        questions: partPlaces.columns.length,
        pairs: pairsWithin(parties.measure(partPlaces), kept, options),
      });
      const parts =
        by === 'topic'
          ? topics.map(([topic, chosen]) => breakdown(topic, places.pick(chosen)))
          : [...periods].sort(byFirst).map(([period, placed]) => breakdown(period, placesOfPeriod(placed, places)));
      requireHeld(kept, parts);
      return {
        rule,
        asOf: options.asOf,
        knownAt: options.knownAt,
        revision: index.revision,
        experts: ground.experts.map((expert) => ({
          id: expert.id,
          name: expert.name,
          affiliation: affiliationOn(expert, asOf),
        })),
        questions: columns.length,
        of: options.of,
        groupBy: options.groupBy,
        groups: parties.groups(),
        pairs: kept,
        omitted,
        by,
        parts,
      };
    },
  };
}

const byFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The questions of each topic that is wanted, by topic; a question with several belongs to each. */
function topicsOf({ questions }: CellAxes, wanted: readonly string[] | null): [string, number[]][] {
  const topics = new Map<string, number[]>();
  questions.forEach((question, column) => {
    for (const topic of new Set(question.topics)) {
      if (wanted !== null && !wanted.includes(topic)) continue;
      const columns = topics.get(topic);
      if (columns === undefined) topics.set(topic, [column]);
      else columns.push(column);
    }
  });
  return [...topics].sort(byFirst);
}

/** What was said in one period, on the questions that something was said on. */
function placesOfPeriod(placed: readonly Placed[], { rows, columns }: StanceGrid): StanceGrid {
  const spoken = [...new Set(placed.map(({ column }) => column))].sort((a, b) => a - b);
  const newColumn = new Map(spoken.map((column, index) => [column, index]));
  const places = new StanceGrid(
    rows,
    spoken.map((column) => columns[column] ?? NO_LEVELS),
  );
  for (const { row, column, held, place } of placed) places.put(row, newColumn.get(column) ?? 0, held, place);
  return places;
}

function requireHeld(kept: readonly AgreementPair[], parts: readonly AgreementBreakdown[]): void {
  const total = parts.reduce((sum, { pairs }) => sum + pairs.length, kept.length);
  if (total > MAX_PAIRS)
    throw new Failure(
      'too-large',
      `the answer has ${total} pairs in all its parts, and holds at most ${MAX_PAIRS}; choose fewer with expert=, ` +
        'affiliation=, of=, nearest= or minShared=',
    );
}

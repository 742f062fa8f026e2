/** Makes the consensus on each question of the positions of a selection. */
import { heldBy, type Moment, placeOf, standing } from '../matrix/cell.ts';
import { ColumnTally } from '../matrix/column-tally.ts';
import type { CellAxes, CellVisitor } from '../matrix/material.ts';
import { GroundIndex } from '../matrix/selection-index.ts';
import type { Scale } from '../records/scale.ts';
import { lastDay } from '../values/date.ts';
import { measuresOf, type QuestionConsensus, rangeOf } from './consensus.ts';

export type ConsensusOfAll = {
  readonly revision: number;
  readonly experts: number;
  readonly scales: readonly Scale[];
  /** In the order of the ground. */
  readonly questions: readonly QuestionConsensus[];
};

/** What one question has been found to hold: its tally, and how many experts stand at each place. */
type Found = { readonly tally: ColumnTally; readonly standings: Map<number, number> };

export function consensusReader(ground: CellAxes, moment: Moment): CellVisitor<ConsensusOfAll> {
  const { experts, questions, scales } = ground;
  const asOf = moment.asOf === null ? null : lastDay(moment.asOf);
  const index = new GroundIndex(ground);
  const found: Found[] = questions.map(() => ({ tally: new ColumnTally(), standings: new Map() }));
  const scaleById = new Map(scales.map((scale) => [scale.id, scale]));
  return {
    cell(positions) {
      const at = index.find(positions);
      const question = found[at?.column ?? -1];
      if (at === undefined || question === undefined) return;
      const { current } = standing(positions, at.scale, { rule: moment.rule, asOf });
      if (current.length === 0) return;
      const place = placeOf(current);
      question.tally.count(heldBy(current), place);
      if (place !== null) question.standings.set(place, (question.standings.get(place) ?? 0) + 1);
    },
    end: () => ({
      revision: index.revision,
      experts: experts.length,
      scales,
      questions: questions.map(({ id, title, proposition, scale: scaleId }, column) => {
        const { tally = new ColumnTally(), standings = new Map() } = found[column] ?? {};
        const scale = scaleById.get(scaleId);
        return {
          ...{ id, title, proposition, scale: scaleId },
          ...tally.summary(scale ?? { options: [] }, experts.length),
          ...measuresOf(standings, rangeOf(scale)),
        };
      }),
    }),
  };
}

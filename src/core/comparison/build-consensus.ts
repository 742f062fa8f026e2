/** Makes the consensus on each question of the positions of a selection. */
import { type Moment, onOppositeSides, placeOf, standing } from '../matrix/cell.ts';
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

/** What one question has been found to hold: cells by option or "contested", and experts by place. */
type Found = { readonly cells: Map<string, number>; readonly standings: Map<number, number> };

export function consensusReader(ground: CellAxes, moment: Moment): CellVisitor<ConsensusOfAll> {
  const { experts, questions, scales } = ground;
  const asOf = moment.asOf === null ? null : lastDay(moment.asOf);
  const index = new GroundIndex(ground);
  const found: Found[] = questions.map(() => ({ cells: new Map(), standings: new Map() }));
  const scaleById = new Map(scales.map((scale) => [scale.id, scale]));
  return {
    cell(positions) {
      const at = index.find(positions);
      const question = found[at?.column ?? -1];
      if (at === undefined || question === undefined) return;
      const { current } = standing(positions, at.scale, { rule: moment.rule, asOf });
      const [latest] = current;
      if (latest === undefined) return;
      increase(question.cells, onOppositeSides(current) ? 'contested' : latest.position.option);
      const place = placeOf(current);
      if (place !== null) increase(question.standings, place);
    },
    end: () => ({
      revision: index.revision,
      experts: experts.length,
      scales,
      questions: questions.map(({ id, title, proposition, scale: scaleId }, column) => {
        const { cells = new Map(), standings = new Map() } = found[column] ?? {};
        const scale = scaleById.get(scaleId);
        const distribution = distributionOf(cells, scale, experts.length);
        return {
          ...{ id, title, proposition, scale: scaleId, distribution },
          answered: experts.length - (distribution.none ?? 0),
          ...measuresOf(standings, rangeOf(scale)),
        };
      }),
    }),
  };
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Every option of the scale in its order, then contested and none. */
function distributionOf(
  cells: ReadonlyMap<string, number>,
  scale: Scale | undefined,
  experts: number,
): QuestionConsensus['distribution'] {
  const spoken = [...cells.values()].reduce((total, n) => total + n, 0);
  return {
    ...Object.fromEntries((scale?.options ?? []).map(({ id }) => [id, cells.get(id) ?? 0])),
    contested: cells.get('contested') ?? 0,
    none: experts - spoken,
  };
}

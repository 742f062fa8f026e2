/** Comparison: where chosen experts agree, where they differ, and where only one has spoken. */
import { type Static, Type } from 'typebox';
import { Cell, sideOf } from '../matrix/cell.ts';
import { basisOfAnswer, MatrixExpert, type PlacedMatrix } from '../matrix/matrix.ts';
import { Scale } from '../records/scale.ts';
import { Id, OneOf, Record, RefTo, Text } from '../values/schema.ts';
import { AgreementPair, agreementPairs } from './agreement/agreement.ts';

export const RELATIONS = ['agree', 'differ', 'no-side', 'one-spoke', 'silent'] as const;
export type Relation = (typeof RELATIONS)[number];

export const ComparedQuestion = Record(
  {
    id: Id,
    title: Text(100),
    proposition: Text(1000),
    scale: Id,
    relation: OneOf(
      RELATIONS,
      'agree: those who took a side (two or more) took the same. differ: they did not, or one contradicts themself. ' +
        'no-side: two or more are on record, but fewer than two took a side. one-spoke: one is on record. silent: none is.',
    ),
    cells: Type.Array(RefTo(Cell), { description: 'One per expert, in the order of experts.' }),
  },
  { $id: 'ComparedQuestion' },
);
export type ComparedQuestion = Static<typeof ComparedQuestion>;

const count = Type.Integer({ minimum: 0 });

export const Comparison = Record(
  {
    ...basisOfAnswer,
    experts: Type.Array(RefTo(MatrixExpert)),
    scales: Type.Array(RefTo(Scale)),
    counts: Record({ agree: count, differ: count, 'no-side': count, 'one-spoke': count, silent: count }),
    agreement: Type.Array(RefTo(AgreementPair)),
    questions: Type.Array(RefTo(ComparedQuestion), { description: 'Questions on which at least one is on record.' }),
  },
  { $id: 'Comparison', description: 'Chosen experts side by side.' },
);
export type Comparison = Static<typeof Comparison>;

/** How the cells of several experts on one question stand to each other. */
export function relationOf(cells: readonly Cell[]): Relation {
  const spoke = cells.filter(({ state }) => state !== 'none');
  if (spoke.length === 0) return 'silent';
  if (spoke.length === 1) return 'one-spoke';
  const sides = spoke.flatMap((cell): Side[] => {
    const side = cell.state === 'contested' ? 'contested' : sideOf(cell.value);
    return side === 'noSide' ? [] : [side];
  });
  if (sides.length < 2) return 'no-side';
  return sides.every((side) => side !== 'contested' && side === sides[0]) ? 'agree' : 'differ';
}

/** What an expert holds who took a side, or contradicts themself. */
type Side = Exclude<ReturnType<typeof sideOf>, 'noSide'> | 'contested';

/** Sets the experts of a matrix side by side; questions on which nobody is on record are counted, not listed. */
export function buildComparison(placed: PlacedMatrix): Comparison {
  const { matrix } = placed;
  const width = matrix.questions.length;
  const counts = { agree: 0, differ: 0, 'no-side': 0, 'one-spoke': 0, silent: 0 };
  const questions = matrix.questions.flatMap(({ id, title, proposition, scale }, column) => {
    const cells = matrix.experts.flatMap((_, row) => matrix.cells[row * width + column] ?? []);
    const relation = relationOf(cells);
    counts[relation] += 1;
    return relation === 'silent' ? [] : [{ id, title, proposition, scale, relation, cells }];
  });
  const { rule, asOf, knownAt, revision, experts, scales } = matrix;
  return { rule, asOf, knownAt, revision, experts, scales, counts, agreement: agreementPairs(placed), questions };
}

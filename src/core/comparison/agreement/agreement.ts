/** Agreement: how near two experts stand, over the questions on which both have taken a place on the scale. */
import { type Static, Type } from 'typebox';
import {
  basisOfPreviewed,
  type CellStances,
  type Matrix,
  MatrixExpert,
  type MatrixQuestion,
} from '../../matrix/matrix.ts';
import { Id, Nullable, OneOf, Record, RefTo, Text } from '../../values/schema.ts';
import { eachPair, type PairCounts } from './bit-planes.ts';
import { levelsOf, NO_LEVELS, StanceGrid } from './stance-grid.ts';

export const AGREEMENT_PARTS = ['topic', 'month', 'year'] as const;
export type AgreementPart = (typeof AGREEMENT_PARTS)[number];

export const AGREEMENT_GROUPS = ['affiliation'] as const;
export type AgreementGroups = (typeof AGREEMENT_GROUPS)[number];

const count = Type.Integer({ minimum: 0 });
const party = Text(300, 'Id of an expert; of groups, the name of one.');

export const AgreementPair = Record(
  {
    a: party,
    b: party,
    score: Nullable(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: '1: identical answers; 0: opposite ends throughout; null: no shared question.',
      }),
    ),
    shared: {
      ...count,
      description:
        'n: the questions on which both have a valued position; of groups, summed over all pairs of their members.',
    },
    same: { ...count, description: 'Those of the shared questions on which both hold the same option.' },
    opposite: {
      ...count,
      description:
        'Those on which they took opposite sides: one holds an option above 0, the other one below. A contested cell is shared, and neither the same nor opposite.',
    },
  },
  { $id: 'AgreementPair' },
);
export type AgreementPair = Static<typeof AgreementPair>;

export const AgreementBreakdown = Record(
  {
    part: Text(100, 'The topic, month (2024-10) or year.'),
    questions: { ...count, description: 'Questions that were compared.' },
    pairs: Type.Array(RefTo(AgreementPair), { description: 'Those of the pairs that share a question in this part.' }),
  },
  { $id: 'AgreementBreakdown' },
);
export type AgreementBreakdown = Static<typeof AgreementBreakdown>;

export const AgreementGroup = Record(
  {
    name: Text(300),
    experts: Type.Array(Id, {
      description: 'Its members: those who belong to it on asOf, and those whose position counts for it.',
    }),
  },
  { $id: 'AgreementGroup' },
);
export type AgreementGroup = Static<typeof AgreementGroup>;

export const Agreement = Record(
  {
    ...basisOfPreviewed,
    experts: Type.Array(RefTo(MatrixExpert)),
    questions: { ...count, description: 'Questions that were compared.' },
    of: Nullable({ ...Id, description: 'The expert whose pairs these are, each with another or with a group.' }),
    groupBy: Nullable(OneOf(AGREEMENT_GROUPS, 'What the pairs are pairs of, where it is not experts.')),
    groups: Type.Array(RefTo(AgreementGroup), { description: 'By name; empty where the pairs are of experts.' }),
    pairs: Type.Array(RefTo(AgreementPair), {
      description:
        'Every pair once, in the order of experts or groups, a group also with itself; the nearest or farthest first where these are asked for.',
    }),
    omitted: { ...count, description: 'Pairs that minShared, nearest or farthest left out.' },
    by: Nullable(OneOf(AGREEMENT_PARTS, 'What the parts are.')),
    parts: Type.Array(RefTo(AgreementBreakdown), {
      description: 'The same pairs within each topic, or over what was said in each month or year.',
    }),
  },
  { $id: 'Agreement', description: 'Agreement of every pair of experts, or groups of them, with its n.' },
);
export type Agreement = Static<typeof Agreement>;

/** Rows and columns of a matrix, without its cells. */
export type MatrixAxes = Pick<Matrix, 'experts' | 'scales'> & {
  readonly questions: readonly Pick<MatrixQuestion, 'scale'>[];
};

/** Where its experts stand, ready to be compared. */
function gridOf({ experts, questions, scales }: MatrixAxes, { held, places }: CellStances): StanceGrid {
  const levels = levelsOf(scales);
  const columns = questions.map(({ scale }) => levels.get(scale) ?? NO_LEVELS);
  const grid = new StanceGrid(experts.length, columns);
  held.forEach((option, index) => {
    grid.put(Math.floor(index / columns.length), index % columns.length, option, places[index] ?? null);
  });
  return grid;
}

/**
 * `1 - mean(|a - b| / (max - min of the scale))` over the questions on which both have a place; null where there is
 * none. Normalised Manhattan similarity, as voting-advice research uses it (Louwerse and Rosema 2014, "city block").
 */
const scoreOf = (shared: number, apart: number): number | null =>
  shared === 0 ? null : Math.min(1, Math.max(0, 1 - apart / shared));

/** A pair as it is answered. */
export const pairOf = (a: string, b: string, { shared, apart, same, opposite }: PairCounts): AgreementPair => ({
  ...{ a, b, score: scoreOf(shared, apart), shared, same, opposite },
});

/** The agreement of every pair of the matrix's experts. */
export function agreementPairs(axes: MatrixAxes, stances: CellStances): AgreementPair[] {
  const ids = axes.experts.map(({ id }) => id);
  const pairs: AgreementPair[] = [];
  eachPair(gridOf(axes, stances), (a, b, counts) => {
    pairs.push(pairOf(ids[a] ?? '', ids[b] ?? '', counts));
  });
  return pairs;
}

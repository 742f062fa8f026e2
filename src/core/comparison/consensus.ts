/** Consensus: how the places that experts take on a question are spread, with the n each number rests on. */
import { type Static, Type } from 'typebox';
import { sideOf } from '../matrix/cell.ts';
import { basisOfPreviewed, Distribution, MatrixQuestion } from '../matrix/matrix.ts';
import { Scale, type ScaleValues, scaleRange } from '../records/scale.ts';
import { Next, Nullable, OneOf, Record, RefTo, Text } from '../values/schema.ts';
import { AGREEMENT_GROUPS } from './agreement/agreement.ts';

export const CONSENSUS_ORDERS = ['divisive', 'agreed'] as const;
export type ConsensusOrder = (typeof CONSENSUS_ORDERS)[number];

/** Unless another is asked for: of one alone nothing can be said but that they agree. */
export const LEAST_VALUED = 2;

const count = Type.Integer({ minimum: 0 });
const { id, title, proposition, language, scale, answered, asked, valued, mean } = MatrixQuestion.properties;

/** How the positions of some experts on one question are spread. */
const spread = {
  distribution: RefTo(Distribution),
  answered,
  asked,
  valued: { ...valued, description: 'Experts whose position has a value: the n of mean, spread and polarisation.' },
  mean,
  spread: Nullable(
    Type.Number({ minimum: 0, description: 'Standard deviation of the values from their mean. Null where n is 0.' }),
  ),
  polarisation: Nullable(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: '0: all at one place. 1: one half at each end of the scale. Null where n is 0.',
    }),
  ),
  minority: Nullable(
    Type.Number({
      minimum: 0,
      maximum: 0.5,
      description:
        'The share of the smaller side among those on a side: options above 0 against those below. Null where nobody is on one.',
    }),
  ),
};

export const ConsensusGroup = Record(
  {
    name: Text(300, 'The organization.'),
    experts: {
      ...count,
      description: 'Its members: those who belong to it on asOf, and those whose position counts for it.',
    },
    ...spread,
  },
  { $id: 'ConsensusGroup', description: 'The consensus of those who belong to one organization.' },
);
export type ConsensusGroup = Static<typeof ConsensusGroup>;

export const QuestionConsensus = Record(
  {
    id,
    title,
    proposition,
    language,
    scale,
    ...spread,
    groups: Type.Optional(
      Type.Array(RefTo(ConsensusGroup), {
        description: 'By name; only with groupBy. Groups without experts are left out.',
      }),
    ),
  },
  { $id: 'QuestionConsensus' },
);
export type QuestionConsensus = Static<typeof QuestionConsensus>;

const experts = { ...count, description: 'Experts that were asked about; the distribution adds up to them.' };

const groupBy = Nullable(OneOf(AGREEMENT_GROUPS, 'What the groups of each question are.'));

export const Consensus = Record(
  { ...basisOfPreviewed, experts, groupBy, scale: RefTo(Scale), question: RefTo(QuestionConsensus) },
  { $id: 'Consensus', description: 'How far experts agree on one question.' },
);
export type Consensus = Static<typeof Consensus>;

export const ConsensusRanking = Record(
  {
    ...basisOfPreviewed,
    experts,
    groupBy,
    order: OneOf(CONSENSUS_ORDERS),
    minValued: { ...count, description: 'Questions on which fewer took a place are left out.' },
    omitted: { ...count, description: 'How many these are.' },
    scales: Type.Array(RefTo(Scale)),
    items: Type.Array(RefTo(QuestionConsensus)),
    next: Next,
  },
  { $id: 'ConsensusRanking', description: 'Questions from the most divisive to the most agreed, or the other way.' },
);
export type ConsensusRanking = Static<typeof ConsensusRanking>;

/** How questions divide so many experts, and the scales they are answered on. */
export type Division = {
  readonly experts: number;
  readonly scales: readonly Scale[];
  readonly questions: readonly QuestionConsensus[];
  readonly revision: number;
};

/** How many experts stand at each place. */
export type Standings = ReadonlyMap<number, number>;

export type Measures = Pick<QuestionConsensus, 'valued' | 'mean' | 'spread' | 'polarisation'>;

/**
 * Mean and population standard deviation of the places, and their polarisation; nothing is computed from silence.
 *
 * Polarisation is that of Esteban and Ray ("On the Measurement of Polarization", Econometrica 62, 1994, pages 819-851)
 * with α = 1: (4 / range) · sum over places i, j of π_i² · π_j · |y_i - y_j|, where π is the share of a place. It
 * asks for distances only, not for places at equal ones, and counts how far apart groups stand as well as how large
 * they are. As π · (1 - π) is 1/4 at most, so is the sum in parts of the range: 4 makes 1 of one half at each end.
 */
export function measuresOf(standings: Standings, range: number): Measures {
  // In one order, so that the same standings have the same measures to the last digit.
  const places = [...standings].sort(([one], [other]) => one - other);
  const n = sum(places.map(([, size]) => size));
  if (n === 0) return { valued: 0, mean: null, spread: null, polarisation: null };
  const mean = sum(places.map(([place, size]) => place * size)) / n;
  const variance = sum(places.map(([place, size]) => (place - mean) ** 2 * size)) / n;
  const opposed = sum(
    places.flatMap(([one, size]) => places.map(([other, m]) => size ** 2 * m * Math.abs(one - other))),
  );
  const polarisation = range === 0 ? 0 : Math.min(1, (4 * opposed) / (range * n ** 3));
  return { valued: n, mean, spread: Math.sqrt(variance), polarisation };
}

/**
 * The share of the smaller side among those on a side, by option; null where nobody is on one. Research on roll calls has
 * it so: abstentions are on no side. A contested cell is on both, and counts on neither.
 */
export function minorityOf(distribution: { readonly [option: string]: number }, scale: ScaleValues): number | null {
  const on = { support: 0, oppose: 0, neutral: 0, noSide: 0 };
  for (const { id: option, value } of scale.options) on[sideOf(value)] += distribution[option] ?? 0;
  const sided = on.support + on.oppose;
  return sided === 0 ? null : Math.min(on.support, on.oppose) / sided;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const rangeOf = (of: Scale | undefined): number => (of === undefined ? 0 : scaleRange(of));

/** Where a question stands in a ranking; one on which nobody took a place has no rank. */
export type Rank = { readonly polarisation: number; readonly valued: number; readonly id: string };

/** By polarisation; of equals the one that rests on more experts first, then by id. */
export function byRank(order: ConsensusOrder): (a: Rank, b: Rank) => number {
  const sign = order === 'divisive' ? -1 : 1;
  return (a, b) =>
    sign * (a.polarisation - b.polarisation) || b.valued - a.valued || (a.id < b.id ? -1 : Number(a.id > b.id));
}

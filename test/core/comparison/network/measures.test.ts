import fc from 'fast-check';
import t from 'tap';
import {
  activityOf,
  countSides,
  type Measure,
  oneModePairs,
  prominenceOf,
  type Sided,
  twoModeTies,
} from '../../../../src/core/comparison/network/measures.ts';
import { MEASURES, NETWORK_MODES } from '../../../../src/core/comparison/network/network.ts';
import { naiveWeight } from '../../../helpers/asserts/naive-network.ts';
import { holds } from '../../../helpers/asserts/property.ts';

const [ADA, BEN, CHO] = [0, 1, 2];
const [BRIDGE, TOLLS, FERRY] = [0, 1, 2];
const says = (actor: number, question: number, agrees: boolean, unit: string | null = null): Sided => ({
  actor,
  question,
  agrees,
  unit,
});

/** Ada: for the bridge twice, and once against it; for tolls. Ben: for the bridge, against tolls. Cho: for the ferry. */
const town: readonly Sided[] = [
  says(ADA, BRIDGE, true, 'gazette'),
  says(ADA, BRIDGE, true, 'gazette'),
  says(ADA, BRIDGE, false, 'gazette'),
  says(ADA, TOLLS, true, 'post'),
  says(BEN, BRIDGE, true, 'post'),
  says(BEN, TOLLS, false, 'post'),
  says(CHO, FERRY, true, 'post'),
];
const anyTime: readonly Sided[] = town.map((it) => ({ ...it, unit: null }));
const count = (all: readonly Sided[], regardless = false) => countSides(all, { actors: 3, questions: 3, regardless });

const pairs = (measure: Measure, all = anyTime) => oneModePairs(count(all, measure.aggregation === 'ignore'), measure);
const ties = (measure: Measure, all = anyTime) => twoModeTies(count(all, measure.aggregation === 'ignore'), measure);

t.test('positions are counted by actor, question and side, and once in their unit where they have one', async (t) => {
  t.strictSame([...count(anyTime).agreed], [2, 1, 0, 1, 0, 0, 0, 0, 1]);
  t.strictSame([...count(anyTime).disagreed], [1, 0, 0, 0, 1, 0, 0, 0, 0]);
  t.strictSame([...count(town).agreed], [1, 1, 0, 1, 0, 0, 0, 0, 1], 'once for each side');
  t.strictSame([...count(town).disagreed], [1, 0, 0, 0, 1, 0, 0, 0, 0]);
  t.strictSame([...count(town, true).agreed], [1, 1, 0, 1, 0, 0, 0, 0, 1], 'once, whichever the side');
  t.strictSame([...count(town, true).disagreed], [0, 0, 0, 0, 1, 0, 0, 0, 0], 'of which the first decides');
  t.strictSame(
    [activityOf(count(anyTime)), prominenceOf(count(anyTime))],
    [
      [4, 2, 1],
      [4, 2, 1],
    ],
  );
});

t.test(
  'congruence multiplies the same sides, conflict opposite ones; subtract and ignore put them together',
  async (t) => {
    // Bridge: 2·1 the same, 1·1 opposite; tolls: 1·1 opposite.
    const weights = (['congruence', 'conflict', 'subtract', 'ignore'] as const).map(
      (aggregation) => pairs({ aggregation, normalisation: 'none' })[0]?.weight,
    );
    t.strictSame(weights, [2, 2, 0, 4]);
  },
);

t.test('a pair has its counts beside its weight, and two who share no question are no pair', async (t) => {
  t.strictSame(pairs({ aggregation: 'subtract', normalisation: 'none' }), [
    { a: ADA, b: BEN, weight: 0, shared: 2, congruence: 2, conflict: 2 },
  ]);
});

t.test('average, Jaccard and cosine divide by what the field divides by', async (t) => {
  const weight = (normalisation: Measure['normalisation']) =>
    pairs({ aggregation: 'congruence', normalisation })[0]?.weight;
  t.equal(weight('average'), 2 / ((4 + 2) / 2));
  // For the bridge 2·1; against it 1; for tolls 1; against them 1.
  t.equal(weight('jaccard'), 2 / (2 + 1 + 1 + 1));
  t.equal(weight('cosine'), 2 / (4 * 2));
});

t.test('the ties of two modes are sums, differences or codes, and a balance is not a silence', async (t) => {
  const weights = (aggregation: Measure['aggregation']) =>
    ties({ aggregation, normalisation: 'none' }).map(({ actor, question, weight }) => [actor, question, weight]);
  const rest = (of: number) => [
    [BEN, BRIDGE, 1],
    [BEN, TOLLS, of],
    [CHO, FERRY, 1],
  ];
  t.strictSame(weights('ignore'), [[ADA, BRIDGE, 3], [ADA, TOLLS, 1], ...rest(1)]);
  t.strictSame(weights('subtract'), [[ADA, BRIDGE, 1], [ADA, TOLLS, 1], ...rest(-1)]);
  t.strictSame(weights('combine'), [[ADA, BRIDGE, 3], [ADA, TOLLS, 1], ...rest(2)]);
  const torn = [says(ADA, BRIDGE, true), says(ADA, BRIDGE, false)];
  t.strictSame(ties({ aggregation: 'subtract', normalisation: 'none' }, torn), [
    { actor: ADA, question: BRIDGE, weight: 0, agree: 1, disagree: 1 },
  ]);
});

t.test('activity divides by what the actor said, prominence by what was said on the question', async (t) => {
  const first = (normalisation: Measure['normalisation']) =>
    ties({ aggregation: 'subtract', normalisation })[0]?.weight;
  t.equal(first('activity'), 1 / 4);
  t.equal(first('prominence'), 1 / 4);
  t.equal(ties({ aggregation: 'subtract', normalisation: 'activity' })[2]?.weight, 1 / 2);
});

const arbitrarySided = fc.array(
  fc.record({ actor: fc.nat(2), question: fc.nat(2), agrees: fc.boolean(), unit: fc.constantFrom('x', 'y') }),
  { maxLength: 15 },
);

t.test('every measure is that of its formula, whatever was said', async (t) => {
  for (const mode of NETWORK_MODES)
    for (const aggregation of MEASURES[mode].aggregation)
      for (const normalisation of MEASURES[mode].normalisation)
        holds(t, fc.tuple(arbitrarySided, fc.boolean()), ([sided, once]) => {
          const said = sided.map(({ actor, question, agrees, unit }) => ({
            actor: `actor ${actor}`,
            question: `question ${question}`,
            side: agrees ? (1 as const) : (0 as const),
            unit,
          }));
          const counted = sided.map((it) => (once ? it : { ...it, unit: null }));
          const weights = new Map(
            mode === 'one-mode'
              ? pairs({ aggregation, normalisation }, counted).map(({ a, b, weight }) => [`${a} ${b}`, weight])
              : ties({ aggregation, normalisation }, counted).map((it) => [`${it.actor} ${it.question}`, it.weight]),
          );
          const crossings = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => [a, b] as const));
          return crossings
            .filter(([a, b]) => mode === 'two-mode' || a < b)
            .every(([a, b]) => {
              const column = mode === 'two-mode' ? `question ${b}` : `actor ${b}`;
              const wanted = naiveWeight(said, { mode, aggregation, normalisation }, once, `actor ${a}`, column);
              return Math.abs(wanted - (weights.get(`${a} ${b}`) ?? 0)) < 1e-9;
            });
        });
});

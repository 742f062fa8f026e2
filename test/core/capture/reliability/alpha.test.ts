import t from 'tap';
import { alphaOf, coincidencesOf, METRICS, type Ratings } from '../../../../src/core/capture/reliability/alpha.ts';
import { intervalOf } from '../../../../src/core/capture/reliability/bootstrap.ts';
import { noPause } from '../../../../src/services/slices.ts';

const _: null = null;

/** Units by coders, as the published examples have them: coders by units. */
const unitsOf = <V extends string | number>(coders: readonly Ratings<V>[]): Ratings<V>[] =>
  (coders[0] ?? []).map((__, unit) => coders.map((ratings) => ratings[unit] ?? null));

// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and the example of Wikipedia.
const KNOWN = [
  {
    name: 'four coders, twelve units',
    ratings: [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
      [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ],
    alpha: { nominal: 0.743421, ordinal: 0.815388, interval: 0.849107 },
  },
  {
    name: 'three coders, fifteen units',
    ratings: [
      [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
      [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
      [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
    ],
    alpha: { nominal: 0.691358, ordinal: 0.806721, interval: 0.810845 },
  },
];

for (const { name, ratings, alpha } of KNOWN)
  for (const metric of METRICS)
    t.test(`${metric} alpha of the published example with ${name}`, async (t) => {
      const found = alphaOf(coincidencesOf(unitsOf(ratings)), metric);
      t.equal(typeof found, 'number');
      t.ok(Math.abs(Number(found) - alpha[metric]) < 1e-6, `${found} is ${alpha[metric]}`);
    });

t.test('agreement is 1 only where values vary, and opposition below 0', async (t) => {
  const same = coincidencesOf([
    ['a', 'a'],
    ['b', 'b'],
  ]);
  t.equal(alphaOf(same, 'nominal'), 1);
  const opposed = coincidencesOf([
    [-1, 1],
    [1, -1],
  ]);
  t.ok(Number(alphaOf(opposed, 'interval')) < 0);
});

t.test('where alpha cannot be had, it is said why', async (t) => {
  t.equal(alphaOf(coincidencesOf([['a'], ['b']]), 'nominal'), 'one-coder');
  t.equal(alphaOf(coincidencesOf([]), 'nominal'), 'one-coder');
  const apart = coincidencesOf([
    ['a', null],
    [null, 'b'],
  ]);
  t.equal(alphaOf(apart, 'nominal'), 'nothing-pairable');
  const flat = coincidencesOf([
    ['a', 'a'],
    ['a', 'a'],
  ]);
  t.equal(alphaOf(flat, 'nominal'), 'no-variation');
  t.equal(await intervalOf(flat, 'nominal', noPause), null);
});

t.test('a unit that one coder left out counts for nothing', async (t) => {
  const both = [
    ['a', 'a'],
    ['b', 'a'],
    ['b', 'b'],
  ];
  const alone = [...both, ['b', null], [null, 'a']];
  t.equal(alphaOf(coincidencesOf(alone), 'nominal'), alphaOf(coincidencesOf(both), 'nominal'));
  t.equal(coincidencesOf(alone).pairable, 6);
});

t.test('the interval holds alpha, and is the same each time', async (t) => {
  const coincidences = coincidencesOf(unitsOf(KNOWN[0]?.ratings ?? []));
  const alpha = Number(alphaOf(coincidences, 'interval'));
  let pauses = 0;
  const interval = await intervalOf(coincidences, 'interval', async () => {
    pauses += 1;
  });
  t.ok(pauses > 0, 'others have their turn');
  t.ok(interval !== null && interval.low < alpha && alpha <= interval.high && interval.draws > 900);
  t.strictSame(await intervalOf(coincidences, 'interval', noPause), interval);
});

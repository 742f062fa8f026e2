import fc from 'fast-check';
import t from 'tap';
import { consensusReader } from '../../../src/core/comparison/build-consensus.ts';
import { byRank, measuresOf, type QuestionConsensus } from '../../../src/core/comparison/consensus.ts';
import { type Moment, RULES } from '../../../src/core/matrix/cell.ts';
import { buildMatrix } from '../../../src/core/matrix/matrix.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { arbitraryRemarks, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { readMaterial } from '../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';

const LATEST: Moment = { rule: 'latest', asOf: null };

const consensusOf = (told: Story, moment: Moment = LATEST): QuestionConsensus | undefined =>
  readMaterial(materialOf(told.bundle()), (ground) => consensusReader(ground, moment)).questions[0];

/** The measures of so many experts at each place of a scale from -1 to 1. */
const measures = (standings: readonly (readonly [place: number, experts: number])[]) =>
  measuresOf(new Map(standings), 2);

t.test('where all stand at one place, the spread and the polarisation are 0', async (t) => {
  t.strictSame(measures([[0.5, 7]]), { valued: 7, mean: 0.5, spread: 0, polarisation: 0 });
});

t.test('one half at each end is as polarised as can be', async (t) => {
  t.strictSame(
    measures([
      [-1, 3],
      [1, 3],
    ]),
    { valued: 6, mean: 0, spread: 1, polarisation: 1 },
  );
});

t.test('polarisation is four times the sum of π_i² · π_j · distance in parts of the range', async (t) => {
  // Shares 3/4 and 1/4, a whole range apart: 4 · (9/16 · 1/4 + 1/16 · 3/4).
  t.equal(
    measures([
      [-1, 3],
      [1, 1],
    ]).polarisation,
    0.75,
  );
  // The same half a range apart.
  t.equal(
    measures([
      [0, 3],
      [1, 1],
    ]).polarisation,
    0.375,
  );
  // Thirds at both ends and between: 4 · 1/27 · (1 + 1 + 1/2 + 1/2 + 1/2 + 1/2).
  t.equal(
    measures([
      [-1, 1],
      [0, 1],
      [1, 1],
    ]).polarisation,
    16 / 27,
  );
});

t.test('distances count, not the order of places', async (t) => {
  const [narrow, wide] = [
    measures([
      [0.8, 2],
      [1, 2],
    ]),
    measures([
      [-1, 2],
      [1, 2],
    ]),
  ];
  t.ok(Math.abs((narrow.polarisation ?? 0) - 0.1) < 1e-12);
  t.equal(wide.polarisation, 1);
});

t.test(
  'many small groups are less polarised than two large ones as far apart, though they spread as much',
  async (t) => {
    const two = measures([
      [-0.5, 4],
      [0.5, 4],
    ]);
    const four = measures([
      [-0.7, 2],
      [-0.1, 2],
      [0.1, 2],
      [0.7, 2],
    ]);
    t.ok(Math.abs((two.spread ?? 0) - (four.spread ?? 0)) < 1e-12);
    t.ok((four.polarisation ?? 1) < (two.polarisation ?? 0));
  },
);

t.test('of nobody there is nothing to say, and of one place on a scale of one nothing but its n', async (t) => {
  t.strictSame(measures([]), { valued: 0, mean: null, spread: null, polarisation: null });
  t.strictSame(measuresOf(new Map([[1, 3]]), 0), { valued: 3, mean: 1, spread: 0, polarisation: 0 });
});

t.test('polarisation lies between 0 and 1, and neither mirroring nor doubling everybody changes it', async (t) => {
  const standings = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 50 })), {
    maxLength: 8,
  });
  holds(t, standings, (given) => {
    const unique = [...new Map(given.map(([place, n]) => [place / 20, n] as const))];
    const { polarisation } = measures(unique);
    if (polarisation === null) return unique.length === 0;
    const mirrored = measures(unique.map(([place, n]) => [-place, n] as const)).polarisation ?? -1;
    const doubled = measures(unique.map(([place, n]) => [place, 2 * n] as const)).polarisation ?? -1;
    const near = (other: number) => Math.abs(other - polarisation) < 1e-12;
    return polarisation >= 0 && polarisation <= 1 && near(mirrored) && near(doubled);
  });
});

t.test('silence, taking no side and contradiction are in the distribution, each for itself', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support')
    .says('ben', 'bridge', 'oppose')
    .says('cho', 'bridge', 'noncommittal')
    .says('dan', 'bridge', 'support', { on: '2024-06-01' })
    .says('dan', 'bridge', 'oppose', { on: '2024-06-01' })
    .expert('eve');
  shows(t, consensusOf(told), {
    distribution: {
      oppose: 1,
      'lean-oppose': 0,
      mixed: 0,
      'lean-support': 0,
      support: 1,
      noncommittal: 1,
      contested: 1,
      none: 1,
    },
    answered: 4,
    valued: 3,
    mean: 0,
  });
});

t.test('nothing is computed from silence', async (t) => {
  const silent = story().question('bridge').expert('ada').says('ben', 'bridge', 'noncommittal');
  shows(t, consensusOf(silent), { answered: 1, valued: 0, mean: null, spread: null, polarisation: null });
});

t.test('the minority is the share of the smaller side among those on one', async (t) => {
  const town = (options: { readonly [expert: string]: string }) =>
    Object.entries(options).reduce((told, [expert, option]) => told.says(expert, 'bridge', option), story());
  const minority = (options: { readonly [expert: string]: string }) => consensusOf(town(options))?.minority;
  t.equal(minority({ a: 'support', b: 'lean-support', c: 'support', d: 'oppose' }), 0.25);
  t.equal(
    minority({ a: 'support', b: 'oppose', c: 'mixed', d: 'noncommittal' }),
    0.5,
    'who is on no side is on neither',
  );
  t.equal(minority({ a: 'support' }), 0);
  t.equal(minority({ a: 'mixed', b: 'noncommittal' }), null);
  const torn = town({ a: 'support', b: 'support', c: 'oppose' })
    .says('d', 'bridge', 'support', { on: '2024-06-01' })
    .says('d', 'bridge', 'oppose', { on: '2024-06-01' });
  t.equal(consensusOf(torn)?.minority, 1 / 3, 'a contradiction is on both sides, and counts on neither');
});

/** Ada was of the Port until 2022 and is of the Guild since; Ben is of the Port, Cho of the Guild, Dan of none. */
const switched = () =>
  story()
    .expert('ada', {
      affiliations: [
        { organization: 'Port', to: '2022' },
        { organization: 'Guild', from: '2023' },
      ],
    })
    .expert('ben', { affiliations: [{ organization: 'Port' }] })
    .expert('cho', { affiliations: [{ organization: 'Guild' }] })
    .says('ada', 'bridge', 'oppose', { on: '2021-05-01' })
    .says('ben', 'bridge', 'support', { on: '2024-01-01' })
    .says('dan', 'bridge', 'oppose', { on: '2024-01-01' })
    .says('ada', 'tolls', 'support', { on: '2024-01-01' });

t.test('by group, a position counts for the organizations that its holder belonged to on its day', async (t) => {
  const groups = (moment: Partial<Moment> = {}, organizations: ((name: string) => boolean) | null = null) => {
    const { questions, groupsOf } = readMaterial(materialOf(switched().bundle()), (ground) =>
      consensusReader(ground, { ...LATEST, ...moment, organizations, groups: true }),
    );
    return questions.map((question) => [
      question.id,
      ...groupsOf(question).map(
        ({ name, experts, answered, mean, minority, distribution }) =>
          `${name}: ${answered} of ${experts}, mean ${mean}, minority ${minority}, silent ${distribution.none}`,
      ),
    ]);
  };
  t.strictSame(groups(), [
    ['bridge', 'Guild: 0 of 2, mean null, minority null, silent 2', 'Port: 2 of 2, mean 0, minority 0.5, silent 0'],
    ['tolls', 'Guild: 1 of 2, mean 1, minority 0, silent 1', 'Port: 0 of 1, mean null, minority null, silent 1'],
  ]);
  t.strictSame(groups({ asOf: '2022' })[0], [
    'bridge',
    'Guild: 0 of 1, mean null, minority null, silent 1',
    'Port: 1 of 2, mean -1, minority 0, silent 1',
  ]);
  t.strictSame(groups({}, (name) => name === 'Port')[0]?.length, 2);
});

t.test('where every position counts, each counts for the organizations of its own day', async (t) => {
  const told = switched().says('ada', 'bridge', 'support', { on: '2024-02-01' });
  const read = (organizations: ((name: string) => boolean) | null) =>
    readMaterial(materialOf(told.bundle()), (ground) =>
      consensusReader(ground, { rule: 'all', asOf: null, organizations, groups: true }),
    );
  const { questions, groupsOf } = read(null);
  const [bridge] = questions;
  t.match(bridge && groupsOf(bridge).map(({ name, mean }) => `${name} ${mean}`), ['Guild 1', 'Port 0']);
  t.match(read((name) => name === 'Port').questions[0], { mean: 0, answered: 2 }, 'Ada as of then, and Ben');
  t.match(read((name) => name === 'Guild').questions[0], { mean: 1, answered: 1 }, 'Ada as of now');
});

t.test('the moment decides what counts', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-01-01' })
    .says('ada', 'bridge', 'oppose', { on: '2024-03-01' })
    .says('ben', 'bridge', 'support', { on: '2024-02-01' });
  const polarisation = (moment: Partial<Moment>) => consensusOf(told, { ...LATEST, ...moment })?.polarisation;
  t.equal(polarisation({}), 1);
  t.equal(polarisation({ asOf: '2024-02' }), 0);
  t.equal(polarisation({ rule: 'all' }), 0.5, 'Ada stands at the mean of what she said');
});

t.test('counts and means are those of the matrix, whatever was said', async (t) => {
  const moment = fc.record({
    rule: fc.constantFrom(...RULES),
    asOf: fc.constantFrom(null, '2023', '2024-06-29', '2024-06', '2024-07-01'),
  });
  holds(t, fc.tuple(arbitraryRemarks, moment), ([remarks, at]) => {
    const material = materialOf(toldBy(remarks));
    const { matrix } = buildMatrix(material, { ...at, knownAt: null, evidence: false });
    const { questions, revision } = readMaterial(material, (ground) => consensusReader(ground, at));
    return (
      revision === matrix.revision &&
      matrix.questions.every(({ distribution, answered, valued, mean }, column) => {
        const found = questions[column];
        return (
          JSON.stringify(found?.distribution) === JSON.stringify(distribution) &&
          found?.answered === answered &&
          found.valued === valued &&
          (mean === null ? found.mean === null : Math.abs((found.mean ?? 9) - mean) < 1e-12)
        );
      })
    );
  });
});

t.test('a ranking is by polarisation, then by n, then by id', async (t) => {
  const rank = (id: string, polarisation: number, valued: number) => ({ id, polarisation, valued });
  const ranks = [rank('c', 0.5, 2), rank('b', 1, 2), rank('a', 0.5, 2), rank('d', 0.5, 9)];
  const order = (by: 'divisive' | 'agreed') =>
    ranks
      .toSorted(byRank(by))
      .map(({ id }) => id)
      .join('');
  t.strictSame([order('divisive'), order('agreed')], ['bdac', 'dacb']);
});

import t from 'tap';
import { networkReader } from '../../../../src/core/comparison/network/build-network.ts';
import {
  measureFaults,
  NETWORK_DEFAULTS,
  type Network,
  type NetworkOptions,
} from '../../../../src/core/comparison/network/network.ts';
import { shows } from '../../../helpers/asserts/shows.ts';
import { readMaterial } from '../../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../../helpers/fixtures/records.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';

const OPTIONS: NetworkOptions = { ...NETWORK_DEFAULTS, from: null, to: null, knownAt: null };

const networkOf = (told: Story, options: Partial<NetworkOptions> = {}): Network =>
  readMaterial(materialOf(told.bundle()), (ground) =>
    networkReader({ ...ground, includes: () => true }, { ...OPTIONS, ...options }),
  );

const edges = ({ pairs, ties }: Network): string[] => [
  ...pairs.map(({ a, b, weight }) => `${a} ${b} ${weight}`),
  ...ties.map(({ actor, question, weight }) => `${actor} ${question} ${weight}`),
];

t.test(
  'values above 0 agree and those below disagree, whatever their size; others do not count, and are counted',
  async (t) => {
    const network = networkOf(
      story()
        .says('ada', 'bridge', 'support')
        .says('ben', 'bridge', 'lean-support')
        .says('cho', 'bridge', 'lean-oppose')
        .says('dan', 'bridge', 'mixed')
        .says('dan', 'bridge', 'noncommittal')
        .says('dan', 'tolls', 'oppose', { status: 'retracted' })
        .says('dan', 'tolls', 'oppose', { status: 'draft' }),
    );
    t.strictSame(edges(network), ['ada ben 1', 'ada cho -1', 'ben cho -1']);
    t.strictSame(
      network.actors.map(({ id, positions }) => `${id} ${positions}`),
      ['ada 1', 'ben 1', 'cho 1'],
    );
    t.strictSame(network.questions, [{ id: 'bridge', title: 'bridge', positions: 3 }]);
    t.strictSame(network.left, { withoutSide: 2, withoutOrganization: 0, duplicates: 0 });
  },
);

t.test('every published position counts, not only the latest', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-01-01' })
    .says('ada', 'bridge', 'oppose', { on: '2024-02-01' })
    .says('ben', 'bridge', 'oppose');
  shows(t, networkOf(told).pairs[0], { weight: 0, congruence: 1, conflict: 1, shared: 1 });
  t.equal(networkOf(told).rule, 'all');
});

t.test('from and to are days of the range, and a reduced date counts from its last day', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-05-31' })
    .says('ada', 'bridge', 'support', { on: '2024-06' })
    .says('ada', 'bridge', 'support', { on: '2024' });
  const count = (from: string | null, to: string | null) => networkOf(told, { from, to }).actors[0]?.positions ?? 0;
  t.strictSame(
    [
      count(null, null),
      count('2024-06', null),
      count(null, '2024-06-29'),
      count('2024-05-31', '2024-06'),
      count('2025', null),
    ],
    [3, 2, 1, 2, 0],
  );
  const { asOf, from } = networkOf(told, { from: '2024-05', to: '2024-06' });
  t.strictSame({ asOf, from }, { asOf: '2024-06', from: '2024-05' });
});

t.test('organizations act through those who belonged to them on the day, each for all that was said', async (t) => {
  const told = story()
    .expert('ada', {
      affiliations: [
        { organization: 'Port', role: 'Pilot', from: '2019', to: '2023' },
        { organization: 'Port', role: 'Patron' },
        { organization: 'Guild', from: '2024' },
      ],
    })
    .expert('ben', { affiliations: [{ organization: 'Émile & Sons' }] })
    .says('ada', 'bridge', 'support', { on: '2023-06-01' })
    .says('ada', 'bridge', 'oppose', { on: '2024-06-01' })
    .says('ben', 'bridge', 'support', { on: '2024-06-01' })
    .says('cho', 'bridge', 'support');
  const network = networkOf(told, { actor: 'organization' });
  t.strictSame(
    network.actors.map(({ id, positions }) => `${id} ${positions}`),
    ['Émile & Sons 1', 'Guild 1', 'Port 2'],
    'by name, a position once for each of them',
  );
  t.strictSame(edges(network), ['Émile & Sons Guild -1', 'Émile & Sons Port 0', 'Guild Port 0']);
  t.equal(network.left.withoutOrganization, 1, 'and Cho belonged to none');
});

t.test('duplicates count once in a source, a week, a month, a year, or at all, on each side', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-06-30', source: 'post' }) // a Sunday
    .says('ada', 'bridge', 'support', { on: '2024-07-01', source: 'post' }) // a Monday
    .says('ada', 'bridge', 'support', { on: '2024-07-07', source: 'gazette' }) // the Sunday after
    .says('ada', 'bridge', 'support', { on: '2023-07-07', source: 'gazette' }) // the same week of another year
    .says('ada', 'bridge', 'oppose', { on: '2023-07-07', source: 'gazette' });
  const count = (duplicates: NetworkOptions['duplicates']) => {
    const { actors, left } = networkOf(told, { duplicates });
    return [actors[0]?.positions, left.duplicates];
  };
  t.strictSame(count('include'), [5, 0]);
  t.strictSame(count('week'), [4, 1]);
  t.strictSame(count('month'), [4, 1]);
  t.strictSame(count('year'), [3, 2]);
  t.strictSame(count('source'), [3, 2]);
  t.strictSame(count('across-range'), [2, 3]);
});

t.test('a position stands in the source of the statement that it is dated by', async (t) => {
  const told = story()
    .statement('early', 'ada', { source: 'gazette', saidOn: '2024-01-01' })
    .statement('late', 'ada', { source: 'post', saidOn: '2024-02-01' })
    .position('p1', { expert: 'ada', question: 'bridge', option: 'support', statements: ['early', 'late'] })
    .says('ada', 'bridge', 'support', { source: 'post' });
  t.equal(networkOf(told, { duplicates: 'source' }).actors[0]?.positions, 1);
});

t.test('where sides are not told apart, the earlier of two duplicates counts', async (t) => {
  const told = (first: string, second: string) =>
    story()
      .says('ada', 'bridge', first, { on: '2024-06-01', id: 'z' })
      .says('ada', 'bridge', second, { on: '2024-06-02', id: 'a' });
  const options = { mode: 'two-mode', aggregation: 'ignore', duplicates: 'across-range' } as const;
  shows(t, networkOf(told('support', 'oppose'), options).ties[0], { weight: 1, agree: 1, disagree: 0 });
  shows(t, networkOf(told('oppose', 'support'), options).ties[0], { weight: 1, agree: 0, disagree: 1 });
});

t.test('a network depends on the last change to anything in it', async (t) => {
  const material = materialOf(story().says('ada', 'bridge', 'support').bundle());
  const revised = { ...material, positions: material.positions.map((position) => ({ ...position, revision: 7 })) };
  const network = readMaterial(revised, (ground) => networkReader({ ...ground, includes: () => true }, OPTIONS));
  t.equal(network.revision, 7);
});

t.test('what does not go together is named, with what would', async (t) => {
  const faults = (options: Partial<NetworkOptions>) =>
    measureFaults({ ...OPTIONS, ...options }).map(({ parameter, message }) => `${parameter} ${message}`);
  t.strictSame(faults({}), []);
  t.strictSame(faults({ aggregation: 'combine', normalisation: 'activity' }), [
    'aggregation "combine" is not for one-mode networks; choose one of ignore, subtract, congruence, conflict',
    'normalisation "activity" is not for one-mode networks; choose one of none, average, jaccard, cosine',
  ]);
  t.strictSame(faults({ mode: 'two-mode', aggregation: 'congruence' }), [
    'aggregation "congruence" is not for two-mode networks; choose one of ignore, subtract, combine',
  ]);
  t.strictSame(faults({ mode: 'two-mode', aggregation: 'combine', normalisation: 'prominence' }), [
    'normalisation "prominence" would divide the codes of combine, which are no amounts; use none',
  ]);
});

t.test('more edges than an answer holds are refused with their number and a way out', async (t) => {
  const many = story();
  for (let index = 0; index < 317; index += 1) many.says(`e${index}`, 'bridge', 'support');
  t.throws(() => networkOf(many), {
    kind: 'too-large',
    message: /^317 actors make 50086 pairs, and one answer holds at most 50000/,
  });
  t.equal(networkOf(many, { mode: 'two-mode' }).ties.length, 317);
});

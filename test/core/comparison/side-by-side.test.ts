import t from 'tap';
import { buildComparison } from '../../../src/core/comparison/side-by-side.ts';
import { buildMatrix, withPlaces } from '../../../src/core/matrix/matrix.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';

const compare = (told: Story) =>
  buildComparison(
    withPlaces(buildMatrix(materialOf(told.bundle()), { rule: 'latest', asOf: null, knownAt: null, evidence: false })),
  );

/** How Ada and Ben stand to each other on the bridge, each holding options of one day; no option is silence. */
function relation(ada: readonly string[], ben: readonly string[], cho: readonly string[] = []): string {
  const told = story().expert('ada').expert('ben').expert('cho').question('bridge');
  for (const [expert, options] of Object.entries({ ada, ben, cho }))
    for (const option of options) told.says(expert, 'bridge', option, { on: '2024-06-01' });
  const { counts, questions } = compare(told);
  const [counted = ''] = Object.entries(counts).flatMap(([name, count]) => (count === 1 ? [name] : []));
  return questions[0]?.relation ?? counted;
}

t.test('those who took the same side agree, however firmly each holds it', async (t) => {
  t.equal(relation(['support'], ['lean-support']), 'agree');
  t.equal(relation(['oppose'], ['lean-oppose']), 'agree');
  t.equal(relation(['mixed'], ['mixed']), 'agree');
});

t.test('those who took different sides differ', async (t) => {
  t.equal(relation(['lean-support'], ['lean-oppose']), 'differ');
  t.equal(relation(['support'], ['mixed']), 'differ');
});

t.test('who contradicts themself differs from whoever took a side', async (t) => {
  t.equal(relation(['support', 'oppose'], ['support']), 'differ');
  t.equal(relation(['support', 'oppose'], ['support', 'oppose']), 'differ');
});

t.test('where fewer than two took a side there is none to share', async (t) => {
  t.equal(relation(['noncommittal'], ['noncommittal']), 'no-side');
  t.equal(relation(['support'], ['noncommittal']), 'no-side');
});

t.test('who took no side does not stand between those who did', async (t) => {
  t.equal(relation(['support'], ['support'], ['noncommittal']), 'agree');
  t.equal(relation(['support'], ['oppose'], ['noncommittal']), 'differ');
});

t.test('one voice is no comparison, and silence is neither agreement nor difference', async (t) => {
  t.equal(relation(['support'], []), 'one-spoke');
  t.equal(relation(['noncommittal'], []), 'one-spoke');
  t.equal(relation(['support', 'oppose'], []), 'one-spoke');
  t.equal(relation([], []), 'silent');
  t.equal(relation(['support'], ['support'], []), 'agree');
});

t.test('questions on which nobody spoke are counted and not listed', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support')
    .says('ben', 'bridge', 'support')
    .says('ada', 'tolls', 'support')
    .question('ferry')
    .question('tunnel');
  const { counts, questions } = compare(told);
  t.strictSame(counts, { agree: 1, differ: 0, 'no-side': 0, 'one-spoke': 1, silent: 2 });
  t.strictSame(
    questions.map(({ id }) => id),
    ['bridge', 'tolls'],
  );
});

t.test('a compared question shows the cell of every expert, silence included, in the order of experts', async (t) => {
  const { questions, experts } = compare(story().expert('cho').says('ada', 'bridge', 'support').expert('ben'));
  t.strictSame(
    experts.map(({ id }) => id),
    ['cho', 'ada', 'ben'],
  );
  t.strictSame(
    questions[0]?.cells.map(({ expert, state }) => `${expert} ${state}`),
    ['cho none', 'ada position', 'ben none'],
  );
});

t.test('a comparison gives the agreement of every pair, with its n', async (t) => {
  const { agreement } = compare(story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'mixed').expert('cho'));
  t.strictSame(agreement, [
    { a: 'ada', b: 'ben', score: 0.5, shared: 1, same: 0, opposite: 0 },
    { a: 'ada', b: 'cho', score: null, shared: 0, same: 0, opposite: 0 },
    { a: 'ben', b: 'cho', score: null, shared: 0, same: 0, opposite: 0 },
  ]);
});

import t from 'tap';
import { type AgreementPair, buildAgreement } from '../../src/core/agreement.ts';
import type { Rule } from '../../src/core/cell.ts';
import { buildMatrix } from '../../src/core/matrix.ts';
import { materialOf } from '../helpers/records.ts';
import { shows } from '../helpers/shows.ts';
import { type Story, story } from '../helpers/story.ts';

const agreementOf = (told: Story, rule: Rule = 'latest') =>
  buildAgreement(buildMatrix(materialOf(told.bundle()), { rule, asOf: null, knownAt: null, evidence: false }));

const pairOf = (told: Story, rule: Rule = 'latest'): AgreementPair | undefined => agreementOf(told, rule).pairs[0];

t.test('agreement is one minus the mean distance over the questions both have placed themselves on', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support')
    .says('ben', 'bridge', 'lean-support') // 0.5 of 2 apart
    .says('ada', 'tolls', 'lean-support')
    .says('ben', 'tolls', 'lean-oppose') // 1 of 2 apart
    .says('ada', 'ferry', 'oppose') // Ben is silent
    .says('ada', 'tunnel', 'noncommittal') // Ada took no side
    .says('ben', 'tunnel', 'support');
  t.strictSame(pairOf(told), { a: 'ada', b: 'ben', score: 0.625, shared: 2 });
});

t.test('identical answers agree entirely, opposite ones not at all', async (t) => {
  const told = story().says('ada', 'bridge', 'lean-oppose').says('ben', 'bridge', 'lean-oppose');
  shows(t, pairOf(told), { score: 1, shared: 1 });
  shows(t, pairOf(story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'oppose')), { score: 0, shared: 1 });
});

t.test('without a shared question there is no score, neither 0 nor 1', async (t) => {
  shows(t, pairOf(story().says('ada', 'bridge', 'support').says('ben', 'tolls', 'support')), {
    score: null,
    shared: 0,
  });
  const aside = story().says('ada', 'bridge', 'noncommittal').says('ben', 'bridge', 'noncommittal');
  shows(t, pairOf(aside), { score: null, shared: 0 });
});

t.test('a contested cell stands at the mean of its positions', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-06-01' })
    .says('ada', 'bridge', 'lean-oppose', { on: '2024-06-01' }) // Ada's mean is 0.25
    .says('ben', 'bridge', 'support'); // 0.75 of 2 apart
  shows(t, pairOf(told), { score: 0.625, shared: 1 });
});

t.test('positions that take no side do not pull the mean of a contested cell', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-06-01' })
    .says('ada', 'bridge', 'oppose', { on: '2024-06-01' })
    .says('ada', 'bridge', 'noncommittal', { on: '2024-06-01' })
    .says('ben', 'bridge', 'mixed');
  shows(t, pairOf(told), { score: 1, shared: 1 });
});

t.test('a distance is measured by the range of the scale of its question', async (t) => {
  const told = story()
    .scale('yes-no', { yes: 1, no: 0 }) // range 1
    .scale('votes', { aye: 1, abstain: 0, nay: -1, absent: null }) // range 2
    .question('bridge', { scale: 'yes-no' })
    .question('tolls', { scale: 'votes' })
    .question('ferry', { scale: 'votes' })
    .says('ada', 'bridge', 'yes')
    .says('ben', 'bridge', 'no') // 1 of 1 apart
    .says('ada', 'tolls', 'aye')
    .says('ben', 'tolls', 'abstain') // 1 of 2 apart
    .says('ada', 'ferry', 'absent')
    .says('ben', 'ferry', 'nay');
  shows(t, pairOf(told), { score: 0.25, shared: 2 });
});

t.test('on a scale with one value, all who hold it agree', async (t) => {
  const told = story().scale('signed', { signed: 1, absent: null }).question('petition', { scale: 'signed' });
  shows(t, pairOf(told.says('ada', 'petition', 'signed').says('ben', 'petition', 'signed')), { score: 1, shared: 1 });
});

t.test('every pair is there once, in the order of the experts', async (t) => {
  const told = story().expert('cho').expert('ada').expert('ben');
  t.strictSame(
    agreementOf(told).pairs.map(({ a, b }) => `${a} ${b}`),
    ['cho ada', 'cho ben', 'ada ben'],
  );
  t.strictSame(agreementOf(story().expert('ada')).pairs, []);
});

t.test('agreement names the rule, the experts and how many questions were compared', async (t) => {
  const { rule, asOf, knownAt, experts, questions } = agreementOf(
    story().says('ada', 'bridge', 'support').question('tolls'),
    'all',
  );
  t.strictSame({ rule, asOf, knownAt, questions }, { rule: 'all', asOf: null, knownAt: null, questions: 2 });
  t.strictSame(experts, [{ id: 'ada', name: 'ada', affiliation: null }]);
});

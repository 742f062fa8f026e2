import t from 'tap';
import type { Agreement, AgreementPair } from '../../../../src/core/comparison/agreement/agreement.ts';
import { type AgreementOptions, agreementReader } from '../../../../src/core/comparison/agreement/build-agreement.ts';
import type { Rule } from '../../../../src/core/matrix/cell.ts';
import { shows } from '../../../helpers/asserts/shows.ts';
import { readMaterial } from '../../../helpers/fixtures/read-material.ts';
import { materialOf } from '../../../helpers/fixtures/records.ts';
import { council } from '../../../helpers/fixtures/stories.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';

const OPTIONS: AgreementOptions = {
  rule: 'latest',
  asOf: null,
  knownAt: null,
  groupBy: null,
  organizations: null,
  by: null,
  topics: null,
  of: null,
  minShared: 0,
  only: null,
};

const agreementOf = (told: Story, options: Partial<AgreementOptions> = {}): Agreement =>
  readMaterial(materialOf(told.bundle()), (ground) => agreementReader(ground, { ...OPTIONS, ...options }));

const pairOf = (told: Story, rule: Rule = 'latest'): AgreementPair | undefined => agreementOf(told, { rule }).pairs[0];

const inShort = (pairs: readonly AgreementPair[]): string[] =>
  pairs.map(({ a, b, score, shared }) => `${a} ${b} ${score} of ${shared}`);

t.test('agreement is one minus the mean distance over the questions both have placed themselves on', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support')
    .says('ben', 'bridge', 'lean-support') // 0.5 of 2 apart
    .says('ada', 'tolls', 'lean-support')
    .says('ben', 'tolls', 'lean-oppose') // 1 of 2 apart
    .says('ada', 'ferry', 'oppose') // Ben is silent
    .says('ada', 'tunnel', 'noncommittal') // Ada took no side
    .says('ben', 'tunnel', 'support');
  t.strictSame(pairOf(told), { a: 'ada', b: 'ben', score: 0.625, shared: 2, same: 0, opposite: 1 });
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
    { rule: 'all' },
  );
  t.strictSame({ rule, asOf, knownAt, questions }, { rule: 'all', asOf: null, knownAt: null, questions: 2 });
  t.strictSame(experts, [{ id: 'ada', name: 'ada', affiliation: null }]);
});

const inCounts = (pairs: readonly AgreementPair[]): string[] =>
  pairs.map(({ a, b, shared, same, opposite }) => `${a} ${b} ${same} of ${shared} the same, ${opposite} opposite`);

t.test('beside the score stands how often two took the same option, and how often opposite sides', async (t) => {
  const told = story()
    .scale('votes', { aye: 1, abstain: 0, nay: -1, absent: null })
    .scale('petition', { signed: 1, 'signed-late': 1, refused: -1 });
  for (const bill of ['b1', 'b2', 'b3', 'b4', 'b5', 'b6']) told.question(bill, { scale: 'votes' });
  told.question('petition', { scale: 'petition' });
  told
    .says('ada', 'b1', 'aye')
    .says('ben', 'b1', 'aye') // the same
    .says('ada', 'b2', 'abstain')
    .says('ben', 'b2', 'abstain') // the same, and no side
    .says('ada', 'b3', 'aye')
    .says('ben', 'b3', 'nay') // opposite
    .says('ada', 'b4', 'aye')
    .says('ben', 'b4', 'abstain') // neither
    .says('ada', 'b5', 'absent')
    .says('ben', 'b5', 'absent') // not shared
    .says('ada', 'b6', 'aye', { on: '2024-06-01' })
    .says('ada', 'b6', 'nay', { on: '2024-06-01' })
    .says('ben', 'b6', 'abstain') // Ada contradicts herself: neither, though her mean is where Ben stands
    .says('ada', 'petition', 'signed')
    .says('ben', 'petition', 'signed-late'); // one value, two options: neither
  const { pairs } = agreementOf(told);
  t.strictSame(inCounts(pairs), ['ada ben 2 of 6 the same, 1 opposite']);
  t.strictSame(inShort(pairs), ['ada ben 0.75 of 6'], 'apart by 0, 0, 1, 1/2, 0 and 0 of the range');
});

/** Ada and Ben agree on the bridge in 2023 and not in 2024; Cho joins in 2024. */
const years = () =>
  story()
    .question('bridge', { topics: ['traffic', 'stone'] })
    .question('tolls', { topics: ['traffic'] })
    .question('ferry')
    .says('ada', 'bridge', 'support', { on: '2023-05-01' })
    .says('ben', 'bridge', 'support', { on: '2023-12' })
    .says('ada', 'tolls', 'support', { on: '2024-01-01' })
    .says('ben', 'bridge', 'oppose', { on: '2024-01-31' })
    .says('ben', 'tolls', 'mixed', { on: '2024' })
    .says('cho', 'ferry', 'support', { on: '2024-02-01' })
    .says('cho', 'tolls', 'oppose', { on: '2024-01-15' });

t.test('by topic, each pair is set against each other over the questions of the topic', async (t) => {
  const { by, pairs, parts } = agreementOf(years(), { by: 'topic' });
  t.equal(by, 'topic');
  t.strictSame(inShort(pairs), ['ada ben 0.25 of 2', 'ada cho 0 of 1', 'ben cho 0.5 of 1']);
  t.strictSame(
    parts.map(({ part, questions, pairs: ofPart }) => [part, questions, inShort(ofPart)]),
    [
      ['stone', 1, ['ada ben 0 of 1']],
      ['traffic', 2, ['ada ben 0.25 of 2', 'ada cho 0 of 1', 'ben cho 0.5 of 1']],
    ],
    'a question with two topics counts in both, one without in none',
  );
  t.strictSame(
    agreementOf(years(), { by: 'topic', topics: ['stone'] }).parts.map(({ part }) => part),
    ['stone'],
  );
});

t.test('over time, what was said in a month or year counts in it and nowhere else', async (t) => {
  const parts = (by: 'month' | 'year', rest: Partial<AgreementOptions> = {}) =>
    agreementOf(years(), { by, ...rest }).parts.map(
      ({ part, questions, pairs }) => `${part}: ${questions}; ${inShort(pairs).join(', ')}`,
    );
  t.strictSame(parts('year'), [
    '2023: 1; ada ben 1 of 1',
    '2024: 3; ada ben 0.5 of 1, ada cho 0 of 1, ben cho 0.5 of 1',
  ]);
  t.strictSame(parts('month'), [
    '2023-05: 1; ',
    '2023-12: 1; ',
    '2024-01: 2; ada cho 0 of 1',
    '2024-02: 1; ',
    '2024-12: 1; ',
  ]);
  t.strictSame(parts('year', { asOf: '2024-01-15' }), ['2023: 1; ada ben 1 of 1', '2024: 1; ada cho 0 of 1']);
});

t.test('in a period the rule holds as it does for the whole', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-01-01' })
    .says('ada', 'bridge', 'oppose', { on: '2024-02-01' })
    .says('ben', 'bridge', 'oppose', { on: '2024-03-01' });
  const year = (rule: Rule) => agreementOf(told, { by: 'year', rule }).parts.map(({ pairs }) => inShort(pairs));
  t.strictSame(year('latest'), [['ada ben 1 of 1']]);
  t.strictSame(year('all'), [['ada ben 0.5 of 1']]);
});

/** Two of the port, who disagree; two of the guild, who do not; Eve belongs to both, and Fay to none. */
const clubs = () => {
  const port = { organization: 'Port' };
  const guild = { organization: 'Guild' };
  return story()
    .expert('ada', { affiliations: [port] })
    .expert('ben', { affiliations: [port, { organization: 'Guild', from: '2010', to: '2015' }] })
    .expert('cho', { affiliations: [guild] })
    .expert('dan', { affiliations: [guild] })
    .expert('eve', { affiliations: [port, guild] })
    .says('ada', 'bridge', 'support')
    .says('ben', 'bridge', 'oppose')
    .says('cho', 'bridge', 'support')
    .says('dan', 'bridge', 'support')
    .says('cho', 'tolls', 'support')
    .says('dan', 'tolls', 'lean-support')
    .says('fay', 'tolls', 'oppose');
};

t.test(
  'groups are set against each other by every question that their members share, and within themselves',
  async (t) => {
    const { groupBy, groups, pairs, experts } = agreementOf(clubs(), { groupBy: 'affiliation' });
    t.equal(groupBy, 'affiliation');
    t.equal(experts.length, 6);
    t.strictSame(groups, [
      { name: 'Guild', experts: ['cho', 'dan', 'eve'] },
      { name: 'Port', experts: ['ada', 'ben', 'eve'] },
    ]);
    // Cho and Dan: 1 on the bridge, 0.75 on tolls. Ada and both: 1; Ben and both: 0. Ada and Ben: 0.
    t.strictSame(inShort(pairs), ['Guild Guild 0.875 of 2', 'Guild Port 0.5 of 4', 'Port Port 0 of 1']);
    t.strictSame(inCounts(pairs), [
      'Guild Guild 1 of 2 the same, 0 opposite',
      'Guild Port 2 of 4 the same, 2 opposite',
      'Port Port 0 of 1 the same, 1 opposite',
    ]);
  },
);

t.test('one expert is set against groups, of which they may be one', async (t) => {
  const against = (of: string, options: Partial<AgreementOptions> = {}) =>
    agreementOf(clubs(), { of, groupBy: 'affiliation', ...options });
  const { of, groups, pairs } = against('ada');
  t.equal(of, 'ada');
  t.strictSame(
    groups.map(({ experts }) => experts),
    [
      ['cho', 'dan', 'eve'],
      ['ada', 'ben', 'eve'],
    ],
  );
  t.strictSame(inShort(pairs), ['ada Guild 1 of 2', 'ada Port 0 of 1']);
  t.strictSame(inCounts(pairs), ['ada Guild 2 of 2 the same, 0 opposite', 'ada Port 0 of 1 the same, 1 opposite']);
  // Cho with Dan: 1 on the bridge, 0.75 on tolls; with Ada 1, with Ben 0 on the bridge.
  t.strictSame(inShort(against('cho').pairs), ['cho Guild 0.875 of 2', 'cho Port 0.5 of 2']);
  t.strictSame(inShort(against('fay').pairs), ['fay Guild 0.125 of 2', 'fay Port null of 0']);
  t.strictSame(inShort(against('fay', { minShared: 1 }).pairs), ['fay Guild 0.125 of 2']);
  t.strictSame(
    against('cho', { by: 'year' }).parts.map(({ pairs: ofPart }) => inShort(ofPart)),
    [['cho Guild 0.875 of 2', 'cho Port 0.5 of 2']],
  );
});

t.test('what a member said before changing party counts for the old one, in the whole and in its year', async (t) => {
  const { pairs, parts, groups } = agreementOf(council(), { groupBy: 'affiliation', by: 'year' });
  t.strictSame(inShort(pairs), ['Blue Blue null of 0', 'Blue Red 0 of 2', 'Red Red 1 of 1']);
  t.strictSame(
    parts.map(({ part, pairs: ofPart }) => [part, ...inShort(ofPart)]),
    [['2021', 'Blue Red 0 of 2', 'Red Red 1 of 1']],
  );
  t.strictSame(groups, [
    { name: 'Blue', experts: ['switcher', 'blue'] },
    { name: 'Red', experts: ['switcher', 'red'] },
  ]);
  const later = council().says('switcher', 'bridge', 'support', { on: '2023-02' }).says('blue', 'bridge', 'support');
  t.strictSame(inShort(agreementOf(later, { groupBy: 'affiliation' }).pairs), [
    'Blue Blue 1 of 1',
    'Blue Red 0 of 2',
    'Red Red 1 of 1',
  ]);
  const ofBlue = agreementOf(later, { organizations: (name) => name === 'Blue' });
  t.match(inShort(ofBlue.pairs), ['switcher red null of 0', 'switcher blue 1 of 1', 'red blue null of 0']);
  t.strictSame(
    inShort(agreementOf(council(), { of: 'switcher', groupBy: 'affiliation' }).pairs),
    ['switcher Blue 0 of 1', 'switcher Red 1 of 1'],
    'all that the one expert said is theirs, whatever they were then',
  );
});

t.test('belonging is looked up once for each day, however many positions were taken on it', async (t) => {
  const asked = (questions: number) => {
    const told = council();
    for (let n = 0; n < questions; n += 1) told.says('switcher', `q${n}`, 'support', { on: '2021-05-01' });
    let lookedUp = 0;
    agreementOf(told, {
      ...{ groupBy: 'affiliation', by: 'year' },
      organizations: () => {
        lookedUp += 1;
        return true;
      },
    });
    return lookedUp;
  };
  t.equal(asked(40), asked(1));
});

t.test('who belongs to a group is a matter of the day', async (t) => {
  const told = clubs().says('ben', 'bridge', 'oppose', { on: '2012' });
  const { groups } = agreementOf(told, { groupBy: 'affiliation', asOf: '2012' });
  t.strictSame(groups.find(({ name }) => name === 'Guild')?.experts, ['ben', 'cho', 'dan', 'eve']);
  const named = agreementOf(clubs(), { groupBy: 'affiliation', organizations: (name) => name === 'Port' });
  t.strictSame(
    named.pairs.map(({ a, b }) => `${a} ${b}`),
    ['Port Port'],
  );
});

/** Ada agrees with Ben on two questions, with Cho on one of one, half with Dan, and not with Eve; Fay shares nothing. */
const circle = () =>
  story()
    .says('ada', 'bridge', 'support')
    .says('ada', 'tolls', 'support')
    .says('cho', 'bridge', 'support')
    .says('ben', 'bridge', 'support')
    .says('ben', 'tolls', 'support')
    .says('dan', 'bridge', 'mixed')
    .says('eve', 'bridge', 'oppose')
    .says('fay', 'ferry', 'oppose');

t.test('one expert is set against each of the others', async (t) => {
  t.strictSame(inShort(agreementOf(circle(), { of: 'dan' }).pairs), [
    'dan ada 0.5 of 1',
    'dan cho 0.5 of 1',
    'dan ben 0.5 of 1',
    'dan eve 0.5 of 1',
    'dan fay null of 0',
  ]);
});

t.test('the nearest come first, of equals those that share more, and so do the farthest', async (t) => {
  const only = (end: 'nearest' | 'farthest', count: number, of: string | null = 'ada') => {
    const { pairs, omitted } = agreementOf(circle(), { of, only: { end, count } });
    return [...inShort(pairs), omitted];
  };
  t.strictSame(only('nearest', 2), ['ada ben 1 of 2', 'ada cho 1 of 1', 3]);
  t.strictSame(only('farthest', 2), ['ada eve 0 of 1', 'ada dan 0.5 of 1', 3]);
  t.strictSame(only('nearest', 100).length, 5, 'who shares nothing is neither near nor far');
  t.strictSame(only('nearest', 1, null), ['ada ben 1 of 2', 14], 'of all pairs');
});

t.test('pairs that share too little are left out, in every part, and counted', async (t) => {
  const { pairs, omitted } = agreementOf(circle(), { minShared: 2 });
  t.strictSame([inShort(pairs), omitted], [['ada ben 1 of 2'], 14]);
  t.strictSame(
    agreementOf(years(), { by: 'topic', minShared: 2 }).parts.map(({ pairs: ofPart }) => inShort(ofPart)),
    [[], ['ada ben 0.25 of 2']],
  );
});

t.test('the parts hold the pairs that were chosen, in their order', async (t) => {
  const { parts } = agreementOf(years(), { by: 'topic', only: { end: 'farthest', count: 2 } });
  t.strictSame(
    parts.map(({ pairs }) => inShort(pairs)),
    [['ada ben 0 of 1'], ['ada cho 0 of 1', 'ada ben 0.25 of 2']],
  );
});

t.test('what would take too long, or be too much, is refused with a way out', async (t) => {
  const crowd = (size: number) => {
    const told = story().question('bridge', { topics: ['traffic'] });
    for (let index = 0; index < size; index += 1)
      told.expert(`e${index}`, { affiliations: [{ organization: `o${index}` }] });
    return told;
  };
  const refusals: [number, Partial<AgreementOptions>, RegExp][] = [
    [2_001, {}, /^2001 experts make 2001000 pairs, and at most 2000000 can be measured at once; choose fewer with/],
    [1_500, { by: 'topic' }, /^1500 experts make 1124250 pairs in each of 2 parts and the whole, and at most 2000000/],
    [
      317,
      {},
      /^the answer has 50086 pairs in all its parts, and holds at most 50000; choose fewer with .* nearest= or/,
    ],
    [
      316,
      { groupBy: 'affiliation' },
      /^there are 316 groups, and at most 315 are compared; choose fewer with affiliation=/,
    ],
  ];
  const moved = crowd(0);
  for (let index = 0; index < 1_001; index += 1)
    moved.expert(`e${index}`, {
      affiliations: [
        { organization: 'Red', to: '2022' },
        { organization: 'Blue', from: '2023' },
      ],
    });
  t.throws(() => agreementOf(moved, { groupBy: 'affiliation' }), {
    kind: 'too-large',
    message: /^2002 memberships of 1001 experts make 2003001 pairs/,
  });
  for (const [size, options, message] of refusals)
    t.throws(() => agreementOf(crowd(size), options), { kind: 'too-large', message });
  t.equal(agreementOf(crowd(2_001), { of: 'e7' }).pairs.length, 2_000);
  t.equal(agreementOf(crowd(317), { minShared: 1 }).omitted, 50_086);
});

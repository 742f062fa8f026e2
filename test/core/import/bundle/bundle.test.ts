import t from 'tap';
import { mergeContents, readBundle } from '../../../../src/core/import/bundle/bundle.ts';
import { actionOf } from '../../../../src/core/writing/plan.ts';
import { faultsOf, inWords } from '../../../helpers/asserts/faults.ts';
import { recordsOf } from '../../../helpers/fixtures/records.ts';
import { everything } from '../../../helpers/fixtures/stories.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { asWritten } from '../../../helpers/store/exported.ts';

t.test('records written as a bundle and read again are the same records', async (t) => {
  const records = recordsOf(everything().bundle());
  t.strictSame(recordsOf(asWritten(records)), records);
});

t.test('a bundle leaves out what is null, derived or counted by the store', async (t) => {
  const { experts, statements, positions } = asWritten(recordsOf(story().says('ada', 'bridge', 'support').bundle()));
  t.strictSame(Object.keys(experts?.[0] ?? {}), ['id', 'name', 'sortName', 'aliases', 'links', 'affiliations']);
  t.notOk('saidOn' in (statements?.[0] ?? {}), 'the day of a statement dated by its source');
  t.notOk('saidOn' in (positions?.[0] ?? {}));
  t.notOk('revision' in (positions?.[0] ?? {}));
});

t.test('a bundle must say its version, and holds no list that is not known', async (t) => {
  t.strictSame(faultsOf({}), ['/bundleVersion is required']);
  t.strictSame(faultsOf({ bundleVersion: 2 }), ['/bundleVersion must be 1, not 2']);
  t.strictSame(faultsOf({ bundleVersion: 1, expert: [] }), ['/expert is not known here; did you mean "experts"?']);
  t.strictSame(faultsOf({ bundleVersion: 1, experts: {} }), ['/experts must be a list, not {}']);
  for (const value of [null, 'experts', 7, []]) t.equal(faultsOf(value).length, 1, JSON.stringify(value));
});

t.test('faults of shape and of rule are found together; who refers to a broken record is not blamed', async (t) => {
  const bundle = story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'maybe').bundle();
  const experts = [{ id: 'ada' }, { id: 'ben', name: 'Ben' }];
  t.strictSame(
    faultsOf({ ...bundle, experts }).map((fault) => fault.split(' ')[0]),
    ['/experts/0/name', '/positions/1/option'],
  );
});

t.test('what a bundle says of its positions does not reach those of another', async (t) => {
  const one = story().says('ada', 'bridge', 'support').bundle({ recordedBy: 'one', reason: 'First.' });
  const two = story().says('ben', 'bridge', 'oppose').bundle({ recordedAt: '2024-07-02T00:00:00Z', reason: 'Second.' });
  const { entries, reason } = mergeContents([readBundle(one, '/0').content, readBundle(two, '/1').content]);
  t.strictSame(
    entries.position.map(({ input, place }) => [place, input.recordedBy, input.recordedAt]),
    [
      ['/0/positions/0', 'one', undefined],
      ['/1/positions/0', undefined, '2024-07-02T00:00:00Z'],
    ],
  );
  t.equal(reason, 'First.; Second.');
});

t.test('a fault of one of several bundles is found behind the number of the bundle', async (t) => {
  t.strictSame(inWords(readBundle({ bundleVersion: 1, experts: [{ id: 'ada' }] }, '/3').violations), [
    '/3/experts/0/name is required',
  ]);
});

t.test('the log calls a write what it did', async (t) => {
  const at = (status: 'draft' | 'published' | 'retracted') => {
    const [position] = recordsOf(story().says('ada', 'bridge', 'support', { status }).bundle()).position;
    if (position === undefined) throw new Error('no position');
    return position;
  };
  t.equal(actionOf(null, at('published')), 'create');
  t.equal(actionOf(null, at('draft')), 'create');
  t.equal(actionOf(at('draft'), at('published')), 'publish');
  t.equal(actionOf(at('published'), at('retracted')), 'retract');
  t.equal(actionOf(at('published'), at('published')), 'update');
  const [expert] = recordsOf(story().expert('ada').bundle()).expert;
  t.equal(expert && actionOf(expert, expert), 'update');
});

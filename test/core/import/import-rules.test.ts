import t from 'tap';
import { type Bundle, readBundle } from '../../../src/core/import/bundle/bundle.ts';
import { planImport } from '../../../src/core/import/plan-import.ts';
import type { PositionStatus } from '../../../src/core/records/position.ts';
import { faultsOf } from '../../helpers/asserts/faults.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { RECORDED, recordsOf, stored } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';

const harbour = (status: PositionStatus = 'published') =>
  story().says('ada', 'bridge', 'support', { id: 'ada-bridge', on: '2024-06-12', status });

t.test('a scale has each option once, and none that reads as the state of a cell', async (t) => {
  t.strictSame(faultsOf(story().scale('odd', { none: 1, contested: 0 }).bundle()), [
    '/scales/0/options/0/id "none" is the name of a cell\'s state; use another id',
    '/scales/0/options/1/id "contested" is the name of a cell\'s state; use another id',
  ]);
  const options = ['aye', 'nay', 'aye'].map((id) => ({ id, label: id, value: 0 }));
  t.strictSame(faultsOf({ bundleVersion: 1, scales: [{ id: 'votes', label: 'Votes', options }] }), [
    '/scales/0/options/2/id "aye" occurs twice on this scale',
  ]);
});

t.test('a scale may gain options and never lose one', async (t) => {
  const before = recordsOf(story().scale('votes', { aye: 1, nay: -1 }).bundle());
  t.strictSame(faultsOf(story().scale('votes', { aye: 1, absent: null, nay: -1 }).bundle(), before), []);
  t.strictSame(faultsOf(story().scale('votes', { aye: 1 }).bundle(), before), [
    '/scales/0/options must keep the options the stored scale has: "nay"; or use a new scale id',
  ]);
});

t.test('a statement holds words of the kind its attribution says', async (t) => {
  const bundle = story().statement('ada-said', 'ada', { attribution: 'direct', quotes: [] }).bundle();
  t.strictSame(faultsOf(bundle), ['/statements/0/quotes must hold the verbatim words of a direct statement']);
});

t.test('what others rest on cannot change: the scale, the expert, the question', async (t) => {
  const before = recordsOf(
    harbour().scale('votes', { support: 1, oppose: -1 }).expert('ben').question('ferry').bundle(),
  );
  t.strictSame(faultsOf(story().question('bridge', { scale: 'votes' }).bundle(), before), [
    '/questions/0/scale cannot change from "support" to "votes": use a new id instead',
  ]);
  t.strictSame(faultsOf(story().statement('said-ada-bridge', 'ben').bundle(), before), [
    '/statements/0/expert cannot change from "ada" to "ben": use a new id instead',
  ]);
  const moved = harbour().position('ada-bridge', {
    expert: 'ada',
    question: 'ferry',
    option: 'support',
    statements: ['said-ada-bridge'],
  });
  t.strictSame(faultsOf(moved.bundle(), before), [
    '/positions/0/question cannot change from "bridge" to "ferry": use a new id instead',
  ]);
});

t.test('a draft is published, what is published is retracted, and nothing goes back', async (t) => {
  const allowed = [
    'draft draft',
    'draft published',
    'published published',
    'published retracted',
    'retracted retracted',
  ];
  const statuses = ['draft', 'published', 'retracted'] as const;
  for (const from of statuses)
    for (const to of statuses) {
      const faults = faultsOf(harbour(to).bundle({ reason: 'She took it back.' }), recordsOf(harbour(from).bundle()));
      const refusal = `/positions/0/status cannot go from "${from}" to "${to}": what was made public stays on record; use a new id`;
      t.strictSame(faults, allowed.includes(`${from} ${to}`) ? [] : [refusal], `from ${from} to ${to}`);
    }
});

t.test('a new position may have any status', async (t) => {
  for (const status of ['draft', 'published', 'retracted'] as const)
    t.strictSame(faultsOf(harbour(status).bundle()), []);
});

t.test('a position is retracted with a reason or not at all', async (t) => {
  t.strictSame(faultsOf(harbour('retracted').bundle(), recordsOf(harbour('published').bundle())), [
    '/positions/0/status retracts "ada-bridge", so the bundle needs a "reason" beside its lists',
  ]);
});

/** The kinds and ids that an import would write, in order. */
const writes = (bundle: Bundle, before = stored()) =>
  planImport(readBundle(bundle, '').content, before, RECORDED).plan.writes.map(
    ({ kind, record }) => `${kind} ${record.id}`,
  );

t.test('the default scale comes with the first question that uses it', async (t) => {
  t.strictSame(writes(story().question('bridge').bundle()), ['scale support', 'question bridge']);
  t.strictSame(writes(story().expert('ada').bundle()), ['expert ada']);
  const before = stored(recordsOf(story().question('bridge').bundle()));
  t.strictSame(writes(story().question('ferry').bundle(), before), ['question ferry']);
});

t.test('a bundle may bring its own scale under the name of the default', async (t) => {
  const bundle = story().scale('support', { no: -1, yes: 1 }).says('ada', 'bridge', 'yes').bundle();
  t.strictSame(faultsOf(bundle), []);
  t.equal(writes(bundle).filter((write) => write === 'scale support').length, 1);
});

t.test('each record is written after all that it refers to', async (t) => {
  t.strictSame(writes(harbour().bundle()), [
    'scale support',
    'expert ada',
    'source post',
    'question bridge',
    'statement said-ada-bridge',
    'position ada-bridge',
  ]);
});

t.test('when and by whom: the position says it, else the bundle, the store or the import', async (t) => {
  const recorded = (bundle: Bundle, before = stored()) => {
    const [write] = planImport(readBundle(bundle, '').content, before, RECORDED).plan.writes.slice(-1);
    return write?.kind === 'position' ? [write.record.recordedAt, write.record.recordedBy] : [];
  };
  const own = { recordedAt: '2024-06-13T00:00:00Z', recordedBy: 'herself' };
  const head = { recordedAt: '2024-06-14T00:00:00Z', recordedBy: 'the bundle' };
  const before = stored(
    recordsOf(
      story()
        .says('ada', 'bridge', 'support', {
          id: 'ada-bridge',
          recordedAt: '2024-06-15T00:00:00Z',
          recordedBy: 'the store',
        })
        .bundle(),
    ),
  );
  const told = story().says('ada', 'bridge', 'support', { id: 'ada-bridge', ...own });
  t.strictSame(recorded(told.bundle(head), before), Object.values(own));
  t.strictSame(recorded(harbour().bundle(head), before), Object.values(head));
  t.strictSame(recorded(harbour().bundle(), before), ['2024-06-15T00:00:00Z', 'the store']);
  t.strictSame(recorded(harbour().bundle()), [RECORDED.at, RECORDED.by]);
});

t.test('a plan carries why it is written', async (t) => {
  shows(t, planImport(readBundle(harbour().bundle({ reason: 'First draft.' }), '').content, stored(), RECORDED).plan, {
    reason: 'First draft.',
  });
});

import t from 'tap';
import type { Change } from '../../../src/core/change-log/change.ts';
import { toCorrection, UNTOUCHED } from '../../../src/core/change-log/correction.ts';
import type { Names } from '../../../src/core/change-log/sentences.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';

const positionOf = (option: string, details: object = {}) =>
  recordsOf(
    story()
      .says('ada', 'bridge', option, { id: 'p', on: '2024-06-12', ...details })
      .bundle(),
  ).position[0] ?? null;

const NAMES: Names = {
  expert: () => 'Ada Lind',
  question: () => 'Bridge',
  option: (_question, option) => `to ${option}`,
};

const change = (action: Change['action'], before: Change['before'], after: Change['after']): Change => ({
  ...{ seq: 9, at: '2024-07-01T09:00:00Z', actor: 'a tester', action, entity: 'position', id: 'p' },
  ...{ reason: 'Misheard.', before, after },
});

t.test('a correction tells what was said, what is, why, and about whom', async (t) => {
  t.strictSame(
    toCorrection(change('update', positionOf('support'), positionOf('oppose', { condition: 'if' })), NAMES, {
      touches: [{ expert: 'ada', question: 'bridge', position: 'p' }],
      touched: 1,
    }),
    {
      seq: 9,
      at: '2024-07-01T09:00:00Z',
      action: 'update',
      entity: 'position',
      id: 'p',
      position: 'p',
      expert: { id: 'ada', name: 'Ada Lind' },
      question: { id: 'bridge', title: 'Bridge' },
      reason: 'Misheard.',
      sentence: 'Ada Lind on Bridge: corrected from “to support” to “to oppose”; also summary, condition',
      differences: [
        { field: 'option', before: 'support', after: 'oppose' },
        { field: 'summary', before: 'ada holds support on bridge.', after: 'ada holds oppose on bridge.' },
        { field: 'condition', before: null, after: 'if' },
      ],
      before: {
        ...{ option: 'support', label: 'to support', summary: 'ada holds support on bridge.', condition: null },
        ...{ basis: 'stated', saidOn: '2024-06-12' },
      },
      after: {
        ...{ option: 'oppose', label: 'to oppose', summary: 'ada holds oppose on bridge.', condition: 'if' },
        ...{ basis: 'stated', saidOn: '2024-06-12' },
      },
      touches: [{ expert: 'ada', question: 'bridge', position: 'p' }],
      touched: 1,
    },
  );
});

t.test('a correction of another record says whom it is about, and what differs, as far as it tells', async (t) => {
  const expert = { id: 'ada', name: 'Ada Lind', aliases: [] };
  const renamed = {
    ...change('update', { ...expert, name: 'Ada Lynd' }, expert),
    entity: 'expert',
    id: 'ada',
  } as const;
  t.match(toCorrection(renamed, NAMES, UNTOUCHED), {
    ...{ entity: 'expert', id: 'ada', position: null, expert: { id: 'ada', name: 'Ada Lind' }, question: null },
    ...{ before: null, after: null, differences: [{ field: 'name', before: 'Ada Lynd', after: 'Ada Lind' }] },
  });
  const source = { id: 'post', title: 'The Post' };
  const removed = { ...change('delete', source, null), entity: 'source', id: 'post' } as const;
  t.match(toCorrection(removed, NAMES, UNTOUCHED), { action: 'delete', expert: null, question: null, differences: [] });
});

t.test('what was taken back says nothing any more', async (t) => {
  const correction = toCorrection(
    change('retract', positionOf('support'), positionOf('support', { status: 'retracted' })),
    NAMES,
    UNTOUCHED,
  );
  t.equal(correction.after, null);
  t.equal(correction.before?.label, 'to support');
  t.strictSame(correction.differences, [{ field: 'status', before: 'published', after: 'retracted' }]);
});

t.test('what is no correction is an error of the program', async (t) => {
  for (const it of [
    change('create', null, positionOf('support')),
    change('publish', positionOf('support', { status: 'draft' }), positionOf('support')),
  ])
    t.throws(() => toCorrection(it, NAMES, UNTOUCHED), RangeError);
});

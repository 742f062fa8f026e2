import t from 'tap';
import type { Change } from '../../../src/core/change-log/change.ts';
import { toCorrection } from '../../../src/core/change-log/correction.ts';
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
    toCorrection(change('update', positionOf('support'), positionOf('oppose', { condition: 'if' })), NAMES),
    {
      seq: 9,
      at: '2024-07-01T09:00:00Z',
      action: 'update',
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
    },
  );
});

t.test('what was taken back says nothing any more', async (t) => {
  const correction = toCorrection(
    change('retract', positionOf('support'), positionOf('support', { status: 'retracted' })),
    NAMES,
  );
  t.equal(correction.after, null);
  t.equal(correction.before.label, 'to support');
  t.strictSame(correction.differences, [{ field: 'status', before: 'published', after: 'retracted' }]);
});

t.test('what is no correction is an error of the program', async (t) => {
  for (const it of [
    change('create', null, positionOf('support')),
    change('rename', positionOf('support'), positionOf('support')),
  ])
    t.throws(() => toCorrection(it, NAMES), RangeError);
});

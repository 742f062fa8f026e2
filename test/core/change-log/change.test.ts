import t from 'tap';
import { type Change, publicChange } from '../../../src/core/change-log/change.ts';

type Status = 'draft' | 'published' | 'retracted';

const change = (before: Status | null, after: Status | null, details: Partial<Change> = {}): Change => ({
  seq: 7,
  at: '2024-07-01T09:00:00Z',
  actor: 'a tester',
  action: 'update',
  entity: 'position',
  id: 'ada-bridge',
  reason: null,
  before: before && { id: 'ada-bridge', status: before },
  after: after && { id: 'ada-bridge', status: after },
  ...details,
});

t.test('a change to what is public is public as it is', async (t) => {
  for (const it of [change(null, 'published'), change('published', 'published'), change('published', 'retracted')])
    t.strictSame(publicChange(it), it);
});

t.test('a draft is as if it were not there: its making and its changing are not public', async (t) => {
  t.equal(publicChange(change(null, 'draft')), null);
  t.equal(publicChange(change('draft', 'draft')), null);
});

t.test('the publishing of a draft shows the position as new, and nothing of the draft', async (t) => {
  t.strictSame(publicChange(change('draft', 'published', { action: 'publish' })), {
    ...change(null, 'published'),
    action: 'publish',
  });
});

t.test('so it is with every kind; a record without a status is public', async (t) => {
  t.equal(publicChange(change(null, 'draft', { entity: 'expert' })), null);
  const expert = change(null, null, { entity: 'expert', after: { id: 'ada', name: 'Ada Lind' } });
  t.strictSame(publicChange(expert), expert);
});

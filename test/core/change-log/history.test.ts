import t from 'tap';
import type { Change } from '../../../src/core/change-log/change.ts';
import { differences, toHistoryEntry } from '../../../src/core/change-log/history.ts';

const position = { id: 'p', option: 'support', summary: 'Yes.', condition: null, statements: ['s'], revision: 7 };

t.test('fields that differ are told with both values, in the order of the record', async (t) => {
  const after = { ...position, statements: ['s', 't'], condition: 'if it pays', option: 'mixed', revision: 9 };
  t.strictSame(differences(position, after), [
    { field: 'option', before: 'support', after: 'mixed' },
    { field: 'condition', before: null, after: 'if it pays' },
    { field: 'statements', before: ['s'], after: ['s', 't'] },
  ]);
});

t.test('the number of the change alone is no difference', async (t) => {
  t.strictSame(differences(position, { ...position, revision: 8 }), []);
});

t.test('lists and objects are compared by what they hold', async (t) => {
  t.strictSame(differences(position, { ...position, statements: ['s'] }), []);
  t.equal(differences({ selector: { prefix: 'a' } }, { selector: { prefix: 'b' } }).length, 1);
  t.equal(differences({ quotes: ['a', 'b'] }, { quotes: ['b', 'a'] }).length, 1, 'the order counts');
});

t.test('a field that one of the two does not have held nothing, or holds nothing', async (t) => {
  t.strictSame(differences({ a: 1 }, { b: 2 }), [
    { field: 'b', before: null, after: 2 },
    { field: 'a', before: 1, after: null },
  ]);
  t.strictSame(differences({ a: null }, {}), []);
});

t.test('without a before or an after there is nothing to compare with', async (t) => {
  t.strictSame(differences(null, position), []);
  t.strictSame(differences(position, null), []);
});

t.test('an entry of a history is the change with its sentence and its differences', async (t) => {
  const change: Change = {
    ...{ seq: 9, at: '2024-07-01T09:00:00Z', actor: 'a tester', action: 'update', entity: 'position', id: 'p' },
    ...{ reason: 'She said so.', before: position, after: { ...position, option: 'mixed' } },
  };
  t.strictSame(toHistoryEntry(change, 'She moved.'), {
    ...change,
    sentence: 'She moved.',
    differences: [{ field: 'option', before: 'support', after: 'mixed' }],
  });
});

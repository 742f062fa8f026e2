import t from 'tap';
import { judgeCell, type Rule, sideOf } from '../../../src/core/matrix/cell.ts';
import { SUPPORT_SCALE } from '../../../src/core/records/scale.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';

function cellOf(told: Story, { rule = 'latest', asOf = null }: { rule?: Rule; asOf?: string | null } = {}) {
  return judgeCell('ada', 'bridge', recordsOf(told.bundle()).position, SUPPORT_SCALE, { rule, asOf }).cell;
}

/** Ada holds each option on its day, in the order of the ids p1, p2, … */
const held = (...days: readonly (readonly [string, string])[]) =>
  days.reduce((told, [on, option], index) => told.says('ada', 'bridge', option, { id: `p${index + 1}`, on }), story());

t.test('under the rule "all" every position counts, the latest first', async (t) => {
  const told = held(['2024-06-01', 'support'], ['2024-06-03', 'lean-support'], ['2024-06-02', 'noncommittal']);
  shows(t, cellOf(told, { rule: 'all' }), {
    state: 'position',
    option: 'lean-support',
    value: 0.5,
    position: 'p2',
    positions: ['p2', 'p3', 'p1'],
    saidOn: '2024-06-03',
    counts: { support: 2, oppose: 0, neutral: 0, noSide: 1 },
    changed: true,
  });
});

t.test('under the rule "all" both sides ever taken make the cell contested', async (t) => {
  const told = held(['2021', 'oppose'], ['2024', 'support']);
  shows(t, cellOf(told, { rule: 'all' }), {
    state: 'contested',
    counts: { support: 1, oppose: 1, neutral: 0, noSide: 0 },
    positions: ['p2', 'p1'],
  });
  shows(t, cellOf(told, { rule: 'latest' }), {
    state: 'position',
    option: 'support',
    counts: { support: 1, oppose: 0, neutral: 0, noSide: 0 },
  });
});

t.test('as of a day, only what was said by then counts, that day included', async (t) => {
  const told = held(['2024-06-01', 'oppose'], ['2024-06-10', 'support']);
  shows(t, cellOf(told, { asOf: '2024-05-31' }), { state: 'none' });
  shows(t, cellOf(told, { asOf: '2024-06-01' }), { option: 'oppose', changed: false });
  shows(t, cellOf(told, { asOf: '2024-06-09' }), { option: 'oppose' });
  shows(t, cellOf(told, { asOf: '2024-06-10' }), { option: 'support', changed: true });
});

t.test('what was said some time in a month or year counts from its last day', async (t) => {
  const told = held(['2024-06', 'support']);
  shows(t, cellOf(told, { asOf: '2024-06-29' }), { state: 'none' });
  shows(t, cellOf(told, { asOf: '2024-06-30' }), { option: 'support', saidOn: '2024-06' });
  shows(t, cellOf(held(['2024', 'support']), { asOf: '2024-12-30' }), { state: 'none' });
  shows(t, cellOf(held(['2024', 'support']), { asOf: '2024-12-31' }), { option: 'support' });
});

t.test('a month is later than a day within it, and the same day as its last', async (t) => {
  shows(t, cellOf(held(['2024-06', 'support'], ['2024-06-29', 'oppose'])), { state: 'position', option: 'support' });
  shows(t, cellOf(held(['2024-06', 'support'], ['2024-06-30', 'oppose'])), { state: 'contested' });
});

t.test('under the rule "all" a day in the past leaves out what came after', async (t) => {
  const told = held(['2024-06-01', 'oppose'], ['2024-06-10', 'support']);
  shows(t, cellOf(told, { rule: 'all', asOf: '2024-06-09' }), {
    state: 'position',
    option: 'oppose',
    positions: ['p1'],
  });
});

t.test('a value above 0 supports, below opposes, at 0 is neutral, and none takes no side', async (t) => {
  t.equal(sideOf(0.01), 'support');
  t.equal(sideOf(-0.01), 'oppose');
  t.equal(sideOf(0), 'neutral');
  t.equal(sideOf(null), 'noSide');
});

t.test('an option that its scale does not have is refused, not taken for no side', async (t) => {
  const { position } = recordsOf(held(['2024', 'support']).bundle());
  const votes = { options: [{ id: 'aye', label: 'Aye', value: 1 }] };
  t.throws(() => judgeCell('ada', 'bridge', position, votes, { rule: 'latest', asOf: null }), RangeError);
});

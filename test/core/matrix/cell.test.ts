import t from 'tap';
import { type Cell, judgeCell, type Rule } from '../../../src/core/matrix/cell.ts';
import { SUPPORT_SCALE } from '../../../src/core/records/scale.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';

/** The cell of Ada on the bridge, as her story tells it. */
function cellOf(told: Story, { rule = 'latest', asOf = null }: { rule?: Rule; asOf?: string | null } = {}): Cell {
  return judgeCell('ada', 'bridge', recordsOf(told.bundle()).position, SUPPORT_SCALE, { rule, asOf }).cell;
}

const ada = (option: string, details: Parameters<Story['says']>[3] = {}) =>
  story().says('ada', 'bridge', option, details);

t.test('one position is what the expert holds', async (t) => {
  const told = ada('lean-support', {
    id: 'p1',
    on: '2024-06-12',
    condition: 'if it pays',
    recordedAt: '2024-06-13T00:00:00Z',
  });
  t.strictSame(cellOf(told), {
    expert: 'ada',
    question: 'bridge',
    state: 'position',
    option: 'lean-support',
    value: 0.5,
    position: 'p1',
    positions: ['p1'],
    summary: 'ada holds lean-support on bridge.',
    condition: 'if it pays',
    basis: 'stated',
    saidOn: '2024-06-12',
    saidOnFrom: 'statement',
    recordedAt: '2024-06-13T00:00:00Z',
    counts: { support: 1, oppose: 0, neutral: 0, noSide: 0 },
    changed: false,
    correctedOn: null,
  });
});

t.test('nothing on record is none, with every fact of a position null', async (t) => {
  t.strictSame(cellOf(story().expert('ada').question('bridge')), {
    expert: 'ada',
    question: 'bridge',
    state: 'none',
    option: null,
    value: null,
    position: null,
    positions: [],
    summary: null,
    condition: null,
    basis: null,
    saidOn: null,
    saidOnFrom: null,
    recordedAt: null,
    counts: { support: 0, oppose: 0, neutral: 0, noSide: 0 },
    changed: false,
    correctedOn: null,
  });
});

t.test('an answer that takes no side is a position without a value, and not none', async (t) => {
  shows(t, cellOf(ada('noncommittal')), {
    state: 'position',
    option: 'noncommittal',
    value: null,
    counts: { support: 0, oppose: 0, neutral: 0, noSide: 1 },
  });
});

t.test('a position in the middle is a position of value 0', async (t) => {
  shows(t, cellOf(ada('mixed')), {
    state: 'position',
    value: 0,
    counts: { support: 0, oppose: 0, neutral: 1, noSide: 0 },
  });
});

t.test('the position of the latest day is current, whatever was recorded last', async (t) => {
  const told = ada('oppose', { on: '2024-06-01', recordedAt: '2024-07-09T00:00:00Z' });
  told.says('ada', 'bridge', 'support', { id: 'later', on: '2024-06-02', recordedAt: '2024-07-01T00:00:00Z' });
  shows(t, cellOf(told), { state: 'position', option: 'support', position: 'later', positions: ['later'] });
});

t.test('of the same day, the later recorded counts', async (t) => {
  const told = ada('lean-support', { id: 'first', on: '2024-06-01', recordedAt: '2024-07-01T00:00:00Z' });
  told.says('ada', 'bridge', 'support', { id: 'second', on: '2024-06-01', recordedAt: '2024-07-01T00:00:01Z' });
  shows(t, cellOf(told), { option: 'support', positions: ['second'] });
});

t.test('recorded a millionth of a second later is later', async (t) => {
  const told = ada('support', { id: 'a', on: '2024-06-01', recordedAt: '2024-07-01T00:00:00.123Z' });
  told.says('ada', 'bridge', 'lean-support', { id: 'b', on: '2024-06-01', recordedAt: '2024-07-01T00:00:00.123001Z' });
  shows(t, cellOf(told), { option: 'lean-support' });
});

t.test('of the same day and moment of recording, the one behind in the log counts, whatever the ids', async (t) => {
  for (const [first, second] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const told = ada('support', { id: first, on: '2024-06-01' });
    told.says('ada', 'bridge', 'mixed', { id: second, on: '2024-06-01' });
    shows(t, cellOf(told), { positions: [second], option: 'mixed', changed: true });
  }
});

t.test('opposite sides on the same day are contested, and neither is the answer', async (t) => {
  const told = ada('oppose', { id: 'no', on: '2024-06-01', recordedAt: '2024-07-01T00:00:00Z' });
  told.says('ada', 'bridge', 'lean-support', { id: 'yes', on: '2024-06-01', recordedAt: '2024-07-02T00:00:00Z' });
  shows(t, cellOf(told), {
    state: 'contested',
    option: null,
    value: null,
    position: null,
    positions: ['yes', 'no'],
    summary: null,
    basis: null,
    saidOn: '2024-06-01',
    counts: { support: 1, oppose: 1, neutral: 0, noSide: 0 },
  });
});

t.test('taking a side and taking none on the same day is no contradiction', async (t) => {
  const told = ada('support', { id: 'a', on: '2024-06-01' }).says('ada', 'bridge', 'noncommittal', {
    on: '2024-06-01',
  });
  shows(t, cellOf(told), { state: 'position', option: 'noncommittal' });
});

t.test('a contradiction of an earlier day is a change of mind, not contested', async (t) => {
  const told = ada('oppose', { on: '2024-06-01' }).says('ada', 'bridge', 'support', { on: '2024-06-02' });
  shows(t, cellOf(told), { state: 'position', option: 'support', changed: true });
});

t.test('a cell has changed where an earlier position differed, and not where it was the same', async (t) => {
  const told = ada('support', { on: '2024-06-01' }).says('ada', 'bridge', 'support', { on: '2024-06-02' });
  shows(t, cellOf(told), { changed: false });
  told.says('ada', 'bridge', 'lean-support', { on: '2024-05-01' });
  shows(t, cellOf(told), { option: 'support', changed: true });
});

t.test('a retracted position never counts, under either rule', async (t) => {
  const told = ada('oppose', { on: '2024-06-01' }).says('ada', 'bridge', 'support', {
    on: '2024-06-02',
    status: 'retracted',
  });
  for (const rule of ['latest', 'all'] as const)
    shows(t, cellOf(told, { rule }), {
      option: 'oppose',
      counts: { support: 0, oppose: 1, neutral: 0, noSide: 0 },
      changed: false,
    });
});

t.test('a draft never counts, under either rule', async (t) => {
  for (const rule of ['latest', 'all'] as const)
    shows(t, cellOf(ada('support', { status: 'draft' }), { rule }), { state: 'none' });
});

/** Which of several positions of one day is the current one: by what takes whose place, by the time of day, by recording. */
import fc from 'fast-check';
import t from 'tap';
import { type Cell, judgeCell, type Rule } from '../../../src/core/matrix/cell.ts';
import { latestFirst } from '../../../src/core/matrix/order-of-positions.ts';
import type { Position } from '../../../src/core/records/position.ts';
import { SUPPORT_SCALE } from '../../../src/core/records/scale.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { arbitraryRemarks, shuffled, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';

const DAY = '2024-10-23';

type Remark = Parameters<Story['says']>[3];

/** What Ada says of the bridge on one day, in the order of recording, each position called by its option unless it has an id. */
const onOneDay = (...remarks: readonly (readonly [option: string, remark?: Remark])[]): Position[] => {
  const told = story();
  for (const [option, remark] of remarks) told.says('ada', 'bridge', option, { id: option, on: DAY, ...remark });
  return recordsOf(told.bundle()).position;
};

const cellOf = (positions: readonly Position[], rule: Rule = 'latest', asOf: string | null = null): Cell =>
  judgeCell('ada', 'bridge', positions, SUPPORT_SCALE, { rule, asOf }).cell;

t.test('opposite sides of one day are contested, whichever was recorded last', async (t) => {
  shows(t, cellOf(onOneDay(['support'], ['oppose'])), { state: 'contested', positions: ['oppose', 'support'] });
  shows(t, cellOf(onOneDay(['oppose'], ['support', { recordedAt: '2024-12-01T00:00:00Z' }])), { state: 'contested' });
});

t.test('what takes the place of another stands for it, and the other was never meant', async (t) => {
  const corrected = onOneDay(['support'], ['oppose', { supersedes: 'support' }]);
  shows(t, cellOf(corrected), { state: 'position', option: 'oppose', positions: ['oppose'], changed: false });
  const twice = onOneDay(['support'], ['mixed', { supersedes: 'support' }], ['oppose', { supersedes: 'mixed' }]);
  shows(t, cellOf(twice), { option: 'oppose', positions: ['oppose'], changed: false });
});

t.test('a time of day does not bring back what another took the place of', async (t) => {
  const told = onOneDay(['support', { at: '18:00' }], ['oppose', { at: '10:00', supersedes: 'support' }]);
  shows(t, cellOf(told), { state: 'position', option: 'oppose' });
});

t.test("what was retracted, or is a draft, takes nobody's place", async (t) => {
  for (const status of ['retracted', 'draft'] as const) {
    const told = onOneDay(['support'], ['oppose', { supersedes: 'support', status }]);
    shows(t, cellOf(told), { state: 'position', option: 'support' });
  }
});

t.test('under the rule "all" every position counts, also one that another takes the place of', async (t) => {
  const told = onOneDay(['support'], ['oppose', { supersedes: 'support' }]);
  shows(t, cellOf(told, 'all'), { state: 'contested', positions: ['oppose', 'support'] });
});

t.test('as of the day before a later day took its place, a position stands', async (t) => {
  const told = onOneDay(['support'], ['oppose', { on: '2024-10-25', supersedes: 'support' }]);
  shows(t, cellOf(told, 'latest', '2024-10-24'), { option: 'support', changed: false });
  shows(t, cellOf(told), { option: 'oppose', changed: false });
});

t.test('both times of day tell which came last, whatever was recorded when', async (t) => {
  shows(t, cellOf(onOneDay(['oppose', { at: '14:30' }], ['support', { at: '09:00' }])), {
    state: 'position',
    option: 'oppose',
    changed: true,
  });
  shows(t, cellOf(onOneDay(['mixed', { at: '14:30:05.250' }], ['support', { at: '14:30:05.249' }])), {
    option: 'mixed',
  });
});

t.test('a time tells nothing of a position without one: what they contradict in is contested', async (t) => {
  shows(t, cellOf(onOneDay(['support', { at: '14:30' }], ['oppose'])), { state: 'contested' });
  const three = onOneDay(['oppose', { at: '09:00' }], ['support', { at: '14:30' }], ['noncommittal']);
  shows(t, cellOf(three), { state: 'position', option: 'noncommittal' });
});

t.test('a time to the minute is any second of it', async (t) => {
  shows(t, cellOf(onOneDay(['support', { at: '14:30' }], ['oppose', { at: '14:30:20' }])), { state: 'contested' });
  shows(t, cellOf(onOneDay(['support', { at: '14:30' }], ['oppose', { at: '14:31:00' }])), { option: 'oppose' });
  shows(t, cellOf(onOneDay(['support', { at: '14:30' }], ['oppose', { at: '14:30' }])), { state: 'contested' });
});

t.test('the day comes before all else', async (t) => {
  const told = onOneDay(
    ['oppose', { on: '2024-10-24', at: '00:01' }],
    ['support', { at: '23:59', recordedAt: '2024-12-01T00:00:00Z' }],
  );
  shows(t, cellOf(told), { state: 'position', option: 'oppose' });
});

t.test(
  'within a day the order is by time where there is one, by recording elsewhere, and superseded ones are last',
  async (t) => {
    const told = onOneDay(
      ['mixed', { id: 'mistaken' }],
      ['support', { id: 'noon', at: '12:00' }],
      ['support', { id: 'some-time' }],
      ['lean-support', { id: 'morning', at: '08:00' }],
      ['support', { id: 'meant', supersedes: 'mistaken' }],
    );
    t.strictSame(
      latestFirst(told).map(({ id }) => id),
      ['meant', 'noon', 'some-time', 'morning', 'mistaken'],
    );
  },
);

t.test('no id decides: called otherwise, the same positions are current', async (t) => {
  const turned = arbitraryRemarks.chain((remarks) =>
    fc.tuple(fc.constant(remarks), shuffled(remarks.map((_, index) => index))),
  );
  const options = ({ cells }: { cells: readonly Cell[] }) =>
    cells.map(({ state, option, counts }) => ({ state, option, counts }));
  holds(t, turned, ([remarks, numbers]) => {
    const positions = recordsOf(toldBy(remarks)).position;
    const renamed = positions.map((it, index) => ({ ...it, id: `p${numbers[index]}` }));
    const judged = (of: readonly Position[]) => {
      const mine = of.filter(({ expert, question }) => expert === 'ada' && question !== 'petition');
      return options({ cells: RULES.map((rule) => cellOf(mine, rule)) });
    };
    return JSON.stringify(judged(positions)) === JSON.stringify(judged(renamed));
  });
});

const RULES = ['latest', 'all'] as const;

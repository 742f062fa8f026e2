import t from 'tap';
import { Pace } from '../../../src/http/streaming/pace.ts';

t.test('who keeps the pace is never slow, who falls behind for longer than the grace is', async (t) => {
  let now = 0;
  const pace = new Pace(1_000, 10_000, () => now);
  const takes = (bytes: number, ms: number): boolean => {
    pace.gave(bytes);
    now += ms;
    const { isSlow } = pace;
    pace.asked();
    return isSlow;
  };
  for (let n = 0; n < 100; n += 1) t.notOk(takes(1_000, 1_000));
  now += 60_000;
  t.notOk(pace.isSlow, 'what we take to make more is not theirs');
  t.notOk(takes(1_000_000, 10_000), 'what was taken quickly');
  t.ok(takes(1_000, 2_000), 'is no credit for later');
});

t.test('a dribble is slow in the end', async (t) => {
  let now = 0;
  const pace = new Pace(1_000, 10_000, () => now);
  let dribbles = 0;
  do {
    pace.asked();
    pace.gave(100);
    now += 1_000;
    dribbles += 1;
  } while (!pace.isSlow);
  t.equal(dribbles, 12);
});

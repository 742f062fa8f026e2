import t from 'tap';
import { LogClock } from '../../../../src/db/shared/change-log/clock.ts';
import { refusal } from '../../../helpers/asserts/refusal.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';
import { tell } from '../../../helpers/store/tell.ts';

const DAY = 24 * 60 * 60 * 1_000;
const NOON = '2026-11-28T12:00:00.000Z';

const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

/** A clock that a test sets, beside one that only passes. */
function clocks({ from = NOON, maxLeapMs = 90 * DAY } = {}) {
  const time = { now: Date.parse(from), elapsed: 0 };
  const clock = new LogClock({ now: () => new Date(time.now), elapsed: () => time.elapsed, maxLeapMs });
  return {
    clock,
    leap: (ms: number) => {
      time.now += ms;
    },
    pass: (ms: number) => {
      time.now += ms;
      time.elapsed += ms;
    },
  };
}

t.test('an entry has the instant of the clock, and never one before that of the entry before it', async (t) => {
  const { clock } = clocks();
  t.equal(clock.after(undefined), NOON);
  t.equal(clock.after(later(NOON, -5)), NOON);
  t.equal(clock.after(later(NOON, 5)), later(NOON, 5));
  t.equal(clock.after(later(NOON, 1_000)), later(NOON, 1_000), 'up to a second ahead');
});

t.test('behind the last entry by more than a second nothing is dated, until the clock is right again', async (t) => {
  const { clock, leap } = clocks();
  const last = later(NOON, 1_001);
  t.throws(() => clock.after(last), { kind: 'wrong-clock', message: new RegExp(`${last}.*${NOON}`) });
  t.match(clock.refusal(last), { kind: 'wrong-clock' });
  leap(1);
  t.equal(clock.after(last), last);
  t.equal(clock.refusal(last), null);
});

t.test('a leap beyond the limit is refused, and one up to it is not', async (t) => {
  const { clock, leap } = clocks();
  leap(90 * DAY);
  t.equal(clock.refusal(NOON), null);
  leap(1);
  t.throws(() => clock.after(NOON), {
    kind: 'wrong-clock',
    message: /more than 90 days after 2026-11-28T12:00:00.000Z.*STANDPOINT_MAX_CLOCK_LEAP/,
  });
  t.match(clock.refusal(undefined), { kind: 'wrong-clock' }, 'with an empty log as well');
  leap(-1);
  t.equal(clock.refusal(NOON), null);
});

t.test('a process in which nobody writes for longer than the limit is no wrong clock', async (t) => {
  const { clock, pass, leap } = clocks();
  pass(400 * DAY);
  t.equal(clock.after(NOON), later(NOON, 400 * DAY));
  leap(91 * DAY);
  t.match(clock.refusal(NOON), { kind: 'wrong-clock' });
});

t.test(
  'a process that begins longer after the last entry than the limit is not believed, whatever passes',
  async (t) => {
    const { clock, pass } = clocks({ from: later(NOON, 91 * DAY) });
    t.match(clock.refusal(NOON), { kind: 'wrong-clock' });
    pass(DAY);
    t.match(clock.refusal(NOON), { kind: 'wrong-clock' });
    t.equal(
      clocks({ from: later(NOON, 91 * DAY), maxLeapMs: Number.POSITIVE_INFINITY }).clock.refusal(NOON),
      null,
      'without a limit it is',
    );
  },
);

t.test('a store writes nothing while its clock is wrong, reads, says so, and writes again afterwards', async (t) => {
  let now = new Date(NOON);
  const store = storeInMemory({ now: () => now, maxLeapMs: 90 * DAY });
  t.teardown(() => store.close());
  await tell(store, story().says('ada', 'bridge', 'support'));
  const revision = await store.revision();
  for (const wrong of [-1_001, 91 * DAY]) {
    now = new Date(Date.parse(NOON) + wrong);
    t.equal((await refusal(tell(store, story().says('ben', 'bridge', 'oppose')))).kind, 'wrong-clock');
    t.match(await store.ready(), { kind: 'wrong-clock' });
    t.equal(await store.revision(), revision);
    t.equal((await store.get('expert', 'ada'))?.id, 'ada');
  }
  now = new Date(later(NOON, -1_000));
  t.equal(await store.ready(), null);
  await tell(store, story().says('ben', 'bridge', 'oppose'));
  t.equal((await store.changes(revision, 1))[0]?.at, NOON);
});

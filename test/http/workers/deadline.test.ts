import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { Deadline, Stopwatch } from '../../../src/http/workers/deadline.ts';

const abortOf = ({ signal }: Deadline): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** A deadline alone keeps no process running. */
const alive = setInterval(() => undefined, 1_000);
t.teardown(() => clearInterval(alive));

t.test('a watch runs while anything is under way, and counts once what overlaps', async (t) => {
  let now = 1_000;
  const watch = new Stopwatch(() => now);
  const one = Promise.withResolvers<void>();
  const other = Promise.withResolvers<void>();
  const first = watch.during(() => one.promise);
  now += 10;
  t.equal(watch.ms, 10);
  const second = watch.during(() => other.promise);
  now += 10;
  one.resolve();
  await first;
  now += 10;
  other.reject(new Error('no'));
  await t.rejects(second);
  now += 10;
  t.equal(watch.ms, 30);
});

t.test('a deadline is missed when its time is over', async (t) => {
  const begun = performance.now();
  await abortOf(new Deadline(30, { ms: 5_000 }));
  t.ok(performance.now() - begun >= 29);
});

t.test('what the watch runs meanwhile is added, again and again', async (t) => {
  const watch = { ms: 100 };
  const begun = performance.now();
  const deadline = new Deadline(50, watch);
  watch.ms += 60;
  await wait(80);
  watch.ms += 60;
  await abortOf(deadline);
  t.ok(performance.now() - begun >= 168, 'fifty of its own, twice sixty of the watch');
});

t.test('one that is cleared is not missed', async (t) => {
  const deadline = new Deadline(5, { ms: 0 });
  deadline.clear();
  await wait(30);
  t.equal(deadline.signal.aborted, false);
});

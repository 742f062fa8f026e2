import { setTimeout as wait } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { ANONYMOUS, operator, PUBLIC_READER } from '../../../src/core/access/caller.ts';
import type { Change } from '../../../src/core/change-log/change.ts';
import { Follower } from '../../../src/services/change-log/follower.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { withReadings } from '../../helpers/store/other-readings.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';

const EVERYTHING = { about: {}, caller: PUBLIC_READER };
const people = (from: number, to: number): Story => {
  const told = story();
  for (let index = from; index <= to; index += 1) told.expert(`e${index}`);
  return told;
};

/** A follower that hands on ids; `readings` counts how often the log was read. */
async function following(t: Test, told: Story) {
  const store = await storeOf(t, told);
  let readings = 0;
  const counted = withReadings(store, (reading) => ({
    ...reading,
    changes: (...asked) => {
      readings += 1;
      return reading.changes(...asked);
    },
  }));
  const follower = new Follower(counted, (changes: readonly Change[]) => changes.map(({ id }) => id));
  return { store, follower, readings: () => readings };
}

const never = new AbortController().signal;

t.test('the log is read from any place, in pieces that say where to go on', async (t) => {
  const { follower } = await following(t, people(1, 130));
  const first = await follower.read(EVERYTHING, 0);
  t.strictSame([first.content?.length, first.upTo, first.isFull], [100, 100, true]);
  const second = await follower.read(EVERYTHING, first.upTo);
  t.strictSame([second.content?.length, second.upTo, second.isFull], [30, 130, false]);
  t.strictSame(await follower.read(EVERYTHING, 130), { content: null, upTo: 130, isFull: false });
});

t.test('who is at the same place shares one reading, and who may see more does not', async (t) => {
  const { follower, readings } = await following(t, people(1, 3));
  const pieces = await Promise.all(Array.from({ length: 50 }, () => follower.read(EVERYTHING, 0)));
  t.equal(readings(), 1);
  t.equal(new Set(pieces).size, 1);
  await follower.read({ about: {}, caller: operator('a writer') }, 0);
  await follower.read({ about: { expert: ['e1'] }, caller: PUBLIC_READER }, 0);
  t.equal(readings(), 3);
});

t.test('who waits is told at once by who has written, or else after a while', async (t) => {
  const { store, follower } = await following(t, people(1, 3));
  const told: string[] = [];
  const [woken, timed] = [follower.beyond(3, never), follower.beyond(4, never)];
  const both = Promise.all([woken.then(() => told.push('woken')), timed.then(() => told.push('timed'))]);
  await tell(store, people(4, 4));
  follower.wake();
  await woken;
  t.strictSame(told, ['woken'], 'who waits for more goes on waiting');
  await tell(store, people(5, 5));
  await both;
  t.strictSame(told, ['woken', 'timed']);
});

t.test('who knows of less than there is does not wait', async (t) => {
  const { follower } = await following(t, people(1, 3));
  await follower.beyond(0, never);
  await follower.beyond(2, never);
  t.pass('it did not');
});

t.test('who gives up waits no longer', async (t) => {
  const { follower } = await following(t, people(1, 3));
  const giving = new AbortController();
  const waiting = follower.beyond(3, giving.signal);
  giving.abort();
  await waiting;
  await follower.beyond(3, giving.signal);
  t.pass('it resolved');
});

t.test('what passes no filter is looked at once, and not again', async (t) => {
  const { store, follower, readings } = await following(t, people(1, 3));
  const channel = { about: { expert: ['e1'] }, caller: PUBLIC_READER };
  await follower.beyond(0, never);
  await tell(store, people(4, 200));
  await follower.beyond(3, never);
  const piece = await follower.read(channel, 3);
  t.strictSame(piece, { content: null, upTo: 200, isFull: false });
  t.equal(readings(), 1);
});

t.test('a reading that fails is told to who asked, and is tried anew by who asks next', async (t) => {
  const store = await storeOf(t, people(1, 3));
  let isBroken = true;
  const failing = withReadings(store, (reading) => ({
    ...reading,
    changes: (...asked) => (isBroken ? Promise.reject(new Error('the disk is gone')) : reading.changes(...asked)),
  }));
  const follower = new Follower(failing, (changes) => changes.length);
  await t.rejects(follower.read(EVERYTHING, 0), { message: 'the disk is gone' });
  isBroken = false;
  t.equal((await follower.read(EVERYTHING, 0)).content, 3);
});

t.test('who reads and waits in turn gets every change once, in order, however it is written', async (t) => {
  const { store, follower } = await following(t, people(1, 250));
  const got: string[] = [];
  const reading = (async () => {
    let at = 0;
    while (got.length < 600) {
      const { content, upTo, isFull } = await follower.read(EVERYTHING, at);
      got.push(...(content ?? []));
      at = upTo;
      if (!isFull && got.length < 600) await follower.beyond(at, never);
    }
  })();
  for (let index = 251; index <= 600; index += 5) {
    await tell(store, people(index, index + 4));
    if (index % 3 === 0) follower.wake();
    await wait(index % 2);
  }
  await reading;
  t.strictSame(
    got,
    (await store.changes(0, 1000)).map(({ id }) => id),
  );
});

t.test('nothing of the log is read for a caller who may not read', async (t) => {
  const { follower, readings } = await following(t, people(1, 3));
  await refused(t, follower.read({ about: {}, caller: ANONYMOUS }, 0), { kind: 'forbidden' });
  t.equal(readings(), 0);
});

import { mock } from 'node:test';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import t, { type Test } from 'tap';
import type { Store } from '../../src/core/ports/store.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { type Story, story } from '../helpers/fixtures/story.ts';
import { dispatching, subscribeTo } from '../helpers/service/dispatching.ts';
import { type Receiver, receiver } from '../helpers/service/receiver.ts';
import { newPath } from '../helpers/store/database.ts';
import { storeOf, tell } from '../helpers/store/tell.ts';

/** So many experts, each told of once. */
const experts = (count: number): Story => {
  const told = story();
  for (let index = 0; index < count; index += 1) told.expert(`e${index}`);
  return told;
};

const arrived = async ({ received }: Receiver, count: number): Promise<void> => {
  while (received.length < count) await wait(5);
};

const slowly = (there: Receiver, ms: number): Receiver =>
  there.acts(async (_message, response) => {
    await wait(ms);
    response.writeHead(204).end();
  });

t.test('no more messages are under way than may be, at all and to one receiver', async (t) => {
  const store = await storeOf(t, story());
  const [one, other] = [slowly(await receiver(t), 20), slowly(await receiver(t), 20)];
  for (const there of [one, other]) await subscribeTo(store, there);
  await tell(store, experts(12));
  await dispatching(t, store, { concurrency: 5, perWebhook: 3 }).after(0);
  t.strictSame([one.received.length, other.received.length], [12, 12]);
  t.equal(Math.max(one.most, other.most), 3);
  const alone = await storeOf(t, story());
  const third = slowly(await receiver(t), 20);
  await subscribeTo(alone, third);
  await tell(alone, experts(8));
  dispatching(t, alone, { concurrency: 2, perWebhook: 9 }).dispatcher.start();
  await arrived(third, 8);
  t.equal(third.most, 2);
});

t.test('a slow receiver does not keep messages from the others', async (t) => {
  const store = await storeOf(t, story());
  const [slow, quick] = [(await receiver(t)).acts(() => undefined), await receiver(t)];
  for (const there of [slow, quick]) await subscribeTo(store, there);
  await tell(store, experts(10));
  dispatching(t, store, { concurrency: 4, perWebhook: 2 }).dispatcher.start();
  await arrived(quick, 10);
  t.equal(slow.received.length, 2);
});

t.test('once started it sends what comes, at once where it is woken', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  await subscribeTo(store, there);
  const { dispatcher } = dispatching(t, store);
  // The clock by which it looks for more stands still.
  mock.timers.enable({ apis: ['setTimeout'] });
  t.teardown(() => mock.timers.reset());
  const untilArrived = async (count: number) => {
    while (there.received.length < count) await turn();
  };
  const untilItRests = async () => {
    for (let turns = 0; turns < 100; turns += 1) await turn();
  };
  dispatcher.start();
  await untilItRests();
  await tell(store, story().expert('ada'));
  dispatcher.wake();
  await untilArrived(1);
  mock.timers.reset();
  dispatcher.wake();
  await untilItRests();
  await tell(store, story().expert('ben'));
  await arrived(there, 2);
  t.pass('and soon where another process has written it');
});

t.test('it waits for what is under way before it stops', async (t) => {
  const store = await storeOf(t, story());
  const there = slowly(await receiver(t), 100);
  const { id } = await subscribeTo(store, there);
  await tell(store, experts(2));
  const { dispatcher } = dispatching(t, store);
  dispatcher.start();
  await arrived(there, 2);
  await dispatcher.stop();
  const { items } = await store.webhooks.deliveries(id, { limit: 9 });
  t.strictSame(
    items.map(({ state }) => state),
    ['delivered', 'delivered'],
  );
  await tell(store, story().expert('ada'));
  dispatcher.wake();
  await wait(50);
  t.equal(there.received.length, 2, 'and then sends nothing more');
});

t.test(
  'what takes too long to wait for is cut off, counts for nothing, and is due for whoever comes next',
  async (t) => {
    const store = await storeOf(t, story());
    const there = (await receiver(t)).acts(() => undefined);
    const { id } = await subscribeTo(store, there);
    await tell(store, story().expert('ada'));
    const { dispatcher } = dispatching(t, store);
    dispatcher.start();
    await arrived(there, 1);
    await dispatcher.stop(50);
    // Had it waited until the sender gives up by itself, there were an attempt.
    t.match((await store.webhooks.deliveries(id, { limit: 1 })).items, [{ state: 'pending', attempts: [] }]);
    there.answers(204);
    await dispatching(t, store).after(0);
    t.equal(there.received.length, 2);
  },
);

t.test('two that share a file send each message once, and keep the order', async (t) => {
  const path = newPath(t);
  const open = (t: Test): Store => {
    const store = openSqliteStore(path);
    t.teardown(() => store.close());
    return store;
  };
  const [one, other] = [open(t), open(t)];
  const there = await receiver(t);
  await subscribeTo(one, there);
  const senders = [one, other].map((store) => dispatching(t, store, { now: () => new Date() }).dispatcher);
  for (const sender of senders) sender.start();
  const told = async (store: Store, name: string) => {
    const all = story();
    for (let index = 0; index < 10; index += 1) all.expert(`e${index}`, { name });
    await tell(store, all);
    for (const sender of senders) sender.wake();
  };
  for (const [index, name] of ['One', 'Two', 'Three', 'Four'].entries()) await told(index % 2 ? one : other, name);
  await arrived(there, 40);
  await Promise.all(senders.map((sender) => sender.stop()));
  t.equal(there.received.length, 40);
  t.equal(new Set(there.received.map(({ headers }) => headers['webhook-id'])).size, 40);
  for (let index = 0; index < 10; index += 1)
    t.strictSame(
      there.payloads
        .filter(({ data }) => data.id === `e${index}`)
        .map(({ data }) => (data.after as { name: string }).name),
      ['One', 'Two', 'Three', 'Four'],
    );
});

t.test('where the store fails it says so and goes on', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  await subscribeTo(store, there);
  await tell(store, story().expert('ada'));
  let failures = 0;
  const faulty: Store = {
    ...store,
    webhooks: {
      ...store.webhooks,
      behind() {
        failures += 1;
        return failures === 1 ? Promise.reject(new Error('no space')) : store.webhooks.behind();
      },
    },
  };
  const sender = dispatching(t, faulty);
  sender.dispatcher.start();
  await arrived(there, 1);
  t.match(sender.logged[0], { level: 'error', details: { err: { message: 'no space' } } });
});

t.test('what cannot be noted is sent again when the claim has run out', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  await subscribeTo(store, there);
  await tell(store, story().expert('ada'));
  const recordAttempt = () => Promise.reject(new Error('no space'));
  const faulty = dispatching(t, { ...store, webhooks: { ...store.webhooks, recordAttempt } });
  await faulty.after(0);
  t.match(faulty.logged, [{ level: 'error', details: { err: { message: 'no space' } } }]);
  const sound = dispatching(t, store);
  await sound.after(19_999);
  t.equal(there.received.length, 1);
  await sound.after(1);
  t.equal(there.received.length, 2);
});

t.test('what was delivered is forgotten after 30 days', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  const { id } = await subscribeTo(store, there);
  await tell(store, story().expert('ada'));
  await dispatching(t, store).after(0);
  const day = 24 * 3_600_000;
  const left = async (days: number): Promise<number> => {
    const now = () => new Date(Date.parse('2024-07-01T09:00:00Z') + days * day);
    const { dispatcher } = dispatching(t, store, { now });
    dispatcher.start();
    await wait(20);
    await dispatcher.stop();
    return (await store.webhooks.deliveries(id, { limit: 9 })).items.length;
  };
  t.equal(await left(30), 1);
  t.equal(await left(30.01), 0);
});

t.test('no secret and no address is ever logged', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  let calls = 0;
  there.answers(() => [500, 204, 410][calls++] ?? 204);
  const { secret } = await subscribeTo(store, { url: `${there.url}?key=hush` });
  await tell(store, experts(3));
  const sender = dispatching(t, store);
  await sender.after(0);
  const text = JSON.stringify(sender.logged);
  t.strictSame(new Set(sender.logged.map(({ level }) => level)), new Set(['info', 'warn']));
  for (const hidden of ['hush', secret, 'whsec_', there.url]) t.equal(text.includes(hidden), false, hidden);
});

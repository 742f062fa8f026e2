import t from 'tap';
import { RECORDED } from '../helpers/fixtures/records.ts';
import { story } from '../helpers/fixtures/story.ts';
import { Dispatching, subscribeTo } from '../helpers/service/dispatching.ts';
import { receiver } from '../helpers/service/receiver.ts';
import { storeInMemory } from '../helpers/store/in-memory.ts';
import { tell } from '../helpers/store/tell.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

t.test('while the clock is wrong no message is claimed, sent or put off by it', async (t) => {
  let now = Date.parse(RECORDED.at);
  const store = storeInMemory({ now: () => new Date(now), maxLeapMs: YEAR_MS / 2 });
  t.teardown(() => store.close());
  const there = await receiver(t);
  const sender = new Dispatching(store, { now: () => new Date(now) });
  t.teardown(() => sender.dispatcher.stop(0));
  await subscribeTo(store, there);
  await tell(store, story().expert('ada'));

  await t.test('what was due is sent when the clock is right again', async (t) => {
    now += YEAR_MS;
    await sender.dispatcher.drain();
    t.strictSame(there.received, []);
    now -= YEAR_MS;
    await sender.dispatcher.drain();
    t.equal(there.received.length, 1);
  });

  await t.test('what the receiver refused while the clock leapt is not put off for a year', async (t) => {
    there.acts((_message, response) => {
      now += YEAR_MS;
      response.writeHead(500).end();
    });
    await tell(store, story().expert('ben'));
    await sender.dispatcher.drain();
    t.equal(there.received.length, 2);
    there.answers(204);
    now -= YEAR_MS;
    await sender.dispatcher.drain();
    t.equal(there.received.length, 3);
  });

  await t.test(
    'what stands behind a message that is taken while the clock leaps is not put off for a year',
    async (t) => {
      await tell(store, story().expert('ada', { name: 'Ada Lind' }));
      await tell(store, story().expert('ada', { name: 'Ada Lind-Moor' }));
      const before = there.received.length;
      there.acts((_message, response) => {
        now += YEAR_MS;
        response.writeHead(204).end();
      });
      await sender.dispatcher.drain();
      there.answers(204);
      now = Date.parse(RECORDED.at);
      await sender.dispatcher.drain();
      t.equal(there.received.length, before + 2);
    },
  );

  await t.test('where the clock is set while it is looked at, nothing is claimed until years ahead', async (t) => {
    const right = store.ready;
    await tell(store, story().expert('cleo'));
    const before = there.received.length;
    // Found right, and wrong a moment later.
    const leaping = Object.assign(Object.create(store), {
      ready: async () => {
        const refusal = await right();
        now += YEAR_MS;
        return refusal;
      },
    });
    const other = new Dispatching(leaping, { now: () => new Date(now) });
    t.equal(await other.dispatcher.drain(), undefined);
    now = Date.parse(RECORDED.at);
    t.equal(there.received.length, before);
    await sender.dispatcher.drain();
    t.equal(there.received.length, before + 1);
  });

  await t.test('what was sent stays on record, and is not old by a clock that leapt', async (t) => {
    const [webhook] = (await store.webhooks.list({ limit: 1 })).items;
    const sent = async () => (await store.webhooks.deliveries(webhook?.id ?? '', { limit: 10 })).items.length;
    const before = await sent();
    t.ok(before > 0);
    now += YEAR_MS;
    sender.dispatcher.start();
    await sender.dispatcher.stop();
    t.equal(await sent(), before);
  });
});

import t, { type Test } from 'tap';
import { WAITS_MS } from '../../src/core/webhooks/retry.ts';
import { enableWebhook, getWebhook, testWebhook } from '../../src/services/webhooks/webhooks.ts';
import { OPERATOR } from '../helpers/fixtures/callers.ts';
import { RECORDED } from '../helpers/fixtures/records.ts';
import { story } from '../helpers/fixtures/story.ts';
import { dispatching, subscribeTo } from '../helpers/service/dispatching.ts';
import { receiver } from '../helpers/service/receiver.ts';
import { storeOf, tell } from '../helpers/store/tell.ts';

const NOW = new Date(RECORDED.at);

/** One message to a receiver that answers so. */
async function failing(t: Test, status: number, headers: { readonly [name: string]: string } = {}) {
  const store = await storeOf(t, story());
  const there = (await receiver(t)).answers(status, headers);
  const { id } = await subscribeTo(store, there);
  await tell(store, story().expert('ada'));
  const deliveryOf = async () => (await store.webhooks.deliveries(id, { limit: 1 })).items[0];
  return { store, there, id, deliveryOf };
}

t.test('a message is sent ten times over the whole schedule, never too early, and then given up', async (t) => {
  const { store, there, id, deliveryOf } = await failing(t, 500);
  const sender = dispatching(t, store);
  for (const [index, wait] of WAITS_MS.entries()) {
    if (wait > 0) await sender.after(wait - 1);
    t.equal(there.received.length, index, `not before ${wait} ms are over`);
    await sender.after(wait > 0 ? 1 : 0);
    t.equal(there.received.length, index + 1, `after ${wait} ms`);
  }
  t.match(await getWebhook(store, OPERATOR, id, NOW), {
    state: 'disabled',
    disabledWhy: 'a message could not be delivered, the last time: the receiver answered 500',
  });
  const delivery = await deliveryOf();
  t.match(delivery, { state: 'failed', nextAt: null });
  const times = delivery?.attempts.map(({ at }) => Date.parse(at) - NOW.getTime()) ?? [];
  t.strictSame(
    times.map((time, index) => time - (times[index - 1] ?? 0)),
    WAITS_MS,
  );
  await sender.after(1_000 * 3_600_000);
  t.equal(there.received.length, 10);
});

t.test('chance makes a wait longer by up to a tenth', async (t) => {
  const { store, deliveryOf } = await failing(t, 500);
  await dispatching(t, store, { random: () => 0.5 }).after(0);
  t.equal(Date.parse((await deliveryOf())?.nextAt ?? '') - NOW.getTime(), 5_250);
});

t.test('Retry-After is honoured where it is later than the schedule', async (t) => {
  const { store, there } = await failing(t, 503, { 'retry-after': '90' });
  const sender = dispatching(t, store);
  await sender.after(0);
  await sender.after(89_999);
  t.equal(there.received.length, 1);
  await sender.after(1);
  t.equal(there.received.length, 2);
});

t.test('Retry-After as a date is honoured, too', async (t) => {
  const { store, deliveryOf } = await failing(t, 429, { 'retry-after': 'Mon, 01 Jul 2024 10:00:00 GMT' });
  await dispatching(t, store).after(0);
  t.equal((await deliveryOf())?.nextAt, '2024-07-01T10:00:00.000Z');
});

t.test('a redirect is a failure, and is sent again as one', async (t) => {
  const { store, there, deliveryOf } = await failing(t, 302, { location: 'http://127.0.0.1:1/' });
  await dispatching(t, store).after(0);
  t.match(await deliveryOf(), {
    state: 'pending',
    attempts: [{ status: 302, error: 'the receiver answered 302; redirects are not followed' }],
  });
  t.equal(there.received.length, 1);
});

t.test('410 disables the subscription at once, and nothing more is sent', async (t) => {
  const { store, there, id } = await failing(t, 410);
  const sender = dispatching(t, store);
  await sender.after(0);
  await tell(store, story().expert('ben'));
  await sender.after(100 * 3_600_000);
  t.equal(there.received.length, 1);
  t.match(await getWebhook(store, OPERATOR, id, NOW), {
    state: 'disabled',
    disabledWhy: 'the receiver wants no more messages: the receiver answered 410',
  });
  t.match(sender.logged.at(-1), {
    level: 'warn',
    message: 'a webhook was disabled',
    details: { webhook: id, status: 410 },
  });
});

t.test('what is enabled again goes on where it stopped, and loses nothing', async (t) => {
  const { store, there, id } = await failing(t, 410);
  const sender = dispatching(t, store);
  await sender.after(0);
  await tell(store, story().expert('ben').expert('ada', { name: 'Ada' }));
  await sender.after(0);
  there.answers(204);
  await enableWebhook(store, OPERATOR, id, NOW);
  await sender.after(0);
  t.strictSame(
    new Set(there.payloads.slice(1).map(({ type, data }) => `${type} ${data.id}`)),
    new Set(['expert.created ada', 'expert.created ben', 'expert.updated ada']),
  );
  t.strictSame(await store.webhooks.counts(), { pending: 0, failed: 0 });
});

t.test('a test arrives like any other message', async (t) => {
  const { store, there, id } = await failing(t, 204);
  await testWebhook(store, OPERATOR, id, NOW);
  await dispatching(t, store).after(0);
  t.match(
    there.payloads.find(({ type }) => type === 'webhook.test'),
    { data: { webhook: id }, timestamp: RECORDED.at },
  );
});

import t from 'tap';
import { rotateSecret } from '../../src/services/webhooks/webhooks.ts';
import { OPERATOR } from '../helpers/fixtures/callers.ts';
import { RECORDED } from '../helpers/fixtures/records.ts';
import { story } from '../helpers/fixtures/story.ts';
import { dispatching, subscribeTo } from '../helpers/service/dispatching.ts';
import { isSignedBy, type Received, receiver, verified } from '../helpers/service/receiver.ts';
import { storeOf, tell } from '../helpers/store/tell.ts';
import { rename } from '../helpers/store/write.ts';

const HOUR = 3_600_000;
const told = ({ payloads }: { payloads: { type: string; data: { [field: string]: unknown } }[] }) =>
  payloads.map(({ type, data }) => `${type} ${data.id}`);

t.test('a change is told to who asked for it: signed, with the public change for its data', async (t) => {
  const store = await storeOf(t, story().expert('ben'));
  const there = await receiver(t);
  const { id, secret } = await subscribeTo(store, there);
  await tell(store, story().expert('ada', { name: 'Ada “Lind” 🚢' }));
  const { dispatcher } = dispatching(t, store, { now: () => new Date() });
  await dispatcher.drain();
  const [received, ...others] = there.received;
  t.strictSame(others, [], 'what was before the subscription is not told');
  const [change] = await store.changes(1, 10);
  t.strictSame(received && verified(received, secret), {
    type: 'expert.created',
    timestamp: RECORDED.at,
    data: change,
  });
  const [delivery] = (await store.webhooks.deliveries(id, { limit: 9 })).items;
  t.match(received?.headers, {
    'content-type': 'application/json',
    'user-agent': 'Standpoint/0.0.0',
    'webhook-id': delivery?.id,
  });
  t.match(delivery?.id, /^msg_[a-z0-9]{32}$/);
  t.match(delivery, { state: 'delivered', seq: 2, type: 'expert.created', attempts: [{ status: 204, error: null }] });
});

t.test('a signature of another secret, or of another body, is not right', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  const { secret } = await subscribeTo(store, there);
  const other = await subscribeTo(store, there, { eventTypes: ['source.deleted'] });
  await tell(store, story().expert('ada'));
  await dispatching(t, store, { now: () => new Date() }).dispatcher.drain();
  const [message] = there.received as [Received];
  t.throws(() => verified(message, other.secret), { name: 'WebhookVerificationError' });
  t.throws(() => verified({ ...message, body: `${message.body} ` }, secret), { name: 'WebhookVerificationError' });
});

t.test('what happens to a draft is told to nobody, and its publication is that of something new', async (t) => {
  const at = (status: 'draft' | 'published', note: string) =>
    story().says('ada', 'bridge', 'support', { id: 'p', status, note });
  const store = await storeOf(t, story().expert('ada').question('bridge'));
  const there = await receiver(t);
  await subscribeTo(store, there, { filters: { question: ['bridge'] } });
  const { dispatcher } = dispatching(t, store);
  await tell(store, at('draft', 'Hush.'));
  await tell(store, at('draft', 'Hush, hush.'));
  await dispatcher.drain();
  t.strictSame(there.received, []);
  await tell(store, at('published', 'Told.'));
  await dispatcher.drain();
  t.strictSame(told(there), ['position.published p']);
  t.equal(there.payloads[0]?.data.before, null);
  t.notMatch(there.received[0]?.body, 'Hush');
});

t.test('each subscription is told of what it asked for', async (t) => {
  const store = await storeOf(
    t,
    story()
      .expert('ada')
      .expert('ben')
      .question('bridge', { topics: ['traffic'] }),
  );
  const [types, expert, topic] = [await receiver(t), await receiver(t), await receiver(t)];
  await subscribeTo(store, types, { eventTypes: ['position.created'] });
  await subscribeTo(store, expert, { filters: { expert: ['ben'] } });
  await subscribeTo(store, topic, { filters: { topic: ['traffic'] } });
  await tell(
    store,
    story()
      .question('bridge', { topics: ['traffic'] })
      .says('ada', 'bridge', 'support', { id: 'p1' })
      .says('ben', 'tolls', 'oppose', { id: 'p2' }),
  );
  await dispatching(t, store).dispatcher.drain();
  t.strictSame(new Set(told(types)), new Set(['position.created p1', 'position.created p2']));
  t.strictSame(new Set(told(expert)), new Set(['statement.created said-p2', 'position.created p2']));
  t.strictSame(new Set(told(topic)), new Set(['position.created p1']));
});

t.test('a filter follows the expert to a new id', async (t) => {
  const store = await storeOf(t, story().expert('ada').expert('ben'));
  const there = await receiver(t);
  await subscribeTo(store, there, { filters: { expert: ['ada'] } });
  await rename(store, 'expert', 'ada', 'ada-lind', 1, { actor: 'a tester', mayPublish: true, reason: 'A namesake.' });
  await tell(store, story().expert('ada-lind', { name: 'Ada Lind' }).expert('ben', { name: 'Ben' }));
  await dispatching(t, store).dispatcher.drain();
  t.strictSame(told(there), ['expert.renamed ada-lind', 'expert.updated ada-lind']);
});

t.test('while a secret is being changed both sign, and afterwards the new one alone', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  const { id, secret: first } = await subscribeTo(store, there);
  const { secret: second, previousSecretUntil } = await rotateSecret(store, OPERATOR, id, new Date(RECORDED.at));
  t.equal(previousSecretUntil, '2024-07-02T09:00:00.000Z');
  const sender = dispatching(t, store);
  await tell(store, story().expert('ada'));
  await sender.after(0);
  const [during] = there.received as [Received];
  t.match(during.headers['webhook-signature'], /^v1,\S+ v1,\S+$/);
  t.strictSame([isSignedBy(during, first), isSignedBy(during, second)], [true, true]);
  await tell(store, story().expert('ben'));
  await sender.after(24 * HOUR);
  const [, after] = there.received as [Received, Received];
  t.strictSame([isSignedBy(after, first), isSignedBy(after, second)], [false, true]);
});

t.test('both secrets of a change are right for the library of the receivers', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  const { id, secret: first } = await subscribeTo(store, there);
  const { secret: second } = await rotateSecret(store, OPERATOR, id, new Date());
  await tell(store, story().expert('ada'));
  await dispatching(t, store, { now: () => new Date() }).dispatcher.drain();
  const [message] = there.received as [Received];
  for (const secret of [first, second]) t.match(verified(message, secret), { type: 'expert.created' });
});

t.test('messages about one record keep their order while one of them fails, and the others do not wait', async (t) => {
  const store = await storeOf(t, story());
  const there = await receiver(t);
  await subscribeTo(store, there);
  let isBroken = true;
  there.answers(({ body }) => (isBroken && JSON.parse(body).data.id === 'ada' ? 500 : 204));
  const sender = dispatching(t, store);
  for (const name of ['One', 'Two', 'Three'])
    await tell(store, story().expert('ada', { name }).expert('ben', { name }));
  await sender.after(0);
  const names = (id: string) =>
    there.payloads.filter(({ data }) => data.id === id).map(({ data }) => (data.after as { name: string }).name);
  t.strictSame(names('ben'), ['One', 'Two', 'Three']);
  t.strictSame(names('ada'), ['One']);
  isBroken = false;
  await sender.after(5_000);
  t.strictSame(names('ada'), ['One', 'One', 'Two', 'Three']);
  t.strictSame(await store.webhooks.counts(), { pending: 0, failed: 0 });
});

t.test('a message that is sent again is the same one, with the same id', async (t) => {
  const store = await storeOf(t, story());
  const there = (await receiver(t)).answers(500);
  const { secret } = await subscribeTo(store, there);
  await tell(store, story().expert('ada'));
  const sender = dispatching(t, store);
  await sender.after(0);
  there.answers(200);
  await sender.after(5_000);
  const [first, second] = there.received as [Received, Received];
  t.equal(second.body, first.body);
  t.equal(second.headers['webhook-id'], first.headers['webhook-id']);
  t.equal(Number(second.headers['webhook-timestamp']) - Number(first.headers['webhook-timestamp']), 5);
  t.strictSame([isSignedBy(first, secret), isSignedBy(second, secret)], [true, true]);
});

import t from 'tap';
import { FAN_OUT_BATCH, fanOut } from '../../../src/services/webhooks/fan-out.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { claimAt, givenUp, subscribe } from '../../helpers/fixtures/subscriptions.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const NOW = new Date(RECORDED.at);
const NONE = { expert: null, question: null, topic: null };

t.test('a log that is longer than one batch is fanned out whole, each change once', async (t) => {
  const store = await storeOf(t, story());
  const { id } = await subscribe(store);
  const long = story();
  const count = FAN_OUT_BATCH + 1;
  for (let index = 0; index < count; index += 1) long.expert(`e${index}`);
  await tell(store, long);
  t.equal(await fanOut(store, OPERATOR, NOW), true);
  t.strictSame(await store.webhooks.counts(), { pending: FAN_OUT_BATCH, failed: 0 });
  t.equal(await fanOut(store, OPERATOR, NOW), true);
  t.equal(await fanOut(store, OPERATOR, NOW), false);
  t.strictSame(await store.webhooks.counts(), { pending: count, failed: 0 });
  t.equal((await store.webhooks.get(id))?.cursor, await store.revision());
});

t.test('subscriptions that began at different times are each told of what came after', async (t) => {
  const store = await storeOf(t, story());
  const early = await subscribe(store);
  await tell(store, story().expert('ada'));
  const late = await subscribe(store);
  await tell(store, story().expert('ben'));
  while (await fanOut(store, OPERATOR, NOW));
  const told = async (id: string) => (await store.webhooks.deliveries(id, { limit: 9 })).items.map(({ seq }) => seq);
  const last = await store.revision();
  t.strictSame(await told(early.id), [last, last - 1]);
  t.strictSame(await told(late.id), [last]);
});

t.test('what nobody asked for costs no message, and is not looked at again', async (t) => {
  const store = await storeOf(t, story().expert('ada'));
  const { id } = await subscribe(store, { filters: { ...NONE, expert: ['ada'] } });
  await tell(store, story().expert('ben'));
  t.equal(await fanOut(store, OPERATOR, NOW), true);
  t.equal(await fanOut(store, OPERATOR, NOW), false);
  t.strictSame((await store.webhooks.deliveries(id, { limit: 9 })).items, []);
});

t.test('a subscription that is disabled is asked about nothing until it is enabled', async (t) => {
  const store = await storeOf(t, story());
  const { id } = await subscribe(store);
  await tell(store, story().expert('ada'));
  while (await fanOut(store, OPERATOR, NOW));
  for (const claimed of await claimAt(store, 0)) await givenUp(store, claimed, 1, 'gone');
  await tell(store, story().expert('ben'));
  t.equal(await fanOut(store, OPERATOR, NOW), false);
  await store.webhooks.enable(id, RECORDED.at);
  t.equal(await fanOut(store, OPERATOR, NOW), true);
  t.equal((await store.webhooks.deliveries(id, { limit: 9 })).items.length, 2);
});

t.test('a topic is known under whichever id the question had', async (t) => {
  const store = await storeOf(
    t,
    story()
      .expert('ada')
      .question('bridge', { topics: ['traffic'] }),
  );
  const { id } = await subscribe(store, { filters: { ...NONE, topic: ['traffic'] } });
  await tell(
    store,
    story()
      .question('bridge', { topics: ['traffic'] })
      .says('ada', 'bridge', 'support', { id: 'p' }),
  );
  const { revision = 0 } = (await store.get('question', 'bridge')) ?? {};
  const commit = { actor: 'a tester', mayPublish: true, reason: 'Clearer.' };
  await rename(store, 'question', 'bridge', 'strait-bridge', revision, commit);
  while (await fanOut(store, OPERATOR, NOW));
  const types = (await store.webhooks.deliveries(id, { limit: 9 })).items.map(({ type }) => type);
  t.strictSame(types, ['position.renamed', 'question.renamed', 'position.created']);
});

t.test('a correction says what it touches, and reaches those whom it touches, whatever record it is of', async (t) => {
  const told = () =>
    story().says('ada', 'bridge', 'support', { id: 'p' }).says('ben', 'ferry', 'oppose', { source: 'gazette' });
  const store = await storeOf(t, told());
  const [ada, ferry, ben] = [
    await subscribe(store, { filters: { ...NONE, expert: ['ada'] } }),
    await subscribe(store, { filters: { ...NONE, question: ['ferry'] } }),
    await subscribe(store, { filters: { ...NONE, expert: ['ben'] }, eventTypes: ['position.retracted'] }),
  ];
  await tell(store, story().source('post', { title: 'Corrected title' }));
  while (await fanOut(store, OPERATOR, NOW));
  const bodies = async (id: string) =>
    (await claimAt(store, 0)).filter((it) => it.webhook === id).map(({ body }) => JSON.parse(body));
  const [message, ...others] = await bodies(ada.id);
  t.strictSame(others, []);
  t.match(message, { type: 'source.updated', data: { entity: 'source', touched: 1 } });
  t.strictSame(message.data.touches, [{ expert: 'ada', question: 'bridge', position: 'p' }]);
  for (const { id } of [ferry, ben]) t.strictSame((await store.webhooks.deliveries(id, { limit: 9 })).items, []);
});

t.test('what is no correction touches nothing', async (t) => {
  const store = await storeOf(t, story().expert('ada'));
  await subscribe(store);
  await tell(
    store,
    story()
      .expert('ada', { aliases: ['Ada'] })
      .expert('ben'),
  );
  while (await fanOut(store, OPERATOR, NOW));
  for (const { body } of await claimAt(store, 0)) t.notOk('touches' in JSON.parse(body).data, body);
});

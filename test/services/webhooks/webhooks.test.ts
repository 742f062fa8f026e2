import t from 'tap';
import { operator } from '../../../src/core/access/caller.ts';
import {
  createWebhook,
  getWebhook,
  listDeliveries,
  listWebhooks,
  newId,
  redeliver,
  removeWebhook,
  rotateSecret,
  testWebhook,
} from '../../../src/services/webhooks/webhooks.ts';
import { createTargetRule } from '../../../src/webhooks/target.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { claimAt, givenUp, subscribe } from '../../helpers/fixtures/subscriptions.ts';
import { storeOf } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const NOW = new Date(RECORDED.at);
const DESK = operator('the desk');
const creation = { now: NOW, targets: createTargetRule(false) };
const url = 'https://example.org/hook';
const known = story()
  .expert('ada')
  .expert('ben')
  .question('bridge', { topics: ['traffic'] });

t.test('a subscription is made, and its secret is told this once', async (t) => {
  const store = await storeOf(t, known);
  const { secret, ...made } = await createWebhook(store, DESK, { url, filters: { expert: ['ada'] } }, creation);
  t.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  t.equal(Buffer.from(secret.slice(6), 'base64').length, 32, 'of 24 to 64 bytes');
  t.match(made.id, /^wh_[a-z0-9]{32}$/);
  t.strictSame(made, {
    id: made.id,
    url,
    eventTypes: null,
    filters: { expert: ['ada'], question: null, topic: null },
    state: 'enabled',
    disabledAt: null,
    disabledWhy: null,
    createdAt: RECORDED.at,
    createdBy: 'the desk',
    previousSecretUntil: null,
  });
  t.strictSame(await getWebhook(store, OPERATOR, made.id, NOW), made);
  t.strictSame((await listWebhooks(store, OPERATOR, { limit: 9 }, NOW)).items, [made]);
  t.not((await createWebhook(store, OPERATOR, { url }, creation)).secret, secret);
});

t.test('what is wrong is told at its place, all at once, and nothing is made', async (t) => {
  const store = await storeOf(t, known);
  const input = {
    url: 'http://127.0.0.1/',
    filters: { expert: ['ada', 'bem'], question: ['brigde'], topic: ['trafic', 'ships'] },
  };
  await refused(t, createWebhook(store, OPERATOR, input, creation), {
    kind: 'invalid',
    violations: [
      {
        pointer: '/url',
        message:
          'must begin with https:// (set STANDPOINT_WEBHOOK_PRIVATE=true to allow private addresses and plain http)',
      },
      { pointer: '/filters/expert/1', message: '"bem" does not exist; did you mean "ben"?' },
      { pointer: '/filters/question/0', message: '"brigde" does not exist; did you mean "bridge"?' },
      { pointer: '/filters/topic/0', message: '"trafic" does not exist; did you mean "traffic"?' },
      { pointer: '/filters/topic/1', message: '"ships" does not exist; known: traffic' },
    ],
  });
  await refused(t, createWebhook(store, OPERATOR, { url, filter: {} }, creation), {
    kind: 'invalid',
    violations: [{ pointer: '/filter', message: 'is not known here; did you mean "filters"?' }],
  });
  t.strictSame((await listWebhooks(store, OPERATOR, { limit: 9 }, NOW)).items, []);
});

t.test('a filter may name an expert by the id they had', async (t) => {
  const store = await storeOf(t, known);
  const { revision = 0 } = (await store.get('expert', 'ada')) ?? {};
  await rename(store, 'expert', 'ada', 'ada-lind', revision, { actor: 'x', mayPublish: true, reason: 'A namesake.' });
  await t.resolves(createWebhook(store, OPERATOR, { url, filters: { expert: ['ada', 'ada-lind'] } }, creation));
});

t.test('the secret before a new one is told of as long as it signs', async (t) => {
  const store = await storeOf(t, known);
  const { id, secret } = await createWebhook(store, OPERATOR, { url }, creation);
  const rotated = await rotateSecret(store, OPERATOR, id, NOW);
  t.match(rotated.secret, /^whsec_/);
  t.not(rotated.secret, secret);
  const until = '2024-07-02T09:00:00.000Z';
  t.equal(rotated.previousSecretUntil, until);
  const at = async (instant: string) => (await getWebhook(store, OPERATOR, id, new Date(instant))).previousSecretUntil;
  t.equal(await at('2024-07-02T08:59:59.999Z'), until);
  t.equal(await at(until), null);
});

t.test('what there is not is not found, whatever is done with it', async (t) => {
  const store = await storeOf(t, known);
  const { id } = await subscribe(store);
  const missing = { kind: 'not-found', message: 'there is no webhook "wh_none"' } as const;
  await refused(t, getWebhook(store, OPERATOR, 'wh_none', NOW), missing);
  await refused(t, removeWebhook(store, OPERATOR, 'wh_none', NOW), missing);
  await refused(t, rotateSecret(store, OPERATOR, 'wh_none', NOW), missing);
  await refused(t, testWebhook(store, OPERATOR, 'wh_none', NOW), missing);
  await refused(t, listDeliveries(store, OPERATOR, 'wh_none', { limit: 1 }), missing);
  await refused(t, redeliver(store, OPERATOR, 'wh_none', 'msg_1', NOW), missing);
  await refused(t, redeliver(store, OPERATOR, id, 'msg_1', NOW), {
    kind: 'not-found',
    message: 'there is no delivery "msg_1"',
  });
});

t.test('what is disabled is sent nothing, and it is said what to do', async (t) => {
  const store = await storeOf(t, known);
  const { id } = await subscribe(store);
  const { id: delivery } = await testWebhook(store, OPERATOR, id, NOW);
  for (const claimed of await claimAt(store, 0)) await givenUp(store, claimed, 1, 'gone');
  const conflict = {
    kind: 'conflict',
    message: `webhook "${id}" is disabled (the receiver wants no more messages: the receiver answered 410); enable it first`,
  } as const;
  await refused(t, redeliver(store, OPERATOR, id, delivery, NOW), conflict);
  await refused(t, testWebhook(store, OPERATOR, id, NOW), conflict);
});

t.test('pages lead through everything, and a cursor is good for its own list only', async (t) => {
  const store = await storeOf(t, known);
  const made = [await subscribe(store), await subscribe(store), await subscribe(store)].map(({ id }) => id).sort();
  const first = await listWebhooks(store, OPERATOR, { limit: 2 }, NOW);
  const second = await listWebhooks(store, OPERATOR, { limit: 2, cursor: first.next ?? '' }, NOW);
  t.strictSame(
    [...first.items, ...second.items].map(({ id }) => id),
    made,
  );
  t.equal(second.next, null);
  const [one = '', other = ''] = made;
  for (const id of [one, one, other, other]) await testWebhook(store, OPERATOR, id, NOW);
  const newest = await listDeliveries(store, OPERATOR, one, { limit: 1 });
  t.equal((await listDeliveries(store, OPERATOR, one, { limit: 9, cursor: newest.next ?? '' })).items.length, 1);
  const wrong = { kind: 'invalid', message: 'cursor must be the "next" of a page of this list, unchanged' } as const;
  await refused(t, listDeliveries(store, OPERATOR, other, { limit: 9, cursor: newest.next ?? '' }), wrong);
  for (const cursor of [newest.next ?? '', 'x', '', 'W10'])
    await refused(t, listWebhooks(store, OPERATOR, { limit: 9, cursor }, NOW), wrong);
});

t.test('ids of messages have no dot, which separates them in what is signed', async (t) => {
  t.match(newId('msg'), /^msg_[a-z0-9]{32}$/);
  t.not(newId('msg'), newId('msg'));
});

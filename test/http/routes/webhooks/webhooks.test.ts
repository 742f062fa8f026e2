import t from 'tap';
import type { ClaimedDelivery } from '../../../../src/core/ports/webhook-store.ts';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { at, attempt, claimAt, delivered, givenUp } from '../../../helpers/fixtures/subscriptions.ts';
import { componentPlace, faultsBy } from '../../../helpers/formats/document.ts';
import { everyRole } from '../../../helpers/service/keys.ts';
import { seed, serviceOver, storeWith } from '../../../helpers/service/service.ts';

const store = await storeWith(t, [seed()]);
const app = await serviceOver(t, store);
const { admin, publish } = await everyRole(store);

type Headers = { readonly [name: string]: string };
const post = (url: string, payload?: object, headers: Headers = {}) =>
  app.inject({ method: 'POST', url, headers: { ...admin, ...headers }, ...(payload && { payload }) });
const get = (url: string) => app.inject({ url, headers: admin });

const HOOK = { url: 'https://example.org/hook', eventTypes: ['position.published'], filters: { expert: ['davis'] } };

/** A new subscription. */
async function made(payload: object = HOOK): Promise<{ id: string; secret: string }> {
  return (await post('/v1/webhooks', payload)).json();
}

/** The message, taken by whoever sends it. */
async function claimed(delivery: string): Promise<ClaimedDelivery> {
  const found = (await claimAt(store, 10 ** 9)).find(({ id }) => id === delivery);
  if (found === undefined) throw new Error(`${delivery} is not due`);
  return found;
}

t.test('a webhook is made: 201, its address, and its secret, which nobody may keep on the way', async (t) => {
  const reply = await post('/v1/webhooks', HOOK);
  t.equal(reply.statusCode, 201);
  t.strictSame(faultsBy(componentPlace('WebhookWithSecret'), reply.json()), []);
  const { secret, ...webhook } = reply.json();
  t.match(secret, /^whsec_/);
  t.match(webhook, {
    ...HOOK,
    filters: { expert: ['davis'], question: null, topic: null },
    createdBy: 'the admin key',
  });
  t.equal(reply.headers.location, `/v1/webhooks/${webhook.id}`);
  t.equal(reply.headers['cache-control'], 'no-store');
  const found = await get(String(reply.headers.location));
  t.strictSame(found.json(), webhook);
  t.strictSame(faultsBy(componentPlace('Webhook'), webhook), []);
  t.equal(found.headers['cache-control'], 'no-store');
});

t.test('a secret is shown once: no later answer holds it', async (t) => {
  const { id, secret } = await made();
  const rotated = await post(`/v1/webhooks/${id}/rotate`);
  const second = rotated.json().secret;
  t.strictSame(faultsBy(componentPlace('WebhookWithSecret'), rotated.json()), []);
  t.not(second, secret);
  t.match(rotated.json().previousSecretUntil, /^\d{4}-/);
  t.equal(rotated.headers['cache-control'], 'no-store');
  const answers = [
    await get('/v1/webhooks?limit=500'),
    await get(`/v1/webhooks/${id}`),
    await post(`/v1/webhooks/${id}/enable`),
    await app.inject({ method: 'DELETE', url: `/v1/webhooks/${id}`, headers: admin }),
  ];
  for (const { statusCode, body } of answers) {
    t.equal(statusCode, 200);
    t.match(body, id);
    t.notMatch(body, 'whsec_');
  }
});

t.test('only admins may see and change webhooks', async (t) => {
  const { id } = await made();
  const urls = [
    ['GET', '/v1/webhooks'],
    ['POST', '/v1/webhooks'],
    ['GET', `/v1/webhooks/${id}`],
    ['DELETE', `/v1/webhooks/${id}`],
    ['POST', `/v1/webhooks/${id}/rotate`],
    ['POST', `/v1/webhooks/${id}/enable`],
    ['POST', `/v1/webhooks/${id}/test`],
    ['GET', `/v1/webhooks/${id}/deliveries`],
    ['POST', `/v1/webhooks/${id}/deliveries/msg_1/redeliver`],
  ] as const;
  for (const [method, url] of urls) {
    isProblem(t, await app.inject({ method, url }), 'unauthenticated');
    isProblem(t, await app.inject({ method, url, headers: publish }), 'forbidden');
  }
});

t.test('what is wrong is told at its place, all at once, and nothing is made', async (t) => {
  const count = async () => (await get('/v1/webhooks?limit=500')).json().items.length;
  const before = await count();
  const pointers = async (payload: object) =>
    (isProblem(t, await post('/v1/webhooks', payload), 'invalid-request').errors as { pointer?: string }[]).map(
      ({ pointer }) => pointer,
    );
  t.strictSame(await pointers({}), ['/url']);
  t.strictSame(await pointers({ ...HOOK, url: 5, eventTypes: [], more: 1 }), ['/more', '/url', '/eventTypes']);
  t.strictSame(await pointers({ ...HOOK, eventTypes: ['position.liked'] }), ['/eventTypes/0']);
  t.strictSame(await pointers({ ...HOOK, url: 'https://127.0.0.1/', filters: { expert: ['davies'] } }), [
    '/url',
    '/filters/expert/0',
  ]);
  t.strictSame(await pointers({ url: 'http://example.org/' }), ['/url']);
  t.equal(await count(), before);
});

t.test('with the setting a webhook may lead to one’s own network', async (t) => {
  const open = await serviceOver(t, store, { webhookTargets: () => null });
  const payload = { url: 'http://10.0.0.1:8080/hook' };
  t.equal((await open.inject({ method: 'POST', url: '/v1/webhooks', headers: admin, payload })).statusCode, 201);
});

t.test('a test is put in line, and the list of deliveries tells what came of it', async (t) => {
  const { id } = await made();
  const reply = await post(`/v1/webhooks/${id}/test`);
  t.equal(reply.statusCode, 200);
  t.strictSame(faultsBy(componentPlace('WebhookDelivery'), reply.json()), []);
  t.match(reply.json(), { type: 'webhook.test', seq: null, state: 'pending', attempts: [] });
  await delivered(store, await claimed(reply.json().id), 5);
  const { items } = (await get(`/v1/webhooks/${id}/deliveries`)).json();
  t.strictSame(faultsBy(componentPlace('WebhookDelivery'), items[0]), []);
  t.match(items, [{ id: reply.json().id, state: 'delivered', settledAt: at(5), attempts: [attempt(5)] }]);
});

t.test('deliveries come in pages, the newest first', async (t) => {
  const { id } = await made();
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) ids.unshift((await post(`/v1/webhooks/${id}/test`)).json().id);
  const first = (await get(`/v1/webhooks/${id}/deliveries?limit=2`)).json();
  const second = (await get(`/v1/webhooks/${id}/deliveries?limit=2&cursor=${first.next}`)).json();
  t.strictSame(
    [...first.items, ...second.items].map((item: { id: string }) => item.id),
    ids,
  );
  t.equal(second.next, null);
  isProblem(t, await get(`/v1/webhooks?cursor=${first.next}`), 'invalid-request');
});

t.test('a message is sent again; to a webhook that is disabled not before it is enabled', async (t) => {
  const { id } = await made();
  const delivery = (await post(`/v1/webhooks/${id}/test`)).json().id;
  const url = `/v1/webhooks/${id}/deliveries/${delivery}/redeliver`;
  await givenUp(store, await claimed(delivery), 1, 'gone');
  t.match((await get(`/v1/webhooks/${id}`)).json(), { state: 'disabled', disabledAt: at(1) });
  t.match(isProblem(t, await post(url), 'conflict').detail, 'enable it first');
  t.match((await post(`/v1/webhooks/${id}/enable`)).json(), { state: 'enabled', disabledAt: null, disabledWhy: null });
  const again = await post(url);
  t.equal(again.statusCode, 200);
  t.match(again.json(), { id: delivery, state: 'pending', attempts: [{ status: 410 }] });
});

t.test('a webhook that is removed is gone, with its deliveries', async (t) => {
  const { id } = await made();
  const reply = await app.inject({ method: 'DELETE', url: `/v1/webhooks/${id}`, headers: admin });
  t.match(reply.json(), { id, url: HOOK.url });
  for (const url of [`/v1/webhooks/${id}`, `/v1/webhooks/${id}/deliveries`])
    t.equal(isProblem(t, await get(url), 'not-found').detail, `there is no webhook "${id}"`);
  for (const act of ['rotate', 'enable', 'test', 'deliveries/msg_1/redeliver'])
    isProblem(t, await post(`/v1/webhooks/${id}/${act}`), 'not-found');
});

t.test('a body or header that would be passed over is refused', async (t) => {
  const { id } = await made();
  for (const act of ['rotate', 'enable', 'test', 'deliveries/msg_1/redeliver']) {
    const url = `/v1/webhooks/${id}/${act}`;
    t.match(isProblem(t, await post(url, { force: true }), 'invalid-request').detail, 'this takes no body');
    isProblem(t, await post(url, undefined, { 'idempotency-key': 'x' }), 'invalid-request');
    isProblem(t, await post(`${url}?force=1`), 'invalid-request');
  }
  isProblem(t, await post('/v1/webhooks', HOOK, { 'idempotency-key': 'x' }), 'invalid-request');
  const headers = { ...admin, 'if-match': '"1"' };
  isProblem(t, await app.inject({ method: 'DELETE', url: `/v1/webhooks/${id}`, headers }), 'invalid-request');
  t.equal((await get(`/v1/webhooks/${id}`)).statusCode, 200);
});

t.test('webhooks come as JSON or not at all', async (t) => {
  isProblem(t, await get('/v1/webhooks.csv'), 'not-found');
  isProblem(t, await app.inject({ url: '/v1/webhooks', headers: { ...admin, accept: 'text/csv' } }), 'not-acceptable');
});

t.test('the metrics count what waits and what was given up', async (t) => {
  const { body } = await app.inject('/metrics');
  t.match(body, /^standpoint_webhook_deliveries_pending [1-9]\d*$/m);
  t.match(body, /^standpoint_webhook_deliveries_failed \d+$/m);
  t.match(body, /^standpoint_webhook_oldest_pending_seconds \d/m);
});

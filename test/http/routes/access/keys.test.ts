import t from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { componentPlace, faultsBy } from '../../../helpers/formats/document.ts';
import { everyRole, idIn } from '../../../helpers/service/keys.ts';
import { seed, serviceOver, storeWith } from '../../../helpers/service/service.ts';

const store = await storeWith(t, [seed()]);
const app = await serviceOver(t, store);
const { admin, write } = await everyRole(store);

const post = (payload: object, headers: { [name: string]: string } = {}) =>
  app.inject({ method: 'POST', url: '/v1/keys', headers: { ...admin, ...headers }, payload });
const get = (url: string) => app.inject({ url, headers: admin });
const revoke = (id: string) => app.inject({ method: 'DELETE', url: `/v1/keys/${id}`, headers: admin });

const DESK = { name: 'The desk', scopes: ['write'], expiresAt: '2999-01-01T00:00:00Z' };

t.test('a key is made: 201, its address, and its token, which nobody may keep on the way', async (t) => {
  const reply = await post(DESK);
  t.equal(reply.statusCode, 201);
  const { token, ...key } = reply.json();
  t.strictSame(faultsBy(componentPlace('ApiKeyWithToken'), reply.json()), []);
  t.match(token, new RegExp(`^stp_${key.id}_[\\w-]{43}$`));
  t.match(key, { ...DESK, state: 'active', createdBy: 'the admin key', revokedAt: null, lastUsedAt: null });
  t.equal(reply.headers.location, `/v1/keys/${key.id}`);
  t.equal(reply.headers['cache-control'], 'no-store');
  t.equal(reply.headers.etag, undefined);
  const found = await get(String(reply.headers.location));
  t.strictSame(found.json(), key);
  t.equal(found.headers['cache-control'], 'no-store');
});

t.test('the token opens what the scope says, and the log names the key by its name', async (t) => {
  const { token } = (await post({ name: 'A reader', scopes: ['read'] })).json();
  const headers = { authorization: `Bearer ${token}` };
  t.equal((await app.inject({ url: '/v1/experts', headers })).statusCode, 200);
  isProblem(t, await app.inject({ url: '/v1/keys', headers }), 'forbidden');
});

t.test('a token is shown once: no later answer holds it, nor any part of its secret', async (t) => {
  const { token, id } = (await post(DESK)).json();
  const answers = [await get('/v1/keys?limit=500'), await get(`/v1/keys/${id}`), await revoke(id)];
  for (const { statusCode, body, headers } of answers) {
    t.equal(statusCode, 200);
    t.match(body, id);
    t.equal(body.includes(token.slice(13, 25)), false);
    t.notMatch(body, /token|hash|secret/);
    t.equal(headers['cache-control'], 'no-store');
  }
});

t.test('a key that is revoked opens nothing from then on; revoking it again changes nothing', async (t) => {
  const { token, id } = (await post(DESK)).json();
  const headers = { authorization: `Bearer ${token}` };
  t.equal((await app.inject({ url: '/v1/experts', headers })).statusCode, 200);
  const first = await revoke(id);
  t.match(first.json(), { id, state: 'revoked', revokedBy: 'the admin key' });
  t.equal((await revoke(id)).body, first.body);
  isProblem(t, await app.inject({ url: '/v1/experts', headers }), 'unauthenticated');
  isProblem(t, await app.inject({ method: 'PATCH', url: `/v1/keys/${id}`, headers: admin }), 'method-not-allowed');
});

t.test('the list tells the state of every key, and leads through its pages', async (t) => {
  const whole = (await get('/v1/keys?limit=500')).json();
  t.ok(whole.items.length > 8);
  t.strictSame([...new Set(whole.items.map(({ state }: { state: string }) => state))].sort(), [
    'active',
    'expired',
    'revoked',
  ]);
  const found: unknown[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: { items: unknown[]; next: string | null } = (
      await get(`/v1/keys?limit=3${next === '' ? '' : `&cursor=${next}`}`)
    ).json();
    found.push(...page.items);
    next = page.next;
  }
  const without = (items: unknown[]) => items.map((item) => ({ ...(item as object), lastUsedAt: null }));
  t.strictSame(without(found), without(whole.items));
});

t.test('what is wrong with a key is told at its place, all at once, and none is made', async (t) => {
  const count = async () => (await get('/v1/keys?limit=500')).json().items.length;
  const before = await count();
  const pointers = async (payload: object) =>
    (isProblem(t, await post(payload), 'invalid-request').errors as { pointer?: string }[]).map(
      ({ pointer }) => pointer,
    );
  t.strictSame(await pointers({}), ['/name', '/scopes']);
  t.strictSame(await pointers({ ...DESK, name: '', scopes: [], token: 'mine' }), ['/token', '/name', '/scopes']);
  t.strictSame(await pointers({ ...DESK, scopes: ['root'] }), ['/scopes/0']);
  t.strictSame(await pointers({ ...DESK, scopes: 'write' }), ['/scopes']);
  t.strictSame(await pointers({ ...DESK, expiresAt: '2999-01-01' }), ['/expiresAt']);
  t.strictSame(await pointers({ ...DESK, expiresAt: '2020-01-01T00:00:00Z' }), ['/expiresAt']);
  t.equal(await count(), before);
});

t.test('a header that cannot be heeded is refused rather than passed over', async (t) => {
  const repeated = await post(DESK, { 'idempotency-key': 'x' });
  t.match(isProblem(t, repeated, 'invalid-request').detail, /Idempotency-Key cannot be heeded: a token is shown once/);
  const { id } = (await post(DESK)).json();
  const matched = await app.inject({
    method: 'DELETE',
    url: `/v1/keys/${id}`,
    headers: { ...admin, 'if-match': '"1"' },
  });
  t.match(isProblem(t, matched, 'invalid-request').detail, /If-Match cannot be heeded/);
  t.equal((await get(`/v1/keys/${id}`)).json().state, 'active');
});

t.test('keys come as JSON or not at all, and nothing is done for who wants them otherwise', async (t) => {
  const count = async () => (await get('/v1/keys?limit=500')).json().items.length;
  const before = await count();
  const csv = { accept: 'text/csv', ...admin };
  isProblem(t, await app.inject({ url: '/v1/keys', headers: csv }), 'not-acceptable');
  isProblem(t, await get('/v1/keys.csv'), 'not-found');
  isProblem(t, await app.inject({ method: 'POST', url: '/v1/keys', headers: csv, payload: DESK }), 'not-acceptable');
  isProblem(t, await app.inject({ method: 'POST', url: '/v1/keys.csv', headers: admin, payload: DESK }), 'not-found');
  t.equal(await count(), before);
});

t.test('a key that there is not is 404, and no other is named', async (t) => {
  const id = idIn(write);
  const near = `${id.slice(0, 7)}${id.endsWith('a') ? 'b' : 'a'}`;
  for (const id of ['nobody22', near]) {
    t.equal(isProblem(t, await get(`/v1/keys/${id}`), 'not-found').detail, `there is no key "${id}"`);
    isProblem(t, await revoke(id), 'not-found');
  }
});

t.test('a parameter or cursor that is none is refused', async (t) => {
  for (const url of ['/v1/keys?state=active', '/v1/keys?cursor=x', '/v1/keys?limit=0', `/v1/keys/${idIn(write)}?x=1`])
    isProblem(t, await get(url), 'invalid-request');
  const { next } = (await get('/v1/experts?limit=1')).json();
  isProblem(t, await get(`/v1/keys?cursor=${next}`), 'invalid-request');
});

t.test('keys are in no export, no log and no search, and making one changes no answer', async (t) => {
  const revision = await store.revision();
  const before = await app.inject('/v1/changes?limit=500');
  await post({ name: 'Quokka', scopes: ['write'] });
  t.equal(await store.revision(), revision);
  t.equal((await app.inject('/v1/changes?limit=500')).body, before.body);
  t.notMatch((await app.inject('/v1/search?q=quokka')).body, 'Quokka');
});

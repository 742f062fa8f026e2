import { mock } from 'node:test';
import t from 'tap';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { LONGEST_WAIT_MS } from '../../helpers/patience.ts';
import { CAPTURE } from '../../helpers/service/capture.ts';
import { everyRole, idIn, keyWith } from '../../helpers/service/keys.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';
import { exchange } from '../../helpers/service/socket.ts';

const store = await storeWith(t, [seed()]);
const app = await serviceOver(t, store);
const roles = await everyRole(store);
const INVALID = 'Bearer realm="standpoint", error="invalid_token"';

t.test('without a key a reader reads; with any good key as well', async (t) => {
  for (const role of ['nobody', 'read', 'write', 'publish', 'admin'] as const)
    t.equal((await app.inject({ url: '/v1/experts', headers: roles[role] })).statusCode, 200, role);
});

t.test('a key that opens nothing is refused everywhere, also where none is needed', async (t) => {
  for (const role of ['expired', 'revoked', 'unknown', 'malformed', 'basic'] as const)
    for (const url of ['/v1/experts', '/', '/healthz', '/openapi.json', '/docs/', '/nope', '/v1/keys']) {
      const reply = await app.inject({ url, headers: roles[role] });
      isProblem(t, reply, 'unauthenticated');
      t.equal(reply.headers['www-authenticate'], INVALID, `${role} ${url}`);
    }
});

t.test('the refusal says what is wrong, and never repeats what was sent', async (t) => {
  const token = roles.expired.authorization.replace('Bearer ', '');
  const id = token.slice(4, 12);
  const cases: [string, string][] = [
    [`Bearer ${token}`, `the key ${id} has expired`],
    [roles.revoked.authorization, 'was revoked'],
    [roles.unknown.authorization, 'the key is not known here'],
    [`Bearer ${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`, 'the key is not known here'],
    [`Bearer ${token.slice(0, -1)}`, 'what was sent is no key: one is "stp_", 8 characters, "_", and 43 characters'],
    [token, 'the Authorization header must be "Bearer", a space, and a key'],
    [`Bearer ${token} ${token}`, 'the Authorization header must be "Bearer"'],
    [`Token ${token}`, 'the Authorization header must be "Bearer"'],
    ['Bearer', 'the Authorization header must be "Bearer"'],
    ['', 'the Authorization header must be "Bearer"'],
  ];
  for (const [authorization, told] of cases) {
    const reply = await app.inject({ url: '/v1/experts', headers: { authorization } });
    t.match(isProblem(t, reply, 'unauthenticated').detail, told);
    t.notMatch(reply.body, token.slice(13, 30));
  }
});

t.test('the name of the scheme is good in any case, and spaces after it are one', async (t) => {
  const { authorization } = roles.read;
  for (const scheme of ['bearer ', 'BEARER ', 'Bearer   ']) {
    const headers = { authorization: authorization.replace('Bearer ', scheme) };
    t.equal((await app.inject({ url: '/v1/experts', headers })).statusCode, 200, scheme);
  }
});

t.test('two Authorization headers are refused, whichever is good', async (t) => {
  const listening = await serviceOver(t, store);
  const port = Number(new URL(await listening.listen({ host: '127.0.0.1', port: 0 })).port);
  const lines = ['GET /v1/experts HTTP/1.1', 'Host: x', 'Connection: close'];
  const good = `Authorization: ${roles.read.authorization}`;
  t.equal((await exchange(port, [...lines, good, '', ''].join('\r\n'))).statusCode, 200);
  for (const other of [good, 'authorization: Basic x']) {
    const reply = await exchange(port, [...lines, good, other, '', ''].join('\r\n'));
    t.match(isProblem(t, reply, 'unauthenticated').detail, 'must be sent once');
  }
});

t.test(
  'where a key is needed, none is 401 without a word of error, and one with too little 403 with the scope',
  async (t) => {
    const nobody = await app.inject('/v1/keys');
    t.match(isProblem(t, nobody, 'unauthenticated').detail, 'this needs a key with the scope "admin"');
    t.equal(nobody.headers['www-authenticate'], 'Bearer realm="standpoint"');
    const writer = await app.inject({ url: '/v1/keys', headers: roles.write });
    t.match(
      isProblem(t, writer, 'forbidden').detail,
      /needs a key with the scope "admin", and the key \w{8} has write/,
    );
    t.equal(writer.headers['www-authenticate'], 'Bearer realm="standpoint", error="insufficient_scope", scope="admin"');
  },
);

t.test('who may not is told so before anything of the request is looked at', async (t) => {
  for (const payload of ['{', '{"name":1}', 'x'.repeat(70_000)]) {
    const reply = await app.inject({
      method: 'POST',
      url: '/v1/keys?nope=1',
      headers: { ...roles.read, 'content-type': 'application/json' },
      payload,
    });
    isProblem(t, reply, 'forbidden');
  }
});

t.test('a browser is told on a page', async (t) => {
  const headers = { accept: 'text/html', ...roles.expired };
  const reply = await app.inject({ url: '/grid', headers });
  t.equal(reply.statusCode, 401);
  t.match(reply.headers['content-type'], 'text/html');
  t.match(reply.body, 'has expired');
});

t.test('a key that expires opens until then, and nothing after', async (t) => {
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  t.teardown(() => mock.timers.reset());
  const headers = await keyWith(store, 'read', { expiresAt: new Date(Date.now() + 1_500).toISOString() });
  const status = async () => (await app.inject({ url: '/v1/experts', headers })).statusCode;
  t.equal(await status(), 200);
  mock.timers.tick(1_499);
  t.equal(await status(), 200);
  mock.timers.tick(1);
  t.equal(await status(), 401);
});

t.test('a request that came with a key is noted as its last use, a refused one is not', async (t) => {
  const headers = await keyWith(store, 'read');
  const used = async () => (await store.keys.get(idIn(headers)))?.lastUsedAt;
  await app.inject({ url: '/v1/experts', headers: { authorization: `${headers.authorization}x` } });
  t.equal(await used(), null);
  await app.inject({ url: '/v1/experts', headers });
  t.not(await used(), null);
});

const limited = () => serviceOver(t, store, { rateLimit: 3 });
const ADDRESS = '203.0.113.7';

/** The statuses of requests from one address, one after the other. */
async function statuses(
  service: typeof app,
  requests: readonly { url?: string; headers?: { [name: string]: string } }[],
): Promise<number[]> {
  const found: number[] = [];
  for (const request of requests)
    found.push((await service.inject({ url: '/v1/scales', remoteAddress: ADDRESS, ...request })).statusCode);
  return found;
}

t.test('a wrong key counts against the address it comes from, wherever it is tried', async (t) => {
  const tries = ['/v1/scales', '/healthz', '/nope', '/v1/scales'].map((url) => ({ url, headers: roles.unknown }));
  t.strictSame(await statuses(await limited(), tries), [401, 401, 401, 429]);
  t.strictSame(await statuses(await limited(), [...tries.slice(0, 3), {}]), [401, 401, 401, 429]);
});

t.test('asking for what one may not counts as well', async (t) => {
  const tries = Array.from({ length: 4 }, () => ({ url: '/v1/keys' }));
  t.strictSame(await statuses(await limited(), tries), [401, 401, 401, 429]);
});

t.test('who comes with a key is counted by the key, and not by the address', async (t) => {
  const service = await limited();
  const times = (count: number, headers: { [name: string]: string }) =>
    Array.from({ length: count }, () => ({ headers }));
  t.strictSame(await statuses(service, times(4, roles.read)), [200, 200, 200, 429]);
  t.strictSame(await statuses(service, times(4, roles.write)), [200, 200, 200, 429]);
  t.strictSame(await statuses(service, times(4, {})), [200, 200, 200, 429]);
  const elsewhere = await service.inject({ url: '/v1/scales', remoteAddress: '203.0.113.8', headers: roles.read });
  t.equal(elsewhere.statusCode, 429, 'the same key from another address');
});

t.test('a preflight asks for no key, and allows a script to send one; cookies are never asked for', async (t) => {
  for (const publicRead of [true, false]) {
    const service = await serviceOver(t, store, { publicRead });
    const { statusCode, headers } = await service.inject({
      method: 'OPTIONS',
      url: '/v1/keys',
      headers: {
        origin: 'https://desk.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    t.equal(statusCode, 204);
    t.match(headers['access-control-allow-headers'], /Authorization, Content-Type, Idempotency-Key, If-Match/);
    t.equal(headers['access-control-allow-origin'], '*');
    t.equal(headers['access-control-allow-credentials'], undefined);
  }
});

t.test('a refusal can be read by the script that caused it', async (t) => {
  const { headers } = await app.inject({ url: '/v1/keys', headers: { origin: 'https://desk.example' } });
  t.equal(headers['access-control-allow-origin'], '*');
  t.match(headers['access-control-expose-headers'], 'WWW-Authenticate');
});

t.test('a service with a route that does not say for whom it is does not start', async (t) => {
  const { createApp } = await import('../../../src/http/app.ts');
  const careless = await createApp({
    capture: CAPTURE,
    store,
    version: '0.0.0',
    logger: false,
    trustProxy: false,
    publicUrl: null,
    publicRead: true,
    rateLimit: 0,
    cacheBytes: 0,
    fastPath: true,
    requestTimeoutMs: LONGEST_WAIT_MS,
    webhookTargets: () => null,
  });
  careless.get('/v1/secrets', async () => 'oops');
  await t.rejects(Promise.resolve(careless.ready()), {
    message: /must say for whom these routes are: GET \/v1\/secrets/,
  });
});

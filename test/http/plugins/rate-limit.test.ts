import { mock } from 'node:test';
import t from 'tap';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { seededService } from '../../helpers/service/service.ts';

// The minute in which requests are counted does not end.
mock.timers.enable({ apis: ['Date'], now: Date.now() });
t.teardown(() => mock.timers.reset());

const app = await seededService(t);

/** An address with exactly that many characters. */
const long = (characters: number) => '/v1/search?q='.padEnd(characters, 'a');

t.test('an address with as many characters as are read is read', async (t) => {
  const { statusCode, body } = await app.inject(long(8192));
  t.equal(statusCode, 400);
  t.match(JSON.parse(body).detail, 'q must have at most 500 characters');
});

t.test('an address that is longer is 414, and the limit is named', async (t) => {
  const { detail } = isProblem(t, await app.inject(long(8193)), 'uri-too-long');
  t.match(detail, '8193');
  t.match(detail, '8192');
  isProblem(t, await app.inject(`/v1/experts/${'a'.repeat(9000)}`), 'uri-too-long');
});

t.test('a body that is too large is refused', async (t) => {
  const reply = await app.inject({ method: 'POST', url: '/v1/matrix', payload: { q: 'x'.repeat(70_000) } });
  isProblem(t, reply, 'payload-too-large');
});

const limited = (options: Parameters<typeof seededService>[1] = {}) =>
  seededService(t, { rateLimit: 3, trustProxy: ['10.0.0.1'], ...options });
const PROXY = '10.0.0.1';

/** The statuses of requests one after the other. */
async function statuses(service: Awaited<ReturnType<typeof limited>>, requests: readonly object[]): Promise<number[]> {
  const found: number[] = [];
  for (const request of requests) found.push((await service.inject({ url: '/v1/scales', ...request })).statusCode);
  return found;
}
const times = (count: number, request: object) => Array.from({ length: count }, () => request);
const from = (client: string, remoteAddress = PROXY) => ({ remoteAddress, headers: { 'x-forwarded-for': client } });

t.test('a client that asks too often is told when to come back', async (t) => {
  const service = await limited();
  t.strictSame(await statuses(service, times(3, from('203.0.113.7'))), [200, 200, 200]);
  const reply = await service.inject({ url: '/v1/scales', ...from('203.0.113.7') });
  const { detail } = isProblem(t, reply, 'too-many-requests');
  t.match(detail, /more than 3 requests a minute/);
  t.match(String(reply.headers['retry-after']), /^([1-9]|[1-5]\d|60)$/);
});

t.test('every answer tells what is left, in the fields of the IETF and in the older ones', async (t) => {
  const service = await limited();
  const ask = async () => (await service.inject({ url: '/v1/scales', ...from('203.0.113.7') })).headers;
  for (const left of [2, 1, 0]) {
    const headers = await ask();
    t.equal(headers['ratelimit-policy'], '"requests";q=3;w=60');
    t.match(String(headers.ratelimit), new RegExp(`^"requests";r=${left};t=([1-9]|[1-5]\\d|60)$`));
    t.equal(Number(headers['x-ratelimit-remaining']), left);
  }
  const refused = await ask();
  t.match(String(refused.ratelimit), /^"requests";r=0;t=/);
  t.equal((await service.inject('/v1/scales')).headers.ratelimit, undefined, 'who is not limited');
});

t.test('each client behind the trusted proxy counts for itself', async (t) => {
  const service = await limited();
  await statuses(service, times(4, from('203.0.113.7')));
  t.strictSame(await statuses(service, [from('203.0.113.7'), from('203.0.113.8')]), [429, 200]);
});

t.test('nobody is believed whom nobody was told to trust', async (t) => {
  const service = await limited({ trustProxy: false });
  const forged = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '127.0.0.1', '::1'].map((it) => from(it, '203.0.113.9'));
  t.strictSame(await statuses(service, forged), [200, 200, 200, 429, 429]);
});

t.test('with one trusted hop, only the address that this hop saw counts', async (t) => {
  const service = await limited({ trustProxy: 1 });
  const forged = ['1.1.1.1', '2.2.2.2', '3.3.3.3', '127.0.0.1'].map((it) => from(`${it}, 203.0.113.7`));
  t.strictSame(await statuses(service, forged), [200, 200, 200, 429]);
});

t.test('this machine itself is not limited', async (t) => {
  const service = await limited();
  for (const remoteAddress of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])
    t.strictSame(await statuses(service, times(5, { remoteAddress })), [200, 200, 200, 200, 200], remoteAddress);
});

t.test('addresses that only look like this machine are limited', async (t) => {
  const service = await limited();
  t.strictSame(await statuses(service, times(4, { remoteAddress: '128.0.0.1' })), [200, 200, 200, 429]);
});

t.test('asking for what is not there counts as well, and so does asking wrongly', async (t) => {
  const service = await limited();
  const remoteAddress = '203.0.113.7';
  const requests = ['/nope', '/v1/scales/nope', '/v1/scales?nope=1', '/nope', '/v1/scales'].map((url) => ({
    url,
    remoteAddress,
  }));
  t.strictSame(await statuses(service, requests), [404, 404, 400, 429, 429]);
});

t.test('those who watch the service are not limited', async (t) => {
  const service = await limited();
  const remoteAddress = '203.0.113.7';
  await statuses(service, times(4, { remoteAddress }));
  for (const url of ['/healthz', '/readyz', '/metrics'])
    t.strictSame(await statuses(service, times(2, { url, remoteAddress })), [200, 200], url);
});

t.test('a limit of 0 is none', async (t) => {
  const service = await limited({ rateLimit: 0 });
  t.strictSame(await statuses(service, times(5, from('203.0.113.7'))), [200, 200, 200, 200, 200]);
});

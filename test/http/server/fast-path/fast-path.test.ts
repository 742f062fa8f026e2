import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { mock } from 'node:test';
import t, { type Test } from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import type { AppOptions } from '../../../../src/http/app.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seed, serviceOver, storeWith } from '../../../helpers/service/service.ts';
import { newPath } from '../../../helpers/store/database.ts';
import { tell } from '../../../helpers/store/tell.ts';

type Headers = { readonly [name: string]: string };
type Got = { readonly status: number; readonly headers: Headers; readonly body: string };

/** A service that listens, over a file; `seen` counts the requests that Fastify saw. */
async function listening(t: Test, options: Partial<AppOptions> = {}) {
  const path = newPath(t);
  const store = await storeWith(t, [seed()], path);
  const app = await serviceOver(t, store, options);
  let seen = 0;
  app.addHook('onSend', async () => {
    seen += 1;
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const get = (address: string, headers: Headers = {}, method = 'GET'): Promise<Got> =>
    new Promise((resolve, reject) => {
      request(`${origin}${address}`, { method, headers, agent: false }, async (response) => {
        const { date: _, ...rest } = response.headers as Headers;
        resolve({ status: response.statusCode ?? 0, headers: rest, body: (await buffer(response)).toString('latin1') });
      })
        .on('error', reject)
        .end();
    });
  return { app, store, path, get, seen: () => seen };
}

const ASKED: readonly (readonly [string, Headers?])[] = [
  ['/v1/matrix'],
  ['/v1/matrix.csv'],
  ['/v1/questions/red-line/matrix?include=statements', { accept: 'text/html' }],
  ['/v1/experts?limit=2'],
  ['/v1/experts/turner', { 'accept-encoding': 'gzip' }],
  ['/v1/changes.atom'],
  ['/questions/red-line', { accept: 'text/html', 'accept-encoding': 'br' }],
  ['/questions/red-line', { accept: 'text/html', 'accept-language': 'de-CH,de;q=0.9' }],
  ['/embed/questions/red-line'],
  ['/oembed?url=http%3A%2F%2Fstances.example%2Fquestions%2Fred-line', { host: 'stances.example' }],
];

t.test('an answer that is there already is not given to a reader who has seen another revision', async (t) => {
  const { get, seen, store } = await listening(t);
  for (let n = 0; n < 3; n += 1) t.equal((await get('/v1/matrix.csv')).status, 200);
  t.equal(seen(), 1);
  t.equal((await get('/v1/matrix.csv', { 'standpoint-revision': String(await store.revision()) })).status, 200);
  t.equal((await get('/v1/matrix.csv', { 'standpoint-revision': '999999' })).status, 400);
});

t.test(
  'what is asked again is sent again, headers and bytes alike, and Fastify sees the first request only',
  async (t) => {
    const { get, seen } = await listening(t);
    for (const [address, headers] of ASKED) {
      const before = seen();
      const first = await get(address, headers);
      t.equal(first.status, 200, address);
      t.strictSame(await get(address, headers), first, address);
      t.strictSame(await get(address, headers), first, address);
      t.equal(seen(), before + 1, address);
    }
  },
);

t.test('a page is sent again to whoever prefers its language, and to nobody else', async (t) => {
  const { get, seen } = await listening(t);
  const languageFor = async (accepted: string) => {
    const { body } = await get('/questions', { accept: 'text/html', 'accept-language': accepted });
    return /<html lang="(\w+)"/.exec(body)?.[1];
  };
  t.equal(await languageFor('de'), 'de');
  t.equal(await languageFor('en'), 'en');
  const before = seen();
  for (const [accepted, language] of [
    ['de', 'de'],
    ['en', 'en'],
    ['de-AT, en;q=0.5', 'de'],
    ['fr', 'en'],
    ['*', 'en'],
  ] as const)
    t.equal(await languageFor(accepted), language, accepted);
  t.equal(seen(), before);
});

t.test('with the setting off every answer is the same, and Fastify sees every request', async (t) => {
  const client = { host: 'stances.example', 'x-forwarded-for': '203.0.113.7' };
  const limits = { rateLimit: 100, trustProxy: ['127.0.0.1'] };
  const on = await listening(t, limits);
  const off = await listening(t, { ...limits, fastPath: false });
  const clock = ({ headers: { 'x-ratelimit-reset': _, ratelimit = '', ...headers }, ...rest }: Got) => ({
    ...rest,
    headers: { ...headers, ratelimit: ratelimit.replace(/t=\d+/, 't') },
  });
  let asked = 0;
  for (const [address, headers] of ASKED)
    for (const more of [
      {},
      {},
      { 'if-none-match': '*', 'cache-control': 'no-cache' },
      { 'if-none-match': '"another"' },
      {},
    ]) {
      const request = [address, { ...headers, ...client, ...more }] as const;
      t.strictSame(clock(await on.get(...request)), clock(await off.get(...request)), address);
      asked += 1;
    }
  t.equal(off.seen(), asked);
  t.equal(on.seen(), ASKED.length, 'where it is on, only what is new');
});

t.test('each suffix of an address is an address of its own', async (t) => {
  const { get } = await listening(t);
  const types: (string | undefined)[] = [];
  for (const suffix of ['.csv', '', '.json', '.csv', '.md', '', '.json', '.csv'])
    types.push((await get(`/v1/matrix${suffix}`)).headers['content-type']?.split(';', 1)[0]);
  const [csv, json] = ['text/csv', 'application/json'];
  t.strictSame(types, [csv, json, json, csv, 'text/markdown', json, json, csv]);
});

t.test('who has it already is told so as Fastify tells it', async (t) => {
  const warm = await listening(t);
  const cold = await listening(t, { cacheBytes: 0 });
  const { etag = '' } = (await warm.get('/v1/matrix')).headers;
  const before = warm.seen();
  const known = { 'if-none-match': etag };
  t.equal((await cold.get('/v1/matrix')).headers.etag, etag);
  const told = await warm.get('/v1/matrix', known);
  t.equal(told.status, 304);
  t.equal(warm.seen(), before);
  t.strictSame(told, await cold.get('/v1/matrix', known));
});

t.test('another Accept, coding or host is another request', async (t) => {
  const { get, seen } = await listening(t);
  await get('/v1/matrix');
  t.match((await get('/v1/matrix', { accept: 'text/csv' })).headers['content-type'], 'text/csv');
  t.equal((await get('/v1/matrix', { 'accept-encoding': 'gzip' })).headers['content-encoding'], 'gzip');
  t.match((await get('/v1/changes.jsonfeed', { host: 'one.example' })).body, 'http://one.example/');
  t.match((await get('/v1/changes.jsonfeed', { host: 'two.example' })).body, 'http://two.example/');
  t.equal(seen(), 5);
});

t.test('a change is seen by the next request, whoever made it', async (t) => {
  const { get, store, path } = await listening(t);
  for (let round = 0; round < 2; round += 1) t.notMatch((await get('/v1/experts')).body, '"ada"');
  await tell(store, story().expert('ada'));
  t.match((await get('/v1/experts')).body, '"ada"');
  const another = openSqliteStore(path);
  t.teardown(() => another.close());
  for (let round = 0; round < 2; round += 1) t.notMatch((await get('/v1/experts')).body, '"zed"');
  await tell(another, story().expert('zed'));
  t.match((await get('/v1/experts')).body, '"zed"');
});

t.test(
  'an answer that a change left as it was is known by its ETag, with the day of the change where it has one',
  async (t) => {
    const { get, store } = await listening(t);
    const first = await get('/v1/scales');
    await tell(store, story().expert('ada'));
    t.strictSame(await get('/v1/scales'), first);
    t.strictSame(await get('/v1/scales'), first);
  },
);

t.test('what was not settled when it was first asked for is kept for ever once it is', async (t) => {
  const { get } = await listening(t);
  t.teardown(() => mock.timers.reset());
  mock.timers.enable({ apis: ['Date'], now: Date.parse('2024-07-01T09:30:05Z') });
  const told = async () => (await get('/v1/matrix?knownAt=2024-07-01T09:30:00Z')).headers['cache-control'];
  for (let round = 0; round < 2; round += 1) t.equal(await told(), 'public, no-cache');
  mock.timers.setTime(Date.parse('2024-07-01T09:30:20Z'));
  for (let round = 0; round < 2; round += 1) t.equal(await told(), 'public, max-age=31536000, immutable');
});

t.test('who comes with a key is looked at every time, and nobody else is sent what they got', async (t) => {
  const { get, seen } = await listening(t);
  await get('/v1/matrix');
  const before = seen();
  for (let round = 0; round < 2; round += 1)
    t.equal((await get('/v1/matrix', { authorization: `Bearer stp_${'a'.repeat(8)}_${'b'.repeat(43)}` })).status, 401);
  t.equal(seen(), before + 2);
  const closed = await listening(t, { publicRead: false });
  for (let round = 0; round < 2; round += 1) t.equal((await closed.get('/v1/matrix')).status, 401);
  t.equal(closed.seen(), 2);
});

t.test('it counts for the limit on requests, which says what is left', async (t) => {
  const { get, seen } = await listening(t, { rateLimit: 4, trustProxy: ['127.0.0.1'] });
  const client = { 'x-forwarded-for': '203.0.113.7' };
  const got: Got[] = [];
  for (let round = 0; round < 6; round += 1) got.push(await get('/v1/scales', client));
  t.strictSame(
    got.map(({ status, headers }) => [status, headers['x-ratelimit-remaining']]),
    [
      [200, '3'],
      [200, '2'],
      [200, '1'],
      [200, '0'],
      [429, '0'],
      [429, '0'],
    ],
  );
  t.equal(got[2]?.headers['x-ratelimit-limit'], '4');
  t.match(got[2]?.headers['x-ratelimit-reset'], /^\d+$/);
  t.equal(seen(), 3, 'the first, and those that are refused');
  t.equal((await get('/v1/scales', { 'x-forwarded-for': '203.0.113.8' })).status, 200, 'others are not concerned');
});

t.test('it is logged and measured as every other answer', async (t) => {
  const lines: string[] = [];
  const { get } = await listening(t, {
    logger: { level: 'info', stream: { write: (line: string) => lines.push(line) } },
  });
  for (let round = 0; round < 3; round += 1) await get('/v1/matrix?question=red-line');
  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered');
  t.equal(answered.length, 3);
  for (const line of answered) t.match(line, { method: 'GET', path: '/v1/matrix', status: 200, ms: Number });
  const { body } = await get('/metrics');
  t.match(body, 'http_request_duration_seconds_count{method="GET",route="/v1/matrix",status="200"} 3');
  t.match(body, 'standpoint_answer_cache_hits_total 2');
  t.match(body, 'standpoint_answer_cache_misses_total 1');
});

t.test('HEAD, and a request with a body, go the ordinary way', async (t) => {
  const { get, seen } = await listening(t);
  await get('/v1/scales');
  const before = seen();
  t.strictSame([(await get('/v1/scales', {}, 'HEAD')).status, (await get('/v1/scales', {}, 'HEAD')).body], [200, '']);
  await get('/v1/scales', { 'transfer-encoding': 'chunked' });
  t.equal(seen(), before + 3);
});

t.test('a store that fails is told of as ever', async (t) => {
  const { app, get, store } = await listening(t);
  await get('/v1/scales');
  await store.close();
  t.equal((await get('/v1/scales')).status, 500);
  await app.close();
});

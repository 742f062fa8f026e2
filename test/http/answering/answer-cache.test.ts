import { join } from 'node:path';
import t, { type Test } from 'tap';
import { AnswerCache, toBytes } from '../../../src/http/answering/answer-cache.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';
import { tell } from '../../helpers/store/tell.ts';

const bytes = (length: number) => toBytes('x'.repeat(length));

t.test('what was kept is found again, byte for byte, under its own key only', async (t) => {
  const cache = new AnswerCache(10_000);
  const made = bytes(10);
  t.equal(cache.get(1, 'a'), undefined);
  cache.set(1, 'a', made);
  t.equal(cache.get(1, 'a'), made);
  t.equal(cache.get(1, 'b'), undefined);
  t.match(cache.stats, { entries: 1, hits: 1, misses: 2 });
});

t.test('nothing survives a change', async (t) => {
  const cache = new AnswerCache(10_000);
  cache.get(1, 'a');
  cache.set(1, 'a', bytes(10));
  t.equal(cache.get(2, 'a'), undefined);
  t.match(cache.stats, { entries: 0, bytes: 0 });
  t.equal(cache.get(1, 'a'), undefined, 'not even for one who still asks for what was before');
});

t.test('an answer that a change overtook while it was made is not kept', async (t) => {
  const cache = new AnswerCache(10_000);
  cache.get(1, 'slow');
  cache.get(2, 'quick');
  cache.set(1, 'slow', bytes(10));
  t.equal(cache.get(2, 'slow'), undefined);
});

t.test('it never holds more bytes than it may, and forgets what was not asked for longest', async (t) => {
  const cache = new AnswerCache(10_000);
  for (let index = 0; index < 100; index += 1) {
    cache.get(1, `key ${index}`);
    cache.set(1, `key ${index}`, bytes(1000));
    t.ok(cache.stats.bytes <= 10_000);
  }
  t.ok(cache.stats.entries >= 5);
  t.equal(cache.get(1, 'key 0'), undefined);
  t.not(cache.get(1, 'key 99'), undefined);
});

t.test('an answer larger than the whole cache is not kept, and does not push out the others', async (t) => {
  const cache = new AnswerCache(10_000);
  cache.get(1, 'small');
  cache.set(1, 'small', bytes(10));
  cache.set(1, 'large', bytes(20_000));
  t.equal(cache.get(1, 'large'), undefined);
  t.not(cache.get(1, 'small'), undefined);
});

t.test('the key counts too: long addresses do not make it grow beyond its bound', async (t) => {
  const cache = new AnswerCache(10_000);
  cache.get(1, '');
  for (let index = 0; index < 50; index += 1) cache.set(1, `${index}`.padEnd(4000, 'k'), bytes(1));
  t.ok(cache.stats.entries <= 1);
});

t.test('with 0 bytes nothing is kept', async (t) => {
  const cache = new AnswerCache(0);
  cache.get(1, 'a');
  cache.set(1, 'a', bytes(1));
  t.equal(cache.get(1, 'a'), undefined);
  t.match(cache.stats, { bytes: 0, entries: 0, hits: 0, misses: 2 });
});

/** The numbers of /metrics by name. */
async function metrics(app: App): Promise<{ [name: string]: number }> {
  const lines = (await app.inject('/metrics')).body.split('\n');
  return Object.fromEntries(
    lines
      .filter((line) => line.startsWith('standpoint_'))
      .map((line) => line.split(' '))
      .map(([k, v]) => [k, Number(v)]),
  );
}

t.test('hits and misses are counted in the metrics', async (t) => {
  const app = await serviceOver(t, await storeWith(t, [seed()]));
  for (const url of ['/v1/matrix', '/v1/matrix', '/v1/matrix.json', '/v1/matrix?q=troops', '/v1/matrix'])
    await app.inject(url);
  const { standpoint_answer_cache_bytes: held = 0, ...counted } = await metrics(app);
  t.match(counted, { standpoint_answer_cache_hits_total: 2, standpoint_answer_cache_misses_total: 3 });
  t.equal(counted.standpoint_answer_cache_entries, 3);
  t.ok(held > 10_000);
});

t.test('a failure is never kept', async (t) => {
  const store = await storeWith(t, [seed()]);
  const app = await serviceOver(t, store);
  t.equal((await app.inject('/v1/experts/ada')).statusCode, 404);
  t.equal((await metrics(app)).standpoint_answer_cache_entries, 0);
});

async function seesTheChange(t: Test, app: App, change: () => Promise<unknown>): Promise<void> {
  const before = await app.inject('/v1/questions/bridge/matrix');
  t.equal(before.json().cells[0].option, 'oppose');
  await change();
  const after = await app.inject({
    url: '/v1/questions/bridge/matrix',
    headers: { 'if-none-match': String(before.headers.etag) },
  });
  t.equal(after.statusCode, 200);
  t.equal(after.json().cells[0].option, 'support');
  t.ok(after.json().revision > before.json().revision);
}

const before = () => story().says('ada', 'bridge', 'oppose', { id: 'first', on: '2024-06-01' });
const after = () => before().says('ada', 'bridge', 'support', { id: 'second', on: '2024-06-02' });

t.test('a change through the same store is seen by the very next request', async (t) => {
  const store = await storeWith(t, [before().bundle()]);
  await seesTheChange(t, await serviceOver(t, store), () => tell(store, after()));
});

t.test('a change through another handle on the same file is seen by the very next request', async (t) => {
  const path = join(t.testdir(), 'standpoint.sqlite');
  const app = await serviceOver(t, await storeWith(t, [before().bundle()], path));
  const other = await storeWith(t, [], path);
  await seesTheChange(t, app, () => importBundle(other, after().bundle(), RECORDED));
});

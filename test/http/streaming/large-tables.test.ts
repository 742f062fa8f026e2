import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { mock } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import type { AppOptions } from '../../../src/http/app.ts';
import { FairTurns } from '../../../src/http/streaming/fair-turns.ts';
import type { TableLimits } from '../../../src/http/streaming/table-limits.ts';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { until } from '../../helpers/patience.ts';
import { serviceOver, storeWith } from '../../helpers/service/service.ts';
import { download, isStreamTag, nothingHeld } from '../../helpers/service/streaming.ts';
import { newPath } from '../../helpers/store/database.ts';
import { withReadings, withSnapshots } from '../../helpers/store/other-readings.ts';
import { tell } from '../../helpers/store/tell.ts';

const EXPERTS = 60;
const QUESTIONS = 300;
const URL_OF_ALL = '/v1/matrix.csv';

/** A matrix of about 20 MB, which no buffer between two programs holds. */
function town() {
  const told = story();
  for (let n = 0; n < EXPERTS; n += 1) told.expert(`e${n}`);
  for (let n = 0; n < QUESTIONS; n += 1) told.question(`q${n}`, { proposition: `${n} ${'word '.repeat(190)}end` });
  for (let n = 0; n < EXPERTS; n += 1) told.says(`e${n}`, `q${n}`, 'support');
  return told;
}

const path = newPath(t);
const store = await storeWith(t, [town().bundle()], path);

/** The store, and how many snapshots of it are open, and ever were at a time; of all of it, or of what is public. */
function watched(of: Store) {
  const seen = { open: 0, most: 0, taken: 0, readings: 0 };
  const watching = withReadings(of, (reading) => ({
    ...reading,
    matrixMaterial: (selection) => {
      seen.readings += 1;
      return reading.matrixMaterial(selection);
    },
    snapshot: async (knownAt) => {
      const snapshot = await reading.snapshot(knownAt);
      seen.open += 1;
      seen.taken += 1;
      seen.most = Math.max(seen.most, seen.open);
      return {
        ...snapshot,
        close: () => {
          seen.open -= 1;
          return snapshot.close();
        },
      };
    },
  }));
  return { store: watching, seen };
}

async function listening(t: Test, of: Store, limits: Partial<TableLimits> = {}, options: Partial<AppOptions> = {}) {
  const app = await serviceOver(t, of, { ...nothingHeld(limits), ...options });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url };
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const digestOf = async (response: IncomingMessage) => digest(await buffer(response));

/** A service with the limits that any has. */
const usual = await serviceOver(t, store);
const whole = await usual.inject(URL_OF_ALL);
const wholeDigest = digest(whole.rawPayload);

/** A third of it, for tests that read all of what many ask for. */
const URL_OF_A_THIRD = `${URL_OF_ALL}?${Array.from({ length: EXPERTS / 3 }, (_, n) => `expert=e${n}`).join('&')}`;

t.test('the same state has the same tag, and is answered with 304 before anything is read', async (t) => {
  const { store: watching, seen } = watched(store);
  const app = await serviceOver(t, watching, nothingHeld());
  const [first, again] = [await app.inject(URL_OF_ALL), await app.inject(URL_OF_ALL)];
  t.ok(isStreamTag(first.headers.etag));
  t.equal(first.headers.etag, again.headers.etag);
  const { taken, readings } = seen;
  for (const given of [String(first.headers.etag), `"other", W/${first.headers.etag}`]) {
    const reply = await app.inject({ url: URL_OF_ALL, headers: { 'if-none-match': given } });
    t.equal(reply.statusCode, 304);
    t.equal(reply.rawPayload.length, 0);
    t.match(reply.headers, { etag: first.headers.etag, 'cache-control': 'public, no-cache', vary: 'Accept-Encoding' });
  }
  t.match(seen, { taken, readings, open: 0 });
});

t.test('whatever the bytes depend on makes another tag', async (t) => {
  const app = await serviceOver(t, store, nothingHeld());
  const tagOf = async (url: string, encoding = 'identity', of = app) =>
    (await of.inject({ method: 'HEAD', url, headers: { 'accept-encoding': encoding } })).headers.etag;
  const newer = await serviceOver(t, store, { ...nothingHeld(), version: '0.0.1' });
  const tags = [
    await tagOf(URL_OF_ALL),
    await tagOf(URL_OF_ALL, 'gzip'),
    await tagOf(URL_OF_ALL, 'br'),
    await tagOf(`${URL_OF_ALL}?shape=wide`),
    await tagOf('/v1/matrix.tsv'),
    await tagOf(`${URL_OF_ALL}?rule=all`),
    await tagOf(URL_OF_ALL, 'identity', newer),
  ];
  for (const tag of tags) t.ok(isStreamTag(tag));
  t.equal(new Set(tags).size, tags.length);
});

t.test('a change makes another tag, and so does another change under the same number', async (t) => {
  const tags = new Set<unknown>();
  for (const day of ['01', '02']) {
    const clock = { now: () => new Date(`2025-01-${day}T00:00:00Z`) };
    const other = await storeWith(t, [story().expert('ada').question('bridge').bundle()], ':memory:', clock);
    const app = await serviceOver(t, other, nothingHeld());
    tags.add((await app.inject(URL_OF_ALL)).headers.etag);
    await tell(other, story().expert('ben'));
    tags.add((await app.inject(URL_OF_ALL)).headers.etag);
  }
  t.equal(tags.size, 4);
});

t.test('what was known at an instant keeps its tag, whatever is written later', async (t) => {
  let now = new Date('2025-01-01T00:00:00Z');
  const other = await storeWith(t, [town().bundle()], ':memory:', { now: () => now });
  now = new Date('2025-01-03T00:00:00Z');
  const app = await serviceOver(t, other, nothingHeld());
  const url = `${URL_OF_ALL}?knownAt=2025-01-02T00:00:00Z`;
  const before = await app.inject(url);
  await tell(other, story().expert('newcomer'));
  const reply = await app.inject({ url, headers: { 'if-none-match': String(before.headers.etag) } });
  t.equal(reply.statusCode, 304);
  t.equal((await app.inject(url)).body, before.body);
});

t.test('HEAD tells what GET would, but for the bytes, and reads nothing', async (t) => {
  const { store: watching, seen } = watched(store);
  const app = await serviceOver(t, watching, nothingHeld());
  const [head, got] = [await app.inject({ method: 'HEAD', url: URL_OF_ALL }), await app.inject(URL_OF_ALL)];
  t.equal(seen.taken, 1);
  t.equal(head.rawPayload.length, 0);
  for (const name of ['etag', 'content-type', 'vary', 'cache-control', 'content-length'])
    t.equal(head.headers[name], got.headers[name], name);
  const known = await app.inject({
    method: 'HEAD',
    url: URL_OF_ALL,
    headers: { 'if-none-match': String(got.headers.etag) },
  });
  t.equal(known.statusCode, 304);
});

t.test('a client that can unpack gets it packed, and the same bytes come out', async (t) => {
  const { url } = await listening(t, store);
  for (const [coding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const reply = await download(`${url}${URL_OF_ALL}`, { 'accept-encoding': coding });
    t.equal(reply.headers['content-encoding'], coding);
    const packed = await buffer(reply);
    t.ok(packed.length < whole.rawPayload.length / 10, `${coding} ${packed.length}`);
    t.ok(unpack(packed).equals(whole.rawPayload), coding);
  }
});

t.test('what is written while a table is sent is not in it, and is in the next', async (t) => {
  const own = newPath(t);
  const writable = await storeWith(t, [town().bundle()], own);
  const { url } = await listening(t, writable);
  const reply = await download(`${url}${URL_OF_ALL}`);
  const change = story().expert('zoe');
  for (let n = 0; n < EXPERTS; n += 1) change.expert(`e${n}`, { name: 'Renamed' });
  await tell(writable, change);
  const body = await buffer(reply);
  t.ok(body.equals(whole.rawPayload));
  const next = (await buffer(await download(`${url}${URL_OF_ALL}`))).toString();
  t.equal(next.split('\r\n').length, (EXPERTS + 1) * QUESTIONS + 2);
  t.equal(next.split(',Renamed,').length - 1, EXPERTS * QUESTIONS);
});

t.test('who leaves takes their snapshot along, and makes room for the next', async (t) => {
  const { store: watching, seen } = watched(store);
  const { url, app } = await listening(t, watching, { open: { all: 1, perClient: 1 } });
  for (const encoding of ['identity', 'gzip']) {
    const reply = await download(`${url}${URL_OF_ALL}`, { 'accept-encoding': encoding });
    t.equal(seen.open, 1);
    reply.destroy();
    await until('all are closed', () => seen.open === 0);
  }
  const first = await download(`${url}${URL_OF_ALL}`);
  const leaving = new AbortController();
  const waiting = fetch(`${url}${URL_OF_ALL}`, { signal: leaving.signal });
  const metric = async (name: string) =>
    new RegExp(`^${name} (\\d+)`, 'm').exec((await app.inject('/metrics')).body)?.[1];
  while ((await metric('standpoint_tables_waiting')) !== '1') await wait(5);
  t.equal(await metric('standpoint_tables_sending'), '1');
  leaving.abort();
  await t.rejects(waiting, { name: 'AbortError' });
  while ((await metric('standpoint_tables_waiting')) !== '0') await wait(5);
  first.destroy();
  const last = await download(`${url}${URL_OF_ALL}`);
  t.equal(await digestOf(last), wholeDigest);
  await until('all are closed', () => seen.open === 0);
  t.equal(seen.most, 1);
});

t.test('of ten at once no more are open than may be, and each gets all of it', async (t) => {
  const { store: watching, seen } = watched(store);
  const { url } = await listening(t, watching, { open: { all: 3, perClient: 3 } });
  const digests = await Promise.all(
    Array.from({ length: 10 }, async () => digestOf(await download(`${url}${URL_OF_A_THIRD}`))),
  );
  t.strictSame(digests, new Array(10).fill(digest((await usual.inject(URL_OF_A_THIRD)).rawPayload)));
  t.match(seen, { open: 0, most: 3, taken: 10 });
});

t.test('who finds too many in line is told when to come again', async (t) => {
  const { url, app } = await listening(t, store, { open: { all: 1, perClient: 1 }, inLine: { all: 0, perClient: 0 } });
  const first = await download(`${url}${URL_OF_ALL}`);
  const refused = await app.inject(URL_OF_ALL);
  isProblem(t, refused, 'too-many-streams');
  t.equal(refused.headers['retry-after'], '60');
  t.equal((await app.inject('/v1/experts')).statusCode, 200);
  first.destroy();
});

const from = (address: string) => ({ 'x-forwarded-for': address });

t.test('one client takes some of the places, and others get through', async (t) => {
  const { store: watching, seen } = watched(store);
  const places = { open: { all: 3, perClient: 2 }, inLine: { all: 10, perClient: 1 } };
  const { url, app } = await listening(t, watching, places, { trustProxy: 1 });
  const greedy = from('192.0.2.1');
  const unread = [await download(`${url}${URL_OF_ALL}`, greedy), await download(`${url}${URL_OF_ALL}`, greedy)];
  const third = download(`${url}${URL_OF_ALL}`, greedy);
  while (!/^standpoint_tables_waiting 1$/m.test((await app.inject('/metrics')).body)) await wait(5);
  const refused = await app.inject({ url: URL_OF_ALL, headers: greedy });
  isProblem(t, refused, 'too-many-streams');
  for (const address of ['192.0.2.2', '192.0.2.3'])
    t.equal(await digestOf(await download(`${url}${URL_OF_ALL}`, from(address))), wholeDigest);
  unread[0]?.destroy();
  t.equal(await digestOf(await third), wholeDigest);
  unread[1]?.destroy();
  await until('all are closed', () => seen.open === 0);
});

t.test('while others wait, whoever takes next to nothing makes room; alone they may take their time', async (t) => {
  const { store: watching, seen } = watched(store);
  const lines: string[] = [];
  const logger = { level: 'error', stream: { write: (line: string) => lines.push(line) } };
  const limits = { open: { all: 1, perClient: 1 }, graceMs: 100 };
  const { url } = await listening(t, watching, limits, { logger, trustProxy: 1 });
  const dribble = await download(`${url}${URL_OF_ALL}`, from('192.0.2.1'));
  await wait(2_500);
  t.equal(seen.open, 1);
  t.strictSame(lines, []);
  t.equal(await digestOf(await download(`${url}${URL_OF_ALL}`, from('192.0.2.2'))), wholeDigest);
  t.match(lines.join(''), /too slowly while others waited/);
  await t.rejects(buffer(dribble), { code: 'ECONNRESET' });
});

t.test('others are answered while ten tables are made', async (t) => {
  const { url } = await listening(t, store);
  const tables = Promise.all(
    Array.from({ length: 10 }, async () => digestOf(await download(`${url}${URL_OF_A_THIRD}`))),
  );
  let answered = 0;
  let isDone = false;
  const done = tables.then(() => {
    isDone = true;
  });
  while (!isDone) {
    t.equal((await fetch(`${url}/healthz`)).status, 200);
    answered += 1;
  }
  await done;
  t.ok(answered > 20, `${answered} answers`);
});

t.test('who takes nothing for too long, or takes too long, is cut off', async (t) => {
  const { store: watching, seen } = watched(store);
  for (const limits of [{ stallMs: 200 }, { lastMs: 200 }]) {
    const lines: string[] = [];
    const logger = { level: 'error', stream: { write: (line: string) => lines.push(line) } };
    const { url } = await listening(t, watching, limits, { logger });
    mock.timers.enable({ apis: ['setTimeout'] });
    const reply = await download(`${url}${URL_OF_ALL}`);
    t.equal(seen.open, 1);
    mock.timers.tick(200);
    await until('all are closed', () => seen.open === 0);
    mock.timers.reset();
    await t.rejects(buffer(reply), { code: 'ECONNRESET' });
    t.match(lines.join(''), /a table was broken off/);
    t.match(lines.join(''), 'stallMs' in limits ? /took nothing for 200 ms/ : /not done in 200 ms/);
  }
});

t.test('what is cut off before anything of it is made is answered with 503, and nobody else is harmed', async (t) => {
  const { store: watching, seen } = watched(store);
  const reading = Promise.withResolvers<void>();
  const slow = withSnapshots(watching, (snapshot) => ({
    ...snapshot,
    held: (...asked) => reading.promise.then(() => snapshot.held(...asked)),
  }));
  const { url } = await listening(t, slow, { lastMs: 200 });
  mock.timers.enable({ apis: ['setTimeout'] });
  t.teardown(() => mock.timers.reset());
  const asked = fetch(`${url}${URL_OF_ALL}`);
  await until('one is open', () => seen.open === 1);
  mock.timers.tick(200);
  reading.resolve();
  const reply = await asked;
  t.equal(reply.status, 503);
  t.match(await reply.json(), { type: '/problems/unavailable' });
  await until('all are closed', () => seen.open === 0);
});

t.test('a failure in the middle breaks the connection: what ends well is whole', async (t) => {
  for (const encoding of ['identity', 'gzip']) {
    const { store: watching, seen } = watched(store);
    const failing = withSnapshots(watching, (snapshot) => {
      let pieces = 0;
      return {
        ...snapshot,
        held: (...asked) => {
          pieces += 1;
          return pieces > 20 ? Promise.reject(new Error('the disk is gone')) : snapshot.held(...asked);
        },
      };
    });
    const lines: string[] = [];
    const logger = { level: 'error', stream: { write: (line: string) => lines.push(line) } };
    const { url } = await listening(t, failing, {}, { logger });
    const reply = await download(`${url}${URL_OF_ALL}`, { 'accept-encoding': encoding });
    t.equal(reply.statusCode, 200);
    await t.rejects(buffer(reply), { code: 'ECONNRESET' });
    await until('all are closed', () => seen.open === 0);
    t.match(JSON.parse(lines[0] ?? ''), {
      level: 50,
      msg: 'a table was broken off',
      err: { message: 'the disk is gone' },
    });
  }
});

t.test('a failure at the beginning is a problem, as any other', async (t) => {
  const { store: watching, seen } = watched(store);
  const failing = withSnapshots(watching, (snapshot) => ({
    ...snapshot,
    held: () => Promise.reject(new Error('the disk is gone')),
  }));
  const app = await serviceOver(t, failing, nothingHeld());
  const reply = await app.inject({ url: URL_OF_ALL, headers: { 'accept-encoding': 'gzip' } });
  isProblem(t, reply, 'internal-error');
  t.equal(reply.headers['content-encoding'], undefined);
  t.equal(seen.open, 0);
});

t.test('the service closes, also while somebody takes nothing', async (t) => {
  const { store: watching, seen } = watched(store);
  const { url, app } = await listening(t, watching, { closeMs: 200, open: { all: 1, perClient: 1 } });
  const reply = await download(`${url}${URL_OF_ALL}`);
  const inLine = fetch(`${url}${URL_OF_ALL}`);
  while (!/tables_waiting 1/.test((await app.inject('/metrics')).body)) await wait(5);
  // Without the limit it never would.
  await Promise.all([app.close(), inLine.then(({ status }) => t.equal(status, 503))]);
  t.equal(seen.open, 0);
  await t.rejects(buffer(reply), { code: 'ECONNRESET' });
});

t.test('how long tables take to be read is not counted among the times of answers', async (t) => {
  const app = await serviceOver(t, store, nothingHeld());
  await app.inject(URL_OF_ALL);
  await app.inject('/v1/experts');
  const { body } = await app.inject('/metrics');
  t.match(body, /http_request_duration_seconds_count\{[^}]*route="\/v1\/experts"/);
  t.notMatch(body, /route="\/v1\/matrix"/);
});

t.test('at each turn of the event loop one goes on, whoever waits', async (t) => {
  const turns = new FairTurns();
  const told: string[] = [];
  const work = async (name: string) => {
    for (let piece = 0; piece < 3; piece += 1) {
      await turns.wait();
      told.push(name);
    }
  };
  const all = Promise.all([work('a'), work('b')]);
  // An immediate comes once at each turn; those that wait were set before this one.
  for (let turn = 1; turn <= 6; turn += 1) {
    await new Promise(setImmediate);
    t.equal(told.length, turn);
  }
  await all;
  t.strictSame(told, ['a', 'b', 'a', 'b', 'a', 'b']);
});

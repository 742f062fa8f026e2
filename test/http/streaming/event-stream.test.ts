import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mock } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import Fastify from 'fastify';
import t, { type Test } from 'tap';
import { type Caller, PUBLIC_READER } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import type { AppOptions } from '../../../src/http/app.ts';
import { trusted } from '../../../src/http/plugins/rate-limit.ts';
import { endUnusedConnections } from '../../../src/http/server/unused-connections.ts';
import {
  EventStreams,
  encodeEvents,
  STREAM_LIMITS,
  type StreamLimits,
} from '../../../src/http/streaming/event-stream.ts';
import { Follower } from '../../../src/services/change-log/follower.ts';
import { isProblem, isRefusedFor } from '../../helpers/asserts/problem.ts';
import { CLOCK } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { follow, type Received } from '../../helpers/service/events.ts';
import { keyWith } from '../../helpers/service/keys.ts';
import { newsroomOver } from '../../helpers/service/newsroom.ts';
import { serviceOver } from '../../helpers/service/service.ts';
import { newPath } from '../../helpers/store/database.ts';
import { withReadings } from '../../helpers/store/other-readings.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const people = (from: number, to: number, description?: string): Story => {
  const told = story();
  for (let index = from; index <= to; index += 1)
    told.expert(`e${index}`, description === undefined ? {} : { description });
  return told;
};

const idsOf = (events: readonly Received[]): number[] => events.map(({ id }) => Number(id));
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The service on a port of its own. */
async function listening(t: Test, store: Store, options: Partial<AppOptions> = {}): Promise<string> {
  const app = await serviceOver(t, store, options);
  return app.listen({ host: '127.0.0.1', port: 0 });
}

/** Streams under limits of the test's own, on a port of their own; everything that was written is followed. */
async function streaming(t: Test, store: Store, limits: Partial<StreamLimits>, caller: Caller = PUBLIC_READER) {
  const follower = new Follower(store, encodeEvents);
  const streams = new EventStreams(follower, { ...STREAM_LIMITS, ...limits });
  const app = Fastify({ forceCloseConnections: 'idle', trustProxy: trusted(1) });
  endUnusedConnections(app);
  app.decorateRequest('caller', { getter: () => caller });
  app.get('/', async (request, reply) => {
    const after = Number(request.headers['last-event-id'] ?? 0);
    return streams.open(request, reply, { about: {}, caller }, after);
  });
  app.addHook('preClose', async () => streams.close());
  t.teardown(() => app.close());
  return { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) };
}

t.test('a stream tells what was, and then what comes, each change as the log has it', async (t) => {
  const store = await storeOf(t, people(1, 3));
  const url = await listening(t, store);
  const stream = await follow(t, `${url}/v1/changes`);
  t.strictSame(idsOf(await stream.until(3)), [1, 2, 3]);
  await tell(store, people(4, 5));
  const events = await stream.until(5);
  t.strictSame(
    events.map(({ data }) => data),
    await store.changes(0, 10),
  );
  t.strictSame([...new Set(events.map(({ event }) => event))], ['change']);
});

t.test('its headers keep everybody between from storing, changing or gathering it', async (t) => {
  const url = await listening(t, await storeOf(t, people(1, 3)));
  const { response } = await follow(t, `${url}/v1/changes`, { 'accept-encoding': 'gzip, br' });
  const headers = Object.fromEntries(response.headers);
  t.match(headers, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  });
  t.equal(headers['content-encoding'], undefined);
  t.equal(headers.etag, undefined);
  t.match(headers.vary, 'Accept');
});

t.test('a stream goes on from the last event that was got, wherever it began', async (t) => {
  const url = await listening(t, await storeOf(t, people(1, 9)));
  const after = await follow(t, `${url}/v1/changes?after=7`);
  t.strictSame(idsOf(await after.until(2)), [8, 9]);
  const again = await follow(t, `${url}/v1/changes?after=2`, { 'last-event-id': '5' });
  t.strictSame(idsOf(await again.until(4)), [6, 7, 8, 9], 'the header wins');
});

t.test('where a stream is to begin must be a place in the log', async (t) => {
  const app = await serviceOver(t, await storeOf(t, people(1, 9)));
  const ask = (url: string, id?: string) =>
    app.inject({ url, headers: { accept: 'text/event-stream', ...(id !== undefined && { 'last-event-id': id }) } });
  for (const id of ['x', '', '-1', '1.5', '10', '9999999999999999'])
    isRefusedFor(t, await ask('/v1/changes', id), ['Last-Event-ID']);
  isRefusedFor(t, await ask('/v1/changes?after=10'), ['after']);
  isRefusedFor(t, await ask('/v1/changes?limit=5&bom=1'), ['limit', 'bom']);
  isRefusedFor(t, await ask('/v1/changes?knownAt=2024-01-01T00:00:00Z'), ['knownAt']);
  isRefusedFor(t, await ask('/v1/changes?expert=ee1'), ['expert']);
});

t.test('Accept decides between a stream and a page, by weight; the suffix wins', async (t) => {
  const url = await listening(t, await storeOf(t, people(1, 3)));
  const typeOf = async (path: string, accept: string) => {
    const response = await fetch(`${url}${path}`, { headers: { accept } });
    await response.body?.cancel();
    return response.headers.get('content-type');
  };
  t.match(await typeOf('/v1/changes', '*/*'), 'application/json');
  t.match(await typeOf('/v1/changes', 'text/event-stream;q=0.5, application/json'), 'application/json');
  t.match(await typeOf('/v1/changes', 'text/event-stream, application/json;q=0.5'), 'text/event-stream');
  t.match(await typeOf('/v1/changes.sse', 'application/json'), 'text/event-stream');
  t.match(await typeOf('/v1/changes.json', 'text/event-stream'), 'application/json');
});

t.test('a stream is filtered as the log is', async (t) => {
  const store = await storeOf(t, story().says('ada', 'bridge', 'support').says('ben', 'tolls', 'oppose'));
  const url = await listening(t, store);
  const stream = await follow(t, `${url}/v1/changes?expert=ada&expert=ben&question=tolls`);
  await tell(store, people(1, 20));
  await tell(store, story().says('ada', 'tolls', 'mixed', { id: 'last' }));
  const events = await stream.until(2);
  t.strictSame(
    events.map(({ data }) => data.after?.expert),
    ['ben', 'ada'],
  );
  t.equal(events[1]?.data.id, 'last');
});

t.test('a stream about somebody goes on when they get another id', async (t) => {
  const store = await storeOf(t, story().says('ada', 'bridge', 'support'));
  const url = await listening(t, store);
  const stream = await follow(t, `${url}/v1/changes?expert=ada`);
  await stream.until(3);
  const commit = { actor: 'a tester', mayPublish: true, reason: 'Her name.' };
  await rename(store, 'expert', 'ada', 'lind', (await store.get('expert', 'ada'))?.revision ?? 0, commit);
  await tell(store, story().expert('lind', { name: 'Ada Lind' }));
  const events = await stream.untilId(await store.revision());
  t.strictSame(
    events.slice(3).map(({ data }) => `${data.action} ${data.entity}`),
    ['rename expert', 'rename statement', 'rename position', 'update expert'],
  );
});

t.test('drafts are told to those who write alone, and to others once they are published, as new', async (t) => {
  const at = (status: 'draft' | 'published') => story().says('ada', 'bridge', 'support', { id: 'p', status });
  const store = await storeOf(t, people(1, 1));
  const url = await listening(t, store);
  const [reader, writer] = [
    await follow(t, `${url}/v1/changes`),
    await follow(t, `${url}/v1/changes`, await keyWith(store, 'write')),
  ];
  await tell(store, at('draft'));
  await tell(store, at('published'));
  const last = await store.revision();
  const [seen, all] = [await reader.untilId(last), await writer.untilId(last)];
  t.strictSame(idsOf(all), range(1, last));
  t.strictSame(
    idsOf(seen),
    range(1, last).filter((id) => id !== last - 3 && id !== last - 2),
  );
  t.match(seen.at(-1)?.data, { action: 'publish', before: null, after: { status: 'published' } });
  t.notMatch(JSON.stringify(seen), 'draft');
});

t.test(
  'whoever connects while much is written, here and by another process, misses nothing and gets nothing twice',
  async (t) => {
    const path = newPath(t);
    const [store, other] = [openSqliteStore(path, CLOCK), openSqliteStore(path, CLOCK)];
    t.teardown(() => Promise.all([store.close(), other.close()]));
    await tell(store, people(1, 1_500));
    const url = await listening(t, store);
    const LAST = 3_000;
    const writing = (async () => {
      for (let from = 1_501; from < LAST; from += 25) {
        await tell(from % 2 === 0 ? store : other, people(from, from + 24));
        await wait(1);
      }
    })();
    const starts = [0, 1, 700, 1_499, 1_500, 0, 0, 1_200];
    const readers = await Promise.all(
      starts.map(async (after, index) => {
        await wait(index * 20);
        return follow(t, `${url}/v1/changes?after=${after}`);
      }),
    );
    await writing;
    const got = await Promise.all(readers.map((reader) => reader.untilId(LAST)));
    got.forEach((events, index) => t.strictSame(idsOf(events), range((starts[index] ?? 0) + 1, LAST)));
  },
);

t.test('what is written over HTTP is told at once, before anybody looks at the log by the clock', async (t) => {
  const { app, send } = await newsroomOver(t, await storeOf(t, people(1, 3)));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  mock.timers.enable({ apis: ['setInterval'] });
  t.teardown(() => mock.timers.reset());
  const stream = await follow(t, `${url}/v1/changes`);
  await stream.until(3);
  const { statusCode } = await send('publish', 'POST', '/v1/experts', { body: { id: 'ada', name: 'Ada' } });
  t.equal(statusCode, 201);
  t.equal((await stream.until(4))[3]?.data.id, 'ada');
});

t.test('a connection that is kept serves pages and then a stream', async (t) => {
  const url = new URL(await listening(t, await storeOf(t, people(1, 3))));
  const socket = connect(Number(url.port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  socket.setEncoding('utf8');
  let said = '';
  socket.on('data', (text: string) => {
    said += text;
  });
  const untilSaid = async (words: string) => {
    while (!said.includes(words)) await wait(5);
  };
  socket.write('GET /v1/changes?limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await untilSaid('"next":1}');
  socket.write('GET /v1/changes?after=1 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n');
  await untilSaid('id: 3\n');
  t.match(
    said,
    /HTTP\/1\.1 200[\s\S]*HTTP\/1\.1 200[\s\S]*transfer-encoding: chunked[\s\S]*id: 2\nevent: change\ndata: \{/i,
  );
});

t.test('HEAD tells of the stream and ends', async (t) => {
  const url = await listening(t, await storeOf(t, people(1, 3)));
  const response = await fetch(`${url}/v1/changes`, { method: 'HEAD', headers: { accept: 'text/event-stream' } });
  t.equal(response.status, 200);
  t.equal(response.headers.get('content-type'), 'text/event-stream');
  t.equal(await response.text(), '');
});

t.test('two hundred readers cost one reading of the log for every piece of it', async (t) => {
  const store = await storeOf(t, people(1, 50));
  let readings = 0;
  const counted = withReadings(store, (reading) => ({
    ...reading,
    changes: (...asked) => {
      readings += 1;
      return reading.changes(...asked);
    },
  }));
  const url = await listening(t, counted);
  const readers = await Promise.all(range(1, 200).map(() => follow(t, `${url}/v1/changes`)));
  await Promise.all(readers.map((reader) => reader.untilId(50)));
  const before = readings;
  for (let index = 51; index <= 58; index += 1) {
    await tell(store, people(index, index));
    await Promise.all(readers.map((reader) => reader.untilId(index)));
  }
  for (const reader of readers) t.strictSame(idsOf(reader.events), range(1, 58));
  t.ok(before > 0, 'the readings of readers are counted');
  t.ok(readings - before <= 16, `${readings - before} readings for 8 writes to 200 readers`);
});

t.test('who is sent what was long ago takes turns with others who are, and with everybody else', async (t) => {
  const store = await storeOf(t, people(1, 600));
  let [readings, most] = [0, 0];
  const counted = withReadings(store, (reading) => ({
    ...reading,
    changes: (...asked) => {
      readings += 1;
      most = Math.max(most, readings);
      return reading.changes(...asked);
    },
  }));
  const url = await listening(t, counted);
  let isCounting = true;
  const turn = () => {
    readings = 0;
    if (isCounting) setImmediate(turn);
  };
  turn();
  // Each from a place of its own, so that no reading is another's as well.
  const readers = await Promise.all(
    range(1, 20).map((from) => follow(t, `${url}/v1/changes`, { 'last-event-id': String(from) })),
  );
  await Promise.all(readers.map((reader) => reader.untilId(600)));
  isCounting = false;
  t.equal(most, 1, 'readings at one turn of the event loop');
});

t.test('while nothing is written, a sign of life is sent', async (t) => {
  const { url } = await streaming(t, await storeOf(t, people(1, 1)), { heartbeatMs: 20 });
  const stream = await follow(t, url);
  await stream.untilId(1);
  await stream.untilComment();
  await stream.untilComment();
  t.equal(stream.events.length, 1, 'which is no event');
});

/** Asks for a stream and reads nothing of it. */
function stuck(t: Test, url: string): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  t.teardown(() => socket.destroy());
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  return socket;
}

t.test(
  'who takes nothing of what is sent is let go without harm to others, and goes on later from where they were',
  async (t) => {
    const store = await storeOf(t, people(1, 5));
    // The clock by which somebody is let go stands still until everybody else has everything.
    mock.timers.enable({ apis: ['setTimeout'] });
    t.teardown(() => mock.timers.reset());
    const { app, url } = await streaming(t, store, { stallMs: 2_000 });
    const accepted = once(app.server, 'connection');
    const slow = stuck(t, url);
    const [slowHere] = (await accepted) as [Socket];
    const letGo = once(slowHere, 'close');
    const closed = new Promise((resolve) => slow.once('close', resolve));
    const quick = await follow(t, url);
    const MUCH = 'x'.repeat(1_900);
    for (let from = 6; from <= 6_000; from += 500) await tell(store, people(from, Math.min(from + 499, 6_000), MUCH));
    t.equal((await quick.untilId(6_000)).length, 6_000, 'who reads is told everything');
    mock.timers.tick(1_999);
    t.equal(slowHere.destroyed, false);
    mock.timers.tick(1);
    await letGo;
    mock.timers.reset();
    let said = '';
    slow.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    slow.on('error', () => undefined);
    slow.resume();
    await closed;
    const ids = [...said.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    const whole = said.split('\n\n').length - 3;
    t.ok(ids.length > 0 && ids.length < 6_000, `${ids.length} were on their way, ${whole} of them whole`);
    const last = ids[ids.length - 2] ?? 0;
    const again = await follow(t, url, { 'last-event-id': String(last) });
    t.strictSame(idsOf(await again.untilId(6_000)), range(last + 1, 6_000));
  },
);

t.test('there is room for so many, and who comes then is told to come again', async (t) => {
  const { url } = await streaming(t, await storeOf(t, people(1, 1)), { listeners: { all: 2, perClient: 2 } });
  const [one] = [await follow(t, url), await follow(t, url)];
  const refused = await fetch(url);
  t.equal(refused.status, 500, 'the app around it here knows no problems');
  t.match(await refused.text(), 'listeners already');
  await one?.close();
  for (;;) {
    const response = await fetch(url);
    await response.body?.cancel();
    if (response.status === 200) break;
    await wait(5);
  }
  t.pass('one that left made room');
});

t.test('one client does not take the room of all', async (t) => {
  const { url } = await streaming(t, await storeOf(t, people(1, 1)), { listeners: { all: 4, perClient: 2 } });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const greedy = from('192.0.2.1');
  const [one] = [await follow(t, url, greedy), await follow(t, url, greedy)];
  t.match(await (await fetch(url, { headers: greedy })).text(), 'one client may listen 2 times');
  const other = await follow(t, url, from('192.0.2.2'));
  t.strictSame(idsOf(await other.untilId(1)), [1]);
  await one?.close();
  const again = async (): Promise<number> => {
    const response = await fetch(url, { headers: greedy });
    await response.body?.cancel();
    return response.status;
  };
  while ((await again()) !== 200) await wait(5);
  t.pass('what it gave back it may have again');
});

t.test('a stream with a key ends after a while, so that a key that was revoked opens nothing for long', async (t) => {
  const store = await storeOf(t, people(1, 3));
  mock.timers.enable({ apis: ['setTimeout'] });
  t.teardown(() => mock.timers.reset());
  const keyed = await streaming(t, store, { keyedMs: 100 }, { name: 'a writer', key: 'abcdefgh', scopes: ['write'] });
  const stream = await follow(t, keyed.url);
  await stream.untilId(3);
  mock.timers.tick(100);
  t.strictSame(idsOf(await stream.untilEnd()), [1, 2, 3]);
  const open = await streaming(t, store, { keyedMs: 100, heartbeatMs: 20 });
  const other = await follow(t, open.url);
  await other.untilId(3);
  mock.timers.tick(100);
  await other.untilComment();
  t.pass('one without goes on');
});

t.test('streams end when the service closes, also those of whom nobody takes anything', async (t) => {
  const store = await storeOf(t, people(1, 2_000, 'x'.repeat(1_900)));
  const { app, url } = await streaming(t, store, { closeMs: 200 });
  const streams = await Promise.all([follow(t, url), follow(t, url)]);
  await Promise.all(streams.map((stream) => stream.untilId(2_000)));
  stuck(t, url);
  await wait(200);
  // Without the limit it never would.
  const [ends] = await Promise.all([Promise.all(streams.map((stream) => stream.untilEnd())), app.close()]);
  for (const events of ends) t.equal(events.length, 2_000);
});

t.test('a failure of the store ends the stream, and the next one goes on', async (t) => {
  const store = await storeOf(t, people(1, 3));
  let isBroken = false;
  const failing = withReadings(store, (reading) => ({
    ...reading,
    changes: (...asked) => (isBroken ? Promise.reject(new Error('the disk is gone')) : reading.changes(...asked)),
  }));
  const url = await listening(t, failing);
  const stream = await follow(t, `${url}/v1/changes`);
  await stream.until(3);
  isBroken = true;
  await tell(store, people(4, 4));
  await t.rejects(stream.untilEnd(), 'cut off, not ended as if all had been told');
  isBroken = false;
  const next = await follow(t, `${url}/v1/changes`, { 'last-event-id': '3' });
  t.strictSame(idsOf(await next.until(1)), [4]);
});

t.test('too many streams are a problem that says when to come again', async (t) => {
  const app = await serviceOver(t, await storeOf(t, people(1, 1)));
  const problem = await app.inject('/problems/too-many-streams');
  t.match(problem.json(), { status: 503 });
  isProblem(t, await app.inject({ url: '/v1/changes', headers: { accept: 'image/png' } }), 'not-acceptable');
});

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import t, { type Test } from 'tap';
import { endSlowReaders, type ReaderLimits } from '../../../src/http/server/slow-readers.ts';
import { seededService } from '../../helpers/service/service.ts';

const REQUEST = 'Host: localhost\r\n\r\n';
/** More than all buffers between two programs hold. */
const MUCH = 48 * 1024 * 1024;

/** An address with a long answer, and one whose answer takes a while to make. */
async function answering(t: Test, limits: Partial<ReaderLimits>): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true });
  endSlowReaders(app, { stallMs: 60_000, lastMs: 60_000, ...limits });
  app.get('/much', async () => Buffer.alloc(MUCH, 'x'));
  app.get('/later', async () => {
    await wait(1_000);
    return 'made';
  });
  t.teardown(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}

/** A client of the service, and the service's own end of the connection. */
async function connected(t: Test, app: Pick<FastifyInstance, 'server'>) {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new TypeError('it listens on a port');
  const accepted = once(app.server, 'connection');
  const client = connect(address.port, '127.0.0.1');
  client.on('error', () => undefined);
  t.teardown(() => client.destroy());
  const [served]: Socket[] = await accepted;
  if (served === undefined) throw new TypeError('somebody connected');
  return { client, served, ended: once(served, 'close') };
}

/** Takes so many bytes, some at a time with a pause after each; what was taken, also where the connection ended before. */
async function take(client: Socket, bytes: number, each: number, pauseMs: number): Promise<number> {
  let taken = 0;
  let sincePause = 0;
  for await (const piece of client) {
    taken += piece.length;
    sincePause += piece.length;
    if (taken >= bytes) break;
    if (sincePause < each) continue;
    sincePause = 0;
    await wait(pauseMs);
  }
  return taken;
}

t.test('who asks for many answers and takes none is cut off, whichever way they are answered', async (t) => {
  for (const fastPath of [true, false]) {
    const app = await seededService(t, { fastPath, readerLimits: { stallMs: 300, lastMs: 60_000 } });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { client, ended } = await connected(t, app);
    client.pause();
    client.write(`GET /openapi.json HTTP/1.1\r\n${REQUEST}`.repeat(200));
    await ended;
    t.equal((await app.inject('/healthz')).statusCode, 200);
  }
});

t.test('who takes nothing of one long answer is cut off', async (t) => {
  const { client, ended } = await connected(t, await answering(t, { stallMs: 300 }));
  client.pause();
  client.write(`GET /much HTTP/1.1\r\n${REQUEST}`);
  await ended;
  t.ok(client.bytesRead < MUCH);
});

t.test('who takes it slowly is left alone, and gets all of it', async (t) => {
  const { client, served } = await connected(t, await answering(t, { stallMs: 1_500 }));
  client.write(`GET /much HTTP/1.1\r\n${REQUEST}`);
  const begun = performance.now();
  t.ok((await take(client, MUCH, MUCH / 12, 250)) >= MUCH);
  t.ok(performance.now() - begun > 1_500, 'it took longer than one may take nothing');
  t.ok(served.bytesWritten >= MUCH);
});

t.test('who takes a little now and then has an end of time, too', async (t) => {
  const { client, ended } = await connected(t, await answering(t, { lastMs: 500 }));
  client.write(`GET /much HTTP/1.1\r\n${REQUEST}`);
  const taking = take(client, MUCH, 64 * 1024, 50).catch(() => 0);
  await ended;
  t.ok((await taking) < MUCH);
});

t.test('who waits for an answer that is being made is left alone', async (t) => {
  const { client } = await connected(t, await answering(t, { stallMs: 200 }));
  client.write(`GET /later HTTP/1.1\r\n${REQUEST}`);
  const [answer] = await once(client, 'data');
  t.match(String(answer), 'made');
});

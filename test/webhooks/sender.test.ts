import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { mock } from 'node:test';
import t, { type Test } from 'tap';
import type { Resolver } from '../../src/webhooks/lookup.ts';
import { createLookup } from '../../src/webhooks/lookup.ts';
import { createSender, type SenderOptions, type Sent } from '../../src/webhooks/sender.ts';
import { addressFault } from '../../src/webhooks/target.ts';
import { LONGEST_WAIT_MS } from '../helpers/patience.ts';
import { type Receiver, receiver } from '../helpers/service/receiver.ts';

const NEVER = new AbortController().signal;
const message = { headers: { 'webhook-id': 'msg_1' }, body: '{"é":1}' };
const send = (url: string, options: Partial<SenderOptions> = {}): Promise<Sent> =>
  createSender({ allowPrivate: true, timeoutMs: LONGEST_WAIT_MS, ...options })({ ...message, url }, NEVER);

/** A resolver that gives those addresses, one list after the other, and counts how often it was asked. */
function resolving(...answers: readonly (readonly string[])[]): Resolver & { asked: number } {
  const resolver = (_host: string, done: Parameters<Resolver>[1]) => {
    const addresses = answers[Math.min(resolver.asked, answers.length - 1)] ?? [];
    resolver.asked += 1;
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  resolver.asked = 0;
  return resolver;
}

/** The address of a receiver under another name. */
const as = (name: string, { url }: Receiver): string => url.replace('127.0.0.1', name);

t.test('a message arrives as it was given, and the answer is told', async (t) => {
  const there = await receiver(t);
  t.strictSame(await send(`${there.url}?key=a%20b`), { status: 204, retryAfter: null, error: null });
  const [received] = there.received;
  t.strictSame([received?.path, received?.body], ['/hook?key=a%20b', message.body]);
  t.match(received?.headers, { 'webhook-id': 'msg_1', 'content-length': '8', connection: 'close' });
});

t.test('a name is resolved, and the message goes where it leads', async (t) => {
  const there = await receiver(t);
  const resolve = resolving(['127.0.0.1']);
  t.match(await send(as('hooks.example', there), { resolve }), { status: 204 });
  t.match(there.received[0]?.headers.host, /^hooks\.example:/);
  t.equal(resolve.asked, 1);
});

t.test('what is no success is told with its Retry-After', async (t) => {
  const there = (await receiver(t)).answers(503, { 'retry-after': '120' });
  t.strictSame(await send(there.url), { status: 503, retryAfter: '120', error: 'the receiver answered 503' });
});

t.test('redirects are not followed', async (t) => {
  const [other, there] = [await receiver(t), await receiver(t)];
  for (const status of [301, 302, 303, 307, 308]) {
    there.answers(status, { location: other.url });
    t.strictSame(await send(there.url), {
      status,
      retryAfter: null,
      error: `the receiver answered ${status}; redirects are not followed`,
    });
  }
  t.strictSame(other.received, []);
});

t.test('an address that no message may go to is refused before anything is sent', async (t) => {
  const there = await receiver(t);
  const refused = async (url: string, said: string | RegExp, options: Partial<SenderOptions> = {}) =>
    t.match(await send(url, { allowPrivate: false, ...options }), { status: null, error: said }, url);
  await refused(there.url, 'must begin with https://');
  await refused(there.url.replace('http', 'https'), '127.0.0.1 is no public address');
  await refused('https://[::1]:9/', '::1 is no public address');
  for (const address of [
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    '10.1.2.3',
    '100.64.0.1',
    '0.0.0.0',
    '::ffff:127.0.0.1',
  ])
    await refused(
      as('hooks.example', there).replace('http', 'https'),
      `leads to no address that one may connect to: ${address}`,
      {
        resolve: resolving([address]),
      },
    );
  t.strictSame(there.received, []);
});

t.test('a name that comes to lead elsewhere is looked at every time', async (t) => {
  const there = await receiver(t);
  // An address of the public part that is given to nobody.
  const resolve = resolving(['3ffe::1'], ['127.0.0.1']);
  const url = as('hooks.example', there).replace('http', 'https');
  const options = { allowPrivate: false, resolve };
  const first = await send(url, { ...options, timeoutMs: 300 });
  t.equal(first.status, null);
  t.notMatch(first.error, 'one may connect to');
  t.match((await send(url, options)).error, 'one may connect to: 127.0.0.1 is no public address');
  t.equal(resolve.asked, 2, 'once for each, so that what is checked is what is connected to');
  t.strictSame(there.received, []);
});

t.test('of several addresses only those that one may connect to are tried', async (t) => {
  const lookup = createLookup(
    (address) => addressFault(address, false),
    resolving(['10.0.0.1', '8.8.8.8', '::1', '2606:4700::1111']),
  );
  const all = (family: number) =>
    new Promise((resolve) => lookup('hooks.example', { all: true, family }, (_error, found) => resolve(found)));
  t.strictSame(await all(0), [
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ]);
  t.strictSame(await all(6), [{ address: '2606:4700::1111', family: 6 }]);
  const one = await new Promise((resolve) =>
    lookup('hooks.example', {}, (_error, address, family) => resolve([address, family])),
  );
  t.strictSame(one, ['8.8.8.8', 4]);
});

t.test('a name that leads nowhere is told as such', async (t) => {
  t.match(await send('http://hooks.example/', { resolve: resolving([]) }), { error: 'hooks.example has no address' });
  const broken: Resolver = (_host, done) =>
    done(Object.assign(new Error('queryA ESERVFAIL'), { code: 'ESERVFAIL' }), []);
  t.match(await send('http://hooks.example/', { resolve: broken }), { status: null, error: 'queryA ESERVFAIL' });
});

t.test('a receiver that is not there, or speaks no TLS, is told as such', async (t) => {
  const there = await receiver(t);
  t.match((await send('http://127.0.0.1:1/')).error, 'ECONNREFUSED');
  t.match((await send(there.url.replace('http', 'https'))).error, /SSL|TLS|EPROTO/i);
  t.match(
    (await send('http://hooks.example:1/', { resolve: resolving(['127.0.0.1', '127.0.0.2']) })).error,
    'ECONNREFUSED',
  );
});

t.test('a receiver that is too slow is not waited for', async (t) => {
  const there = (await receiver(t)).acts(() => undefined);
  t.match(await send(there.url, { timeoutMs: 200 }), { status: null, error: 'no answer within 0.2 seconds' });
});

t.test('a name that is not resolved in time is not waited for', async (t) => {
  const resolve: Resolver = (_host, done) => setTimeout(() => done(null, []), 1_000);
  t.match(await send('http://hooks.example/', { resolve, timeoutMs: 200 }), { error: 'no answer within 0.2 seconds' });
});

/** Resolves when the status and the headers of an answer have arrived. */
const answerBegun = (): Promise<void> =>
  new Promise((resolve) => {
    const arrived = () => {
      unsubscribe('http.client.response.finish', arrived);
      resolve();
    };
    subscribe('http.client.response.finish', arrived);
  });

t.test('the status counts, however long the rest of the answer takes and however much it is', async (t) => {
  const there = await receiver(t);
  there.acts((_message, response) => {
    response.writeHead(200).write('and so');
  });
  // The time is over when the answer has begun, however long that took.
  const time = new AbortController();
  mock.method(AbortSignal, 'timeout', () => time.signal);
  const begun = answerBegun();
  const sending = send(there.url);
  mock.restoreAll();
  await begun;
  time.abort();
  t.match(await sending, { status: 200, error: null });
  there.acts((_message, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.writeHead(200).on('drain', more);
    more();
  });
  // What never ends is cut off: the time, which stands still, is never over.
  t.match(await send(there.url), { status: 200, error: null });
});

/** A server that says that, and no more. */
async function saying(t: Test, words: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(words));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

t.test('what is no HTTP, or too much of it, is a failure', async (t) => {
  for (const words of ['SSH-2.0-OpenSSH_9.2\r\n', '', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`]) {
    const { status, error } = await send(await saying(t, words));
    t.equal(status, null);
    t.match(error, /\S/);
  }
});

t.test('what is cut off ends at once', async (t) => {
  const there = (await receiver(t)).acts(() => undefined);
  const cut = new AbortController();
  setTimeout(() => cut.abort(), 50);
  const sent = await createSender({ allowPrivate: true })({ ...message, url: there.url }, cut.signal);
  t.equal(sent.status, null);
});

t.test('the reason of a failure does not hold the address, which may hold what is secret', async (t) => {
  const there = (await receiver(t)).answers(500);
  for (const url of [`${there.url}?key=hush`, 'http://127.0.0.1:1/?key=hush', 'ftp://127.0.0.1/?key=hush'])
    t.notMatch((await send(url)).error, 'hush');
});

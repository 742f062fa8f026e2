import t, { type Test } from 'tap';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { exchange, listening, type Received } from '../../helpers/service/socket.ts';

const port = await listening(t);

const HOST = 'Host: localhost\r\n';
const CLOSE = 'Connection: close\r\n';
const LONG = `/v1/experts?q=${'x'.repeat(9_000)}`;

const send = (method: string, path: string, headers = HOST, body = '') =>
  exchange(port, `${method} ${path} HTTP/1.1\r\n${headers}${CLOSE}\r\n${body}`);

/** What every answer tells a browser, failures too. */
function isSafe(t: Test, { headers }: Received): void {
  t.equal(headers['x-content-type-options'], 'nosniff');
  t.match(headers['content-security-policy'], /default-src 'none'/);
  t.equal(headers['access-control-allow-origin'], '*');
  t.equal(headers['cache-control'], 'no-store');
}

t.test('an address over the limit is told so, whatever the method; after HEAD comes no body', async (t) => {
  const preflight = `${HOST}Origin: https://example.org\r\nAccess-Control-Request-Method: GET\r\n`;
  for (const [method, headers] of [
    ['GET', HOST],
    ['POST', `${HOST}Content-Length: 0\r\n`],
    ['OPTIONS', HOST],
    ['OPTIONS', preflight],
  ] as const) {
    const reply = await send(method, LONG, headers);
    isProblem(t, reply, 'uri-too-long');
    isSafe(t, reply);
  }
  for (const path of [LONG, `/v1/experts/${'x'.repeat(9_000)}`]) {
    const reply = await send('HEAD', path);
    t.strictSame([reply.statusCode, reply.body], [414, '']);
    isSafe(t, reply);
  }
  const reply = await send('HEAD', `/${'x'.repeat(40_000)}`);
  t.strictSame([reply.statusCode, reply.body], [431, '']);
  isSafe(t, reply);
});

t.test('a Host that is sent twice, is missing or is none is refused, also where the answer is known', async (t) => {
  t.equal((await send('GET', '/v1/matrix')).statusCode, 200);
  for (const headers of [`${HOST}Host: other\r\n`, `${HOST}${HOST}`, '', 'Host: a b\r\n', 'Host: a/b\r\n'])
    for (let time = 1; time <= 2; time += 1) {
      const reply = await send('GET', '/v1/matrix', headers);
      isProblem(t, reply, 'malformed-request');
      isSafe(t, reply);
      t.equal(reply.headers.connection, 'close');
    }
  for (const host of ['', '[::1]:3000', 'EXAMPLE.org:80', 'xn--nxasmq6b.example'])
    t.equal((await send('GET', '/healthz', `Host: ${host}\r\n`)).statusCode, 200);
});

t.test('a transfer coding that is not known is told so, and what follows is not read as a request', async (t) => {
  const chunked = '2\r\n{}\r\n0\r\n\r\n';
  for (const coding of ['gzip, chunked', 'foo, chunked']) {
    const headers = `${HOST}Content-Type: application/json\r\nTransfer-Encoding: ${coding}\r\n`;
    const reply = await send('POST', '/v1/import', headers, chunked);
    isProblem(t, reply, 'not-implemented');
    isSafe(t, reply);
    t.equal(reply.headers.connection, 'close');
  }
  const unframed = await send('POST', '/v1/import', `${HOST}Transfer-Encoding: foo\r\n`, chunked);
  isProblem(t, unframed, 'malformed-request');
  isSafe(t, unframed);
  const known = await send('POST', '/v1/import', `${HOST}Transfer-Encoding: Chunked\r\n`, chunked);
  isProblem(t, known, 'unauthenticated');
});

t.test('an address that cannot be decoded is a problem with all its headers', async (t) => {
  for (const method of ['GET', 'OPTIONS']) {
    const reply = await send(method, '/v1/experts/%zz');
    isProblem(t, reply, 'invalid-request');
    t.equal(reply.headers['x-content-type-options'], 'nosniff');
  }
  const head = await send('HEAD', '/v1/experts/%zz');
  t.strictSame([head.statusCode, head.body], [400, '']);
});

t.test('what is answered on the bare socket carries the headers too', async (t) => {
  isSafe(t, await exchange(port, 'NONSENSE\r\n\r\n'));
  const tunnel = await exchange(port, `CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n`);
  isProblem(t, tunnel, 'method-not-allowed');
  isSafe(t, tunnel);
});

import { once } from 'node:events';
import { connect } from 'node:net';
import t from 'tap';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { exchange, listening } from '../../helpers/service/socket.ts';

const port = await listening(t);
const impatient = await listening(t, { requestTimeoutMs: 300 });

const HOST = 'Host: localhost\r\n';

t.test('what is not HTTP is told so, as a problem, and the connection is closed', async (t) => {
  for (const sent of ['NONSENSE\r\n\r\n', `GET / HTTP/9.9\r\n${HOST}\r\n`, `GET /\x01 HTTP/1.1\r\n${HOST}\r\n`]) {
    const reply = await exchange(port, sent);
    isProblem(t, reply, 'malformed-request');
    t.equal(reply.headers.connection, 'close');
  }
});

t.test('a request that could be read in two ways is refused', async (t) => {
  const smuggled = `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
  isProblem(t, await exchange(port, smuggled), 'malformed-request');
});

t.test('headers that are too large are told so', async (t) => {
  const reply = await exchange(port, `GET / HTTP/1.1\r\n${HOST}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
  isProblem(t, reply, 'headers-too-large');
});

t.test('a request without a Host is refused, as HTTP/1.1 demands', async (t) => {
  isProblem(t, await exchange(port, 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'), 'malformed-request');
});

t.test('a request whose headers drip in is closed with 408', async (t) => {
  const reply = await exchange(impatient, `GET / HTTP/1.1\r\n${HOST}X-Slow: `);
  isProblem(t, reply, 'request-timeout');
});

t.test('a request whose body drips in is closed with 408', async (t) => {
  const head = `POST /v1/matrix HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n`;
  isProblem(t, await exchange(impatient, `${head}{`), 'request-timeout');
});

t.test('a client that goes away in the middle of a request does no harm', async (t) => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET /v1/matrix HTTP/1.1\r\n${HOST}`);
  socket.resetAndDestroy();
  const reply = await exchange(port, `GET /healthz HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  t.equal(reply.statusCode, 200);
});

t.test('an expectation that the service does not know is passed over', async (t) => {
  const sent = `GET /v1/matrix HTTP/1.1\r\n${HOST}Expect: miracles\r\nConnection: close\r\n\r\n`;
  t.equal((await exchange(port, sent)).statusCode, 200);
});

t.test('a client of HTTP/1.0 is answered', async (t) => {
  t.equal((await exchange(port, 'GET /healthz HTTP/1.0\r\n\r\n')).statusCode, 200);
});

import t from 'tap';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);
const EVERYWHERE = [
  '/',
  '/v1/matrix',
  '/v1/matrix.csv',
  '/nope',
  '/v1/experts?x=1',
  '/healthz',
  '/openapi.json',
  '/docs/',
];

t.test('every answer may be read by any page, with the headers a page needs', async (t) => {
  for (const url of EVERYWHERE) {
    const { headers } = await app.inject({ url, headers: { origin: 'https://chart.example' } });
    t.equal(headers['access-control-allow-origin'], '*', url);
    t.equal(headers['access-control-allow-credentials'], undefined, url);
    t.match(headers['access-control-expose-headers'], /ETag.*Link.*RateLimit.*RateLimit-Policy.*Retry-After/, url);
  }
});

t.test('a preflight allows to read and to write, with the headers that writing takes', async (t) => {
  const { statusCode, headers } = await app.inject({
    method: 'OPTIONS',
    url: '/v1/matrix',
    headers: { origin: 'https://chart.example', 'access-control-request-method': 'GET' },
  });
  t.equal(statusCode, 204);
  t.equal(headers['access-control-allow-origin'], '*');
  t.equal(headers['access-control-allow-methods'], 'GET, HEAD, POST, PUT, PATCH, DELETE');
  t.match(headers['access-control-allow-headers'], /Authorization.*If-Match/);
  t.equal(headers['access-control-max-age'], '7200');
});

t.test('OPTIONS without the headers of a preflight is no failure', async (t) => {
  const { statusCode, headers } = await app.inject({ method: 'OPTIONS', url: '/v1/matrix' });
  t.equal(statusCode, 204);
  t.equal(headers['access-control-allow-methods'], 'GET, HEAD, POST, PUT, PATCH, DELETE');
});

t.test('no answer can be framed, sniffed, or made to run anything', async (t) => {
  for (const url of EVERYWHERE.filter((path) => path !== '/docs/')) {
    const { headers } = await app.inject(url);
    t.equal(headers['x-content-type-options'], 'nosniff', url);
    t.equal(headers['referrer-policy'], 'no-referrer', url);
    t.match(headers['content-security-policy'], "default-src 'none'", url);
    t.match(headers['content-security-policy'], "frame-ancestors 'none'", url);
    t.equal(headers['cross-origin-resource-policy'], 'cross-origin', url);
  }
});

t.test('no answer says what it is served by', async (t) => {
  for (const url of EVERYWHERE) {
    const { headers } = await app.inject(url);
    for (const name of ['server', 'x-powered-by', 'via']) t.equal(headers[name], undefined, url);
  }
});

t.test('TLS is promised by the proxy that speaks it, not here', async (t) => {
  t.equal((await app.inject('/v1/matrix')).headers['strict-transport-security'], undefined);
});

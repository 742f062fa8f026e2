import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import t from 'tap';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);
const URL_OF_ALL = '/v1/matrix.csv?include=statements';
const ask = (encoding: string, url = URL_OF_ALL) => app.inject({ url, headers: { 'accept-encoding': encoding } });
const plain = await app.inject(URL_OF_ALL);

t.test('a client that can unpack gets it packed, and the same bytes come out', async (t) => {
  for (const [coding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const reply = await ask(coding);
    t.equal(reply.headers['content-encoding'], coding);
    t.ok(reply.rawPayload.length < plain.rawPayload.length / 3, coding);
    t.equal(unpack(reply.rawPayload).equals(plain.rawPayload), true, coding);
  }
});

t.test('a client that cannot, or does not say, gets it as it is', async (t) => {
  t.equal(plain.headers['content-encoding'], undefined);
  for (const encoding of ['identity', 'zstd', 'gzip;q=0, br;q=0', '']) {
    const reply = await ask(encoding);
    t.equal(reply.headers['content-encoding'], undefined, encoding);
    t.equal(reply.body, plain.body, encoding);
  }
});

t.test('each coding has an ETag of its own, which is answered with 304, and caches are told', async (t) => {
  const replies = await Promise.all([ask('br'), ask('gzip'), ask('identity')]);
  t.equal(new Set(replies.map(({ headers }) => headers.etag)).size, 3);
  for (const { headers } of replies) t.match(headers.vary, 'Accept-Encoding');
  const packed = await app.inject({
    url: URL_OF_ALL,
    headers: { 'accept-encoding': 'br', 'if-none-match': String(replies[0]?.headers.etag) },
  });
  t.equal(packed.statusCode, 304);
  t.equal(packed.rawPayload.length, 0);
});

t.test('a failure is told unpacked, to whoever asks', async (t) => {
  const reply = await ask('br, gzip', '/v1/experts/nobody');
  t.equal(reply.headers['content-encoding'], undefined);
  t.equal(reply.json().status, 404);
});

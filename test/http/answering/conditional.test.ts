import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { hasAlready } from '../../../src/http/answering/conditional.ts';
import { requests } from '../../helpers/service/requests.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';
import { newPath } from '../../helpers/store/database.ts';

const app = await serviceOver(t, await storeWith(t, [seed()], newPath(t)), { publicUrl: 'http://localhost' });
await app.listen({ host: '127.0.0.1', port: 0 });
const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

const NOT_KEPT = ['/metrics', '/healthz', '/readyz', '/v1/log/checkpoint'];
const ENDLESS = 'text/event-stream';

/** Every operation that anybody may read in every format, and what the pages and the documents load. */
function everything(): { url: string; accept: string }[] {
  const routes = requests().filter(({ method, path }) => method === 'get' && !NOT_KEPT.includes(path));
  const seen = new Set<string>();
  const answers = routes.flatMap(({ url, path, operation }) => {
    const types = Object.keys(operation.responses['200']?.content ?? {}).filter((type) => type !== ENDLESS);
    const isFirst = !seen.has(path);
    seen.add(path);
    return (isFirst ? types : types.slice(0, 1)).map((accept) => ({ url, accept }));
  });
  const pages = ['/', '/questions/red-line', '/experts/davis', '/cells/davis/red-line', '/embed/questions/red-line'];
  const others = ['/openapi.json', '/docs/', '/docs/json', '/docs/static/swagger-ui-bundle.js'];
  return [...answers, ...[...pages, ...others].map((url) => ({ url, accept: 'text/html, */*' }))];
}

t.test(
  'fetch() that has the answer gets 304, on every address and in every format',
  { timeout: 300_000 },
  async (t) => {
    let asked = 0;
    for (const { url, accept } of everything()) {
      const ask = async (headers: { [name: string]: string } = {}) => {
        const reply = await fetch(`${origin}${url}`, { headers: { accept, ...headers } });
        return { reply, body: await reply.arrayBuffer() };
      };
      const first = await ask();
      t.equal(first.reply.status, 200, `${url} as ${accept}`);
      const etag = first.reply.headers.get('etag') ?? '';
      const again = await ask({ 'if-none-match': etag });
      t.strictSame([again.reply.status, again.body.byteLength], [304, 0], `${url} as ${accept}, with ${etag}`);
      for (const name of ['etag', 'cache-control', 'vary'])
        t.equal(again.reply.headers.get(name), first.reply.headers.get(name), `${name} of ${url}`);
      t.equal(first.reply.headers.get('last-modified'), null, 'no date that would not be heeded');
      asked += 1;
    }
    t.ok(asked > 150, `${asked} requests`);
  },
);

t.test('HEAD is told all that GET is', { timeout: 300_000 }, async (t) => {
  for (const { url, accept } of everything()) {
    const told = async (method: 'GET' | 'HEAD', more: { readonly [name: string]: string } = {}) => {
      const { statusCode, headers } = await app.inject({ method, url, headers: { accept, ...more } });
      // How long the body is, and how it is sent, is said of a body only.
      const { date: _, 'content-length': __, 'transfer-encoding': ___, ...rest } = headers;
      return { statusCode, ...rest };
    };
    const got = await told('GET');
    t.strictSame(await told('HEAD'), got, `${url} as ${accept}`);
    t.equal((await told('HEAD', { 'if-none-match': String(got.etag) })).statusCode, 304, `${url} as ${accept}, again`);
  }
});

t.test('a file of the documents has one address, however else that might be written', async (t) => {
  const tagOf = async (name: string) => (await app.inject(`/docs/static/${name}`)).headers.etag;
  t.type(await tagOf('swagger-ui.css'), 'string');
  t.equal(await tagOf('swagger-u%69.css'), await tagOf('swagger-ui.css'));
  for (const name of ['%2e%2fswagger-ui.css', '/swagger-ui.css', 'none.js'])
    t.equal((await app.inject(`/docs/static/${name}`)).statusCode, 404, name);
});

t.test('no text of more than a kilobyte goes out plain to who can unpack it', async (t) => {
  const style = /href="(\/assets\/site-[^"]+)"/.exec(
    (await app.inject({ url: '/', headers: { accept: 'text/html' } })).body,
  )?.[1];
  const large = ['/metrics', String(style), ...everything().map(({ url }) => url)];
  for (const url of new Set(large)) {
    const { headers, rawPayload, statusCode } = await app.inject({ url, headers: { 'accept-encoding': 'br' } });
    t.equal(statusCode, 200, url);
    if (/text|json|javascript|xml/.test(String(headers['content-type'])) && rawPayload.length > 1024)
      t.equal(headers['content-encoding'], 'br', url);
  }
});

t.test('the style has an address that changes with it, a tag, and is kept for ever', async (t) => {
  const home = await app.inject({ url: '/', headers: { accept: 'text/html' } });
  const url = String(/href="(\/assets\/site-[^"]+)"/.exec(home.body)?.[1]);
  const plain = await app.inject(url);
  t.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
  t.equal(plain.headers.etag, `"${createHash('sha256').update(plain.rawPayload).digest('base64url').slice(0, 27)}"`);
  t.equal((await app.inject({ url, headers: { 'if-none-match': String(plain.headers.etag) } })).statusCode, 304);
});

t.test('tags are compared as RFC 9110 has it', async (t) => {
  const has = (given: string | undefined) => hasAlready(given === undefined ? {} : { 'if-none-match': given }, '"a,b"');
  for (const given of ['"a,b"', 'W/"a,b"', '"x", "a,b"', '"x","a,b","y"', '*', ' * ']) t.equal(has(given), true, given);
  for (const given of [undefined, '', '"a"', 'a,b', '"a,b', '"x*"', '"a,b "', '"*"'])
    t.equal(has(given), false, String(given));
});

import t from 'tap';
import { document } from '../../../helpers/formats/document.ts';
import { seededService } from '../../../helpers/service/service.ts';

const app = await seededService(t);

t.test('the index lists every address below it, with what can be done there', async (t) => {
  const { statusCode, headers, body } = await app.inject('/v1');
  t.equal(statusCode, 200);
  const { addresses, description, descriptionOfWriting, documentation } = JSON.parse(body);
  const known = Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/'));
  t.strictSame(
    new Map(addresses.map(({ path, methods }: { path: string; methods: string[] }) => [path, methods])),
    new Map([
      ...known.map(
        ([path, operations]) => [path, Object.keys(operations).map((method) => method.toUpperCase())] as const,
      ),
      ['/mcp', ['POST']],
    ]),
  );
  t.equal((await app.inject({ method: 'POST', url: '/mcp', payload: [] })).statusCode, 400, '/mcp is there');
  for (const { path, summary } of addresses) t.match(summary, /\S/, path);
  for (const url of [description, descriptionOfWriting, documentation])
    t.equal((await app.inject(url)).statusCode, 200, url);
  const again = await app.inject({ url: '/v1/', headers: { 'if-none-match': String(headers.etag) } });
  t.equal(again.statusCode, 304);
});

t.test('the catalog names the API, its description, its pages and how it is, by whole addresses', async (t) => {
  const { headers, body } = await app.inject({ url: '/.well-known/api-catalog', headers: { host: 'stances.example' } });
  t.match(
    headers['content-type'],
    /^application\/linkset\+json; profile="https:\/\/www\.rfc-editor\.org\/info\/rfc9727"$/,
  );
  t.equal(headers.link, '</.well-known/api-catalog>; rel="api-catalog"');
  const [{ anchor, ...relations }, ...more] = JSON.parse(body).linkset;
  t.strictSame(more, []);
  const targets = Object.values<{ href: string; type: string }[]>(relations).flat();
  t.equal(targets.length, 4);
  for (const { href, type } of [{ href: anchor, type: 'application/json' }, ...targets]) {
    const { origin, pathname } = new URL(href);
    t.equal(origin, 'http://stances.example');
    const reply = await app.inject(pathname);
    t.equal(reply.statusCode, 200, href);
    t.ok(String(reply.headers['content-type']).startsWith(type), href);
  }
});

t.test('a public address of the setting is that of the catalog', async (t) => {
  const behind = await seededService(t, { publicUrl: 'https://stances.example/record' });
  t.match((await behind.inject('/.well-known/api-catalog')).json().linkset, [
    { anchor: 'https://stances.example/record/v1' },
  ]);
});

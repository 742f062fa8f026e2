import t from 'tap';
import { sitemap } from '../../../../src/pages/sitemap.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';

const PUBLIC = { publicUrl: 'https://stances.example' };

const addressesIn = (body: string): string[] =>
  [...body.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, it = '']) =>
    it.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
  );

t.test('the sitemap has every page of a record that the public sees, and each is there', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-03-05', quote: 'Build it' })
    .says('ben', 'bridge', 'oppose', { on: '2024-03-06', quote: 'Never', status: 'draft' });
  const app = await serviceOver(t, await storeWith(t, [told.bundle()]), PUBLIC);
  const { headers, body } = await app.inject('/sitemap.xml');
  t.equal(headers['content-type'], 'application/xml; charset=utf-8');
  t.match(body, '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
  const addresses = addressesIn(body);
  t.match(addresses, new Set(['https://stances.example/', 'https://stances.example/questions/bridge']));
  t.ok(addresses.includes('https://stances.example/experts/ada'));
  t.ok(addresses.some((it) => it.startsWith('https://stances.example/sources/')));
  t.notOk(addresses.some((it) => it.includes('/v1')));
  for (const address of addresses) {
    const { statusCode } = await app.inject({ url: new URL(address).pathname, headers: { accept: 'text/html' } });
    t.equal(statusCode, 200, address);
  }
  t.match((await app.inject('/sitemap.xml?part=2')).json(), { status: 404, detail: /there is no part 2/ });
  t.equal((await app.inject('/sitemap.xml?parts=2')).statusCode, 400);
});

t.test('more addresses than one file may hold are in parts, and a list leads to these', async (t) => {
  const origin = 'https://stances.example';
  const paths = ['/', '/questions', '/experts', '/experts/a&b'];
  t.strictSame(addressesIn(sitemap(paths, { origin }, 3)), [
    `${origin}/sitemap.xml?part=1`,
    `${origin}/sitemap.xml?part=2`,
  ]);
  const parts = [1, 2].map((part) => addressesIn(sitemap(paths, { origin, part }, 3)));
  t.strictSame(
    parts.map((addresses) => addresses.length),
    [3, 1],
  );
  t.strictSame(
    parts.flat(),
    paths.map((path) => `${origin}${path}`),
  );
  t.throws(() => sitemap(paths, { origin, part: 3 }, 3), { message: 'there is no part 3 of the sitemap: it has 2' });
});

t.test('where reading needs a key, so does the sitemap', async (t) => {
  t.equal((await (await seededService(t, { publicRead: false })).inject('/sitemap.xml')).statusCode, 401);
});

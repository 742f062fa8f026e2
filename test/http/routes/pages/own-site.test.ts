import { join } from 'node:path';
import t, { type Test } from 'tap';
import { identityOf } from '../../../../src/db/sqlite/database-file.ts';
import { type OwnSite, PLAIN_SITE } from '../../../../src/pages/own/own-site.ts';
import { WorkerPool } from '../../../../src/worker-pool.ts';
import { postSans } from '../../../helpers/formats/typeface.ts';
import { LONGEST_WAIT_MS } from '../../../helpers/patience.ts';
import { seed, seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';

const BROWSER = { accept: 'text/html' };
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>';
const POST: OwnSite = {
  name: 'Harbour & Post',
  logo: { name: 'logo.svg', mediaType: 'image/svg+xml', body: Buffer.from(SVG) },
  darkLogo: null,
  icon: null,
  colours: { light: { link: '#7a1f1f' }, dark: {} },
  fonts: { text: null, headings: { name: 'display.woff2', mediaType: 'font/woff2', body: Buffer.from('wOF2 of it') } },
  typeface: null,
  imprint: 'https://post.example/imprint',
  privacy: 'https://post.example/privacy',
};

const postService = (t: Test) =>
  seededService(t, { own: POST, license: 'CC-BY-4.0', publicUrl: 'https://stances.example' });

t.test('every page says whose it is, and leads to who answers for it', async (t) => {
  const app = await postService(t);
  for (const url of ['/', '/questions/red-line', '/nowhere']) {
    const { body } = await app.inject({ url, headers: BROWSER });
    t.match(body, / – Harbour &#38; Post<\/title>/, url);
    t.match(
      body,
      /<a class="brand" href="\/"><picture><img src="\/assets\/logo-\S+\.svg" alt="Harbour &#38; Post">/,
      url,
    );
    t.match(body, '<a href="https://post.example/imprint" rel="external">Imprint</a>', url);
    t.match(body, '<a href="https://post.example/privacy" rel="external">Privacy</a>', url);
    t.match(body, 'Data: <a href="https://spdx.org/licenses/CC-BY-4.0.html"', url);
    t.notMatch(body, 'Standpoint', url);
  }
  const german = await app.inject({ url: '/?lang=de', headers: BROWSER });
  t.match(german.body, '>Impressum</a>');
});

t.test('the logo is served as what it is, and the style has the colours', async (t) => {
  const app = await postService(t);
  const { body } = await app.inject({ url: '/', headers: BROWSER });
  const logo = await app.inject(/src="(\/assets\/logo-[^"]+)"/.exec(body)?.[1] ?? '');
  t.equal(logo.headers['content-type'], 'image/svg+xml');
  t.equal(logo.body, SVG);
  t.match(logo.headers['content-security-policy'], "default-src 'none'", 'no script of a picture runs');
  const style = await app.inject(/href="(\/assets\/site-[^"]+\.css)"/.exec(body)?.[1] ?? '');
  t.match(style.body, '--link:#7a1f1f;');
  const [, path = ''] = /@font-face\{font-family:"own--serif";src:url\("([^"]+)"\)/.exec(style.body) ?? [];
  t.match(style.body, /:root\{--serif:"own--serif",Georgia,serif\}\s*$/, 'after that of everybody');
  const font = await app.inject(path);
  t.equal(font.headers['content-type'], 'font/woff2');
  t.equal(font.body, 'wOF2 of it');
  t.equal(font.headers['access-control-allow-origin'], '*', 'a frame in a sandbox asks for it as from elsewhere');
});

t.test('what leaves the site says whose it is', async (t) => {
  const app = await postService(t);
  const embed = await app.inject({ url: '/embed/questions/red-line', headers: BROWSER });
  t.match(embed.body, '>Harbour &#38; Post: every quote, with its source</a>');
  const address = encodeURIComponent('https://stances.example/questions/red-line');
  t.equal((await app.inject(`/oembed?url=${address}`)).json().provider_name, POST.name);
  const question = await app.inject({ url: '/questions/red-line', headers: BROWSER });
  t.match(question.body, /”\. Harbour &#38; Post, version of/);
  t.match(question.body, '{{Harbour \\&#38; Post}}');
  const matrix = '/v1/questions/red-line/matrix';
  t.match((await app.inject(`${matrix}.svg`)).body, '>Harbour &#38; Post </tspan>');
  t.match((await app.inject(`${matrix}.html`)).body, 'Source: Harbour &#38; Post, revision');
  const feed = (await app.inject('/v1/changes.jsonfeed')).json();
  t.strictSame(feed.authors, [{ name: POST.name }]);
  t.match(feed.title, /^Harbour & Post: /);
  t.match((await app.inject('/v1/changes.atom')).body, '<author><name>Harbour &#38; Post</name></author>');
});

t.test('what names the publisher is not kept for ever, for the name may change', async (t) => {
  const settled = '/v1/questions/red-line/matrix.svg?knownAt=2024-07-01T09:59:00Z';
  t.notMatch((await (await postService(t)).inject(settled)).headers['cache-control'], 'immutable');
  t.match((await (await seededService(t)).inject(settled)).headers['cache-control'], 'immutable');
});

t.test('a worker thread says the same', async (t) => {
  const database = join(t.testdir(), 'standpoint.sqlite');
  const store = await storeWith(t, [seed()], database);
  const site = { publicUrl: null, contact: null, license: null, own: POST };
  const pool = new WorkerPool(1, {
    database: { engine: 'sqlite', path: database, identity: identityOf(database) },
    site,
  });
  t.teardown(() => pool.close());
  const limits = { heavyMs: 0, threads: 1, inLine: 100, deadlineMs: LONGEST_WAIT_MS, perClientMs: 0 };
  const far = await serviceOver(t, store, { own: POST, work: { begin: pool.begin, run: pool.run, limits } });
  const near = await serviceOver(t, store, { own: POST });
  for (const url of ['/questions/red-line', '/v1/questions/red-line/matrix.svg']) {
    const [there, here] = await Promise.all([far, near].map((app) => app.inject({ url, headers: BROWSER })));
    t.equal(there?.body, here?.body, url);
    t.match(there?.body, 'Harbour &#38; Post', url);
  }
});

t.test('without a folder it is Standpoint', async (t) => {
  const { body } = await (await seededService(t, { own: PLAIN_SITE })).inject({ url: '/', headers: BROWSER });
  t.match(body, '<a class="brand" href="/">Standpoint</a>');
  t.notMatch(body, 'Imprint');
});

t.test('pictures are drawn with the typeface of the newsroom', async (t) => {
  const own = await seededService(t, { own: { ...POST, typeface: postSans(t.testdir()) } });
  const url = '/v1/questions/red-line/matrix';
  t.match((await own.inject(`${url}.svg`)).body, /^<svg [^>]*font-family="Post Sans, /);
  const drawn = (await own.inject(`${url}.png`)).rawPayload;
  const plain = await seededService(t, { own: POST });
  t.match((await plain.inject(`${url}.svg`)).body, /^<svg [^>]*font-family="Noto Sans, /);
  t.same(drawn, (await plain.inject(`${url}.png`)).rawPayload, 'it is the shipped one under another name');
});

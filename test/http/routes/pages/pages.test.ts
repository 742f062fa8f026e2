import { readFileSync } from 'node:fs';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import t from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { PALETTE, type Tone } from '../../../../src/formats/palette.ts';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';
import { rename } from '../../../helpers/store/write.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const PUBLIC = 'https://stances.example';

/** As they were known when the first data set was in. */
const KNOWN_AT = '2024-07-01T09:30:00Z';
const FROZEN = [
  `/sources/epoch-times-north-korean-troops?knownAt=${KNOWN_AT}`,
  `/questions/red-line?rule=all&knownAt=${KNOWN_AT}`,
  `/experts/turner?asOf=2024&knownAt=${KNOWN_AT}`,
  `/cells/davis/red-line?knownAt=${KNOWN_AT}`,
  `/grid?question=red-line&knownAt=${KNOWN_AT}`,
  `/compare?expert=davis&knownAt=${KNOWN_AT}`,
  `/compare?expert=davis&expert=turner&knownAt=${KNOWN_AT}`,
];
const PAGES = [
  '/',
  '/questions',
  '/questions?q=troops',
  '/experts',
  '/questions/red-line',
  '/questions/red-line?asOf=2024&rule=all',
  '/experts/turner',
  '/experts/turner?asOf=2020',
  '/grid',
  '/grid?question=red-line&expert=davis&expert=turner',
  '/compare',
  '/compare?expert=davis&expert=turner',
  '/agreement',
  '/agreement?of=turner',
  '/moves',
  '/network',
  '/method',
  '/quiz',
  '/quiz?question=red-line',
  '/topics',
  '/data',
  '/sources',
  '/sources/epoch-times-north-korean-troops',
  '/cells/davis/red-line',
  '/cells/kirby/red-line',
  '/search',
  '/search?q=troops',
  '/search?q=zeppelin',
  ...FROZEN,
];
const EMBEDS = ['/embed/questions/red-line', '/embed/grid', '/embed/cells/davis/red-line'];

const app = await seededService(t, { publicUrl: PUBLIC });
const get = (url: string, headers: { [name: string]: string } = {}) =>
  app.inject({ url, headers: { ...BROWSER, ...headers } });

type Element = {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly text: string;
};

/** Every element of a page in its order. */
function elementsOf(body: string): Element[] {
  const found: Element[] = [];
  const textOf = (node: DefaultTreeAdapterTypes.ChildNode): string =>
    'childNodes' in node ? node.childNodes.map(textOf).join('') : 'value' in node ? node.value : '';
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node)
      found.push({
        name: node.tagName,
        attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
        text: textOf(node),
      });
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(body));
  return found;
}

const attributesOf = (body: string, name: string) =>
  elementsOf(body).flatMap((element) => (element.name === name ? [element.attributes] : []));

/** What a card is told: the content of each meta element by its name. */
const cardsOf = (body: string): { readonly [name: string]: string | undefined } =>
  Object.fromEntries(attributesOf(body, 'meta').map(({ property, name, content }) => [property ?? name, content]));

for (const path of [...PAGES, ...EMBEDS])
  t.test(`${path} is a page in good order`, async (t) => {
    const { statusCode, headers, body } = await get(path);
    t.equal(statusCode, 200);
    t.equal(headers['content-type'], 'text/html; charset=utf-8');
    t.equal(headers['set-cookie'], undefined);
    t.ok(Buffer.byteLength(body) + 35_000 < 100_000, 'it weighs less than 100 kB, with its style and script');

    const elements = elementsOf(body);
    const named = (...names: string[]) => elements.filter(({ name }) => names.includes(name));
    t.equal(named('html')[0]?.attributes.lang, 'en');
    t.equal(named('h1').length, 1);
    t.match(named('title')[0]?.text, /\S – Standpoint$/);

    const assets = [
      ...named('script', 'img', 'iframe'),
      ...named('link').filter(({ attributes }) => /icon|style/.test(attributes.rel ?? '')),
    ];
    t.strictSame(
      assets.map(({ attributes }) => attributes.src ?? attributes.href).filter((it) => !it?.startsWith('/assets/')),
      [],
    );
    t.strictSame(named('style'), []);
    t.strictSame(
      named('script').filter(({ text }) => text !== ''),
      [],
    );
    t.strictSame(
      elements.filter(({ attributes }) => Object.keys(attributes).some((it) => /^(style|on.*)$/.test(it))),
      [],
    );

    t.equal(named('table').length, named('caption').length);
    t.strictSame(
      named('th').filter(({ attributes }) => !/^(row|col)$/.test(attributes.scope ?? '')),
      [],
    );
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
    t.equal(new Set(ids).size, ids.length, 'no id twice');
  });

t.test('nothing but its own style, scripts and pictures may be used by a page, and nobody may frame it', async (t) => {
  for (const path of [...PAGES, '/experts/turne']) {
    const { headers } = await get(path);
    t.equal(
      headers['content-security-policy'],
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      path,
    );
    t.equal(headers['x-frame-options'], 'SAMEORIGIN', path);
  }
});

t.test('an embed may be framed by anybody, and has the same policy otherwise', async (t) => {
  for (const path of EMBEDS) {
    const { headers } = await get(path);
    t.match(headers['content-security-policy'], /^default-src 'none';.*; frame-ancestors \*$/);
    t.equal(headers['x-frame-options'], undefined);
    t.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  }
});

t.test('an embed that is refused says why in the frame of another site, in its colours', async (t) => {
  for (const [path, status, why] of [
    ['/embed/questions/red-line?teme=light', 400, 'is not known here'],
    ['/embed/grid?asOf=2024-02-30&theme=dark', 400, 'must be a date that exists'],
    ['/embed/questions/red-lin?theme=dark', 404, 'did you mean'],
    ['/embed/x', 404, 'there is nothing at /embed/x'],
    ['/embed', 404, 'there is nothing at /embed'],
  ] as const) {
    const { statusCode, headers, body } = await get(path);
    t.equal(statusCode, status, path);
    t.match(headers['content-security-policy'], /^default-src 'none';.*; frame-ancestors \*$/, path);
    t.equal(headers['x-frame-options'], undefined, path);
    const [html] = attributesOf(body, 'html');
    t.strictSame(
      [html?.class, html?.['data-theme']],
      ['embed', path.includes('theme=dark') ? 'dark' : undefined],
      path,
    );
    const text = elementsOf(body).find(({ name }) => name === 'main')?.text ?? '';
    t.match(text.toLowerCase(), why, path);
    t.notMatch(text, 'field above', 'there is none');
  }
  const { headers } = await get('/embedded');
  t.match(headers['content-security-policy'], "frame-ancestors 'none'");
});

t.test('what a page loads is there and may be kept for ever', async (t) => {
  const { body } = await get('/');
  const paths = [...attributesOf(body, 'script'), ...attributesOf(body, 'link')]
    .map(({ src, href = '' }) => src ?? href)
    .filter((path) => path.startsWith('/assets/'));
  t.equal(paths.length, 3);
  for (const path of paths) {
    const { statusCode, headers } = await app.inject(path);
    t.equal(statusCode, 200, path);
    t.equal(headers['cache-control'], 'public, max-age=31536000, immutable', path);
  }
});

t.test('a page that has not changed is not sent again', async (t) => {
  for (const path of [...PAGES, ...EMBEDS]) {
    const first = await get(path);
    const again = await get(path, { 'if-none-match': String(first.headers.etag) });
    t.equal(again.statusCode, 304, path);
    t.equal(again.body, '');
    t.match(again.headers['content-security-policy'], 'frame-ancestors', path);
  }
});

t.test('the root is a page for a browser and places to go for a program', async (t) => {
  const { headers } = await get('/');
  t.match(headers.vary, 'Accept');
  t.match((await app.inject('/')).headers['content-type'], 'text/plain');
});

t.test('cards name the page, its picture and its embed under the public address', async (t) => {
  const { body } = await get('/questions/red-line?asOf=2024-10');
  const cards = cardsOf(body);
  const address = `${PUBLIC}/questions/red-line?asOf=2024-10`;
  t.equal(cards['og:url'], address);
  t.equal(cards['og:title'], 'Red line');
  t.match(cards['og:description'], /would cross a red line\. \d of 6 experts are on record/);
  t.equal(cards['twitter:card'], 'summary_large_image');
  t.equal(cards['og:image'], `${PUBLIC}/v1/questions/red-line/matrix.png?asOf=2024-10`);
  t.equal((await app.inject(String(cards['og:image']).replace(PUBLIC, ''))).headers['content-type'], 'image/png');

  const links = attributesOf(body, 'link');
  t.equal(links.find(({ rel }) => rel === 'canonical')?.href, address);
  const discovery = links.find(({ type }) => type === 'application/json+oembed')?.href ?? '';
  t.ok(discovery.startsWith(`${PUBLIC}/oembed?`));
  const { html, title } = (await app.inject(discovery.replace(PUBLIC, ''))).json();
  t.equal(title, 'Red line');
  const [frame] = attributesOf(html, 'iframe');
  t.equal(frame?.src, `${PUBLIC}/embed/questions/red-line?asOf=2024-10`);
  t.equal((await get(String(frame?.src).replace(PUBLIC, ''))).statusCode, 200);
});

t.test('every address on a page that leads into the site is answered', async (t) => {
  for (const path of PAGES) {
    const { body } = await get(path);
    const hrefs = [...attributesOf(body, 'a'), ...attributesOf(body, 'link')].flatMap(({ href = '' }) =>
      href.startsWith('/') ? [href] : [],
    );
    const copied = attributesOf(body, 'button').flatMap((button) => button['data-copy-from'] ?? []);
    for (const href of new Set([...hrefs, ...copied])) t.equal((await get(href)).statusCode, 200, `${href} on ${path}`);
  }
});

t.test('without a setting the address is the one that the client sent, where that is an address', async (t) => {
  const store = await storeWith(t, []);
  const open = await serviceOver(t, store);
  const at = (host: string) => open.inject({ url: '/grid', headers: { ...BROWSER, host } });
  t.equal(cardsOf((await at('stances.example:8080')).body)['og:url'], 'http://stances.example:8080/grid');
  const { statusCode, body } = await at('x"><script>alert(1)</script>');
  t.equal(statusCode, 400);
  t.notMatch(body, '<script>alert');
});

t.test('an unknown id is a page with a suggestion for a browser, and a problem for a program', async (t) => {
  const reply = await get('/experts/turne');
  t.equal(reply.statusCode, 404);
  t.equal(reply.headers['content-type'], 'text/html; charset=utf-8');
  t.equal(reply.headers['cache-control'], 'no-store');
  t.ok(elementsOf(reply.body).some(({ name, text }) => name === 'p' && text.includes('did you mean "turner"?')));
  t.ok(attributesOf(reply.body, 'a').some(({ href }) => href === '/experts/turner'));
  t.equal(cardsOf(reply.body).robots, 'noindex');
  for (const url of ['/experts/turne', '/questions/red-lin', '/cells/turner/red-lin', '/nowhere'])
    isProblem(t, await app.inject(url), 'not-found');
});

t.test('a day that does not exist is refused, and an empty field is none', async (t) => {
  for (const path of [
    '/questions/red-line',
    '/experts/turner',
    '/grid',
    '/cells/davis/red-line',
    '/compare',
    '/embed/grid',
  ]) {
    const reply = await get(`${path}?asOf=2024-02-30`);
    t.equal(reply.statusCode, 400, path);
    t.match(reply.body, 'must be a date that exists', path);
    t.equal((await get(`${path}?asOf=`)).statusCode, 200, path);
  }
});

t.test('words that newsletters and networks add to a link do no harm', async (t) => {
  for (const path of ['/questions/red-line', '/experts/turner', '/grid', '/compare', '/search', '/questions'])
    t.equal((await get(`${path}?utm_source=letter&fbclid=x`)).statusCode, 200, path);
  const url = encodeURIComponent(`${PUBLIC}/grid?utm_source=letter&question=red-line`);
  t.match(
    (await app.inject(`/oembed?url=${url}`)).json().html,
    'src="https://stances.example/embed/grid?question=red-line"',
  );
});

t.test('oEmbed knows pages of this site that show something, and no others', async (t) => {
  const ask = (url: string, more = '') => app.inject(`/oembed?url=${encodeURIComponent(url)}${more}`);
  for (const path of [
    '/questions/red-line',
    '/grid?question=red-line&expert=davis',
    '/cells/davis/red-line?rule=all',
  ]) {
    const { statusCode, body } = await ask(`${PUBLIC}${path}`, '&maxwidth=300&maxheight=100');
    t.equal(statusCode, 200, path);
    t.match(JSON.parse(body), { version: '1.0', type: 'rich', width: 300, height: 100 });
  }
  t.match((await ask(`${PUBLIC}/grid`)).json(), { width: 640, height: 480 });
  for (const url of [
    'https://elsewhere.example/questions/red-line',
    `${PUBLIC}/experts/turner`,
    `${PUBLIC}/questions/red-lin`,
    `${PUBLIC}/questions/%zz`,
    `${PUBLIC}/grid?expert=nobody`,
    `${PUBLIC}/questions/red-line?asOf=2024-02-30`,
    'javascript:alert(1)',
    'red-line',
  ])
    isProblem(t, await ask(url), 'not-found');
});

t.test('oEmbed keeps the instant and the colours of the address, and knows what was known then', async (t) => {
  const ask = (path: string) => app.inject(`/oembed?url=${encodeURIComponent(`${PUBLIC}${path}`)}`);
  for (const path of ['/questions/red-line', '/cells/davis/red-line', '/grid?question=red-line']) {
    const more = `${path.includes('?') ? '&' : '?'}knownAt=${KNOWN_AT}&theme=dark`;
    const [frame] = attributesOf((await ask(path + more)).json().html, 'iframe');
    const { pathname, searchParams } = new URL(frame?.src ?? '');
    t.equal(pathname, `/embed${path.split('?')[0]}`);
    t.strictSame([searchParams.get('knownAt'), searchParams.get('theme')], [KNOWN_AT, 'dark'], path);
    const shown = await get(String(frame?.src).replace(PUBLIC, ''));
    t.match(shown.body, 'As it was known on', path);
    for (const knownAt of ['2024-07-01T08:00:00Z', '2999-01-01T00:00:00Z', 'yesterday'])
      isProblem(t, await ask(`${path}${path.includes('?') ? '&' : '?'}knownAt=${knownAt}`), 'not-found');
  }
  t.notMatch((await ask('/questions/red-line?theme=blue')).json().html, 'blue', 'as a page passes it over');
});

t.test('oEmbed knows the page of a record by an id that was given up', async (t) => {
  const told = story().question('bridge').says('ada', 'bridge', 'support');
  const store = await storeWith(t, [told.bundle()]);
  const commit = { actor: 'a tester', mayPublish: true, reason: 'Named anew.' };
  for (const [kind, id, to] of [
    ['expert', 'ada', 'okafor'],
    ['question', 'bridge', 'span'],
  ] as const)
    await rename(store, kind, id, to, (await store.get(kind, id))?.revision ?? 0, commit);
  const moved = await serviceOver(t, store, { publicUrl: PUBLIC });
  for (const [path, now] of [
    ['/questions/bridge?theme=dark', '/embed/questions/span?theme=dark'],
    ['/cells/ada/bridge', '/embed/cells/okafor/span'],
    ['/grid?question=bridge&expert=ada', '/embed/grid?question='],
  ] as const) {
    const { statusCode, body } = await moved.inject(`/oembed?url=${encodeURIComponent(`${PUBLIC}${path}`)}`);
    t.equal(statusCode, 200, path);
    const [frame] = attributesOf(JSON.parse(body).html, 'iframe');
    t.ok(frame?.src?.startsWith(`${PUBLIC}${now}`), `${path}: ${frame?.src}`);
  }
});

t.test('an id that was given up leads on where it is that record, and nowhere else', async (t) => {
  const call = async (store: Store, id: string, to: string) => {
    const { revision = 0 } = (await store.get('question', id)) ?? {};
    await rename(store, 'question', id, to, revision, { actor: 'a tester', mayPublish: true, reason: 'So it is.' });
  };
  const store = await storeWith(t, [story().says('north', 'north', 'support', { id: 'p' }).bundle()]);
  await call(store, 'north', 'harbour');
  const app = await serviceOver(t, store);
  const moved = async (url: string) => (await app.inject({ url, headers: { accept: 'text/html' } })).headers.location;
  t.equal(await moved('/cells/north/north'), '/cells/north/harbour');
  t.equal(await moved('/embed/cells/north/north?theme=dark'), '/embed/cells/north/harbour?theme=dark');
  t.equal(await moved('/questions/north'), '/questions/harbour');
  t.equal(await moved('/v1/questions/north/matrix.csv'), '/v1/questions/harbour/matrix.csv');
  const words = await storeWith(t, [story().question('questions').bundle()]);
  await call(words, 'questions', 'others');
  const { headers } = await (await serviceOver(t, words)).inject('/v1/questions/questions');
  t.equal(headers.location, '/v1/questions/others');
});

t.test('the buttons of the grid are answered with the address of what they made', async (t) => {
  const start = '/grid?question=red-line&question=kursk-only&expert=davis&expert=turner';
  const after = async (action: string) => {
    const { statusCode, headers } = await get(`${start}&${action}`);
    t.equal(statusCode, 303);
    return headers.location;
  };
  t.equal(await after('drop=expert:davis'), '/grid?question=red-line&question=kursk-only&expert=turner&arrange=true');
  t.equal(
    await after('move=question:kursk-only:-1'),
    '/grid?question=kursk-only&question=red-line&expert=davis&expert=turner&arrange=true',
  );
  t.equal(await after('sortBy=sortExperts:-red-line'), `${start}&sortExperts=-red-line&arrange=true`);
  t.equal(await after('sortBy=sortExperts:'), `${start}&arrange=true`);
  t.equal(await after('drop=x'), `${start}&arrange=true`);
});

t.test('one column is marked for narrow windows, the one that is asked for, with the ways to the others', async (t) => {
  const shown = (body: string) => /<th scope="col" class="on"[^>]*><a href="([^"]+)"/.exec(body)?.[1];
  const grid = '/grid?question=red-line&question=kursk-only&expert=davis&expert=turner';
  const { body } = await get(`${grid}&column=kursk-only`);
  t.equal(shown(body), '/questions/kursk-only');
  t.match(body, /data-turn="Previous"/);
  t.notMatch(body, /data-turn="Next"/, 'it is the last');
  t.equal(body.match(/<td class="[^"]*\bon"/g)?.length, 2, 'a cell of each person');
  for (const other of ['', '&column=']) t.equal(shown((await get(grid + other)).body), '/questions/red-line');
  t.equal((await get(`${grid}&column=davis`)).statusCode, 400, 'who is no column');
  t.equal(shown((await get(`${grid}&arrange=true`)).body), undefined, 'its buttons are for all of them');
});

t.test('a grid is picked by topic and organization, and put in the order of what divides', async (t) => {
  const leads = async (query: string) => (await get(`/grid?${query}`)).headers.location;
  t.equal(
    await leads('question=red-line&question=kursk-only&topic=us-policy'),
    undefined,
    'refused: neither has the topic',
  );
  t.equal((await get('/grid?question=red-line&topic=us-policy')).statusCode, 400);
  t.match(await leads('topic=us-policy'), /^\/grid\?(question=[a-z-]+&?){2,}$/);
  t.equal(
    await leads('question=red-line&topic=&affiliation='),
    '/grid?question=red-line',
    'what was left empty is none',
  );
  t.equal((await get('/grid?affiliation=Nobody')).statusCode, 400);
  t.equal((await get('/grid?order=agreed')).statusCode, 400);
  const divisive = new URLSearchParams((await leads('order=divisive'))?.split('?')[1]).getAll('question');
  t.equal(divisive.length, 15, 'all of them');
  const ranked = (await app.inject('/v1/consensus?order=divisive&minValued=2')).json().items;
  t.strictSame(
    divisive.slice(0, ranked.length),
    ranked.map(({ id }: { id: string }) => id),
  );
});

t.test('people are the columns of a grid where the questions are too many to be seen beside each other', async (t) => {
  const heads = async (path: string, scope: string) => {
    const [, ...parts] = (await get(path)).body.split(`<th scope="${scope}"`);
    return parts.map((it) => /<a href="\/(questions|experts)\/([^"?]*)/.exec(it)?.slice(1, 3).join(' '));
  };
  for (const path of ['/grid', '/embed/grid', '/grid?arrange=true']) {
    t.match(await heads(path, 'col'), ['experts davis', 'experts dimino', 'experts hargis'], path);
    t.equal((await heads(path, 'row')).length, 15, path);
  }
  t.strictSame(await heads('/grid?question=red-line&expert=davis', 'col'), ['questions red-line']);
  const { body } = await get('/grid?arrange=true&sortExperts=kursk-only&sortQuestions=davis');
  t.match(body, /<th scope="row" aria-sort="descending"><a href="\/questions\/kursk-only"/);
  t.match(body, /<th scope="col" aria-sort="descending"><a href="\/experts\/davis"/);
  t.match(body, 'aria-label="Move Mike Turner left"');
  t.match(body, 'aria-label="Move Combat experience up"');
  const [, row = ''] = body.split('<a href="/questions/kursk-only"');
  const cells = row.split('</tr>')[0]?.split('<td').slice(1) ?? [];
  const columns = await heads('/grid?sortExperts=kursk-only', 'col');
  t.equal(cells.length, columns.length);
  for (const [index, cell] of cells.entries())
    t.ok(!cell.includes('href') || cell.includes(`/cells/${columns[index]?.replace('experts ', '')}/kursk-only`), cell);
});

t.test('an empty database has pages too', async (t) => {
  const empty = await serviceOver(t, await storeWith(t, []));
  for (const path of ['/', '/questions', '/experts', '/grid', '/compare', '/search', '/embed/grid']) {
    const { statusCode, body } = await empty.inject({ url: path, headers: BROWSER });
    t.equal(statusCode, 200, path);
    t.equal(attributesOf(body, 'h1').length, 1, path);
    t.equal(attributesOf(body, 'table').length, 0, path);
  }
});

t.test('a database too large for one grid offers a choice', async (t) => {
  const many = (count: number, make: (id: string) => object) => Array.from({ length: count }, (_, i) => make(`x${i}`));
  const bundle = {
    bundleVersion: 1,
    experts: many(300, (id) => ({ id, name: id })),
    questions: many(200, (id) => ({ id, title: id, proposition: 'It should.', codingRule: 'As said.' })),
  };
  const large = await serviceOver(t, await storeWith(t, [bundle]));
  const { statusCode, body } = await large.inject({ url: '/grid', headers: BROWSER });
  t.equal(statusCode, 200);
  t.match(body, 'more on record than one grid holds');
  t.equal(attributesOf(body, 'input').filter(({ type, name }) => type === 'checkbox' && name !== 'order').length, 500);
});

t.test('dark is the same, whether the system or the address asks for it', async (t) => {
  const css = readFileSync(new URL('../../../../src/pages/assets/site.css', import.meta.url), 'utf8');
  const coloursOf = (selector: string) => {
    const from = css.indexOf(`${selector} {`);
    return css.slice(from, css.indexOf('}', from)).match(/--[\w-]+: #[0-9a-f]{6};/g) ?? [];
  };
  const dark = coloursOf(':root[data-theme="dark"]');
  t.ok(dark.length > 20);
  t.strictSame(dark, coloursOf(':root:not([data-theme="light"])'));
});

t.test('the colours of the pages are those of the pictures', async (t) => {
  const css = readFileSync(new URL('../../../../src/pages/assets/site.css', import.meta.url), 'utf8');
  const root = css.slice(css.indexOf(':root'), css.indexOf('}'));
  const colourOf = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(root)?.[1];
  for (const tone of ['oppose', 'lean-oppose', 'neutral', 'lean-support', 'support', 'contested'] satisfies Tone[])
    t.strictSame({ fill: colourOf(tone), ink: colourOf(`${tone}-ink`) }, PALETTE[tone], tone);
});

t.test('docs/guide/pages.md names every page', async (t) => {
  const text = readFileSync(new URL('../../../../docs/guide/pages.md', import.meta.url), 'utf8');
  for (const file of ['pages/pages', 'matrix/grid', 'pages/embeds']) {
    const source = readFileSync(new URL(`../../../../src/http/routes/${file}.ts`, import.meta.url), 'utf8');
    const routes = [...source.matchAll(/app\.get\(\s*'([^']+)'/g)].map(([, route = '']) => route);
    t.ok(routes.length > 0, file);
    for (const route of routes) t.ok(text.includes(`\`${route.replaceAll(/:(\w+)/g, '{$1}')}`), route);
  }
});

t.test('an embed is refused what it does not know, and has the colours that are asked for', async (t) => {
  for (const path of EMBEDS) {
    t.equal((await app.inject({ url: `${path}?teme=light` })).statusCode, 400, path);
    t.equal((await app.inject({ url: `${path}?theme=blue` })).statusCode, 400, path);
    t.match((await get(`${path}?theme=dark`)).body, '<html lang="en" class="embed" data-theme="dark">');
    t.match((await get(`${path}?theme=auto`)).body, '<html lang="en" class="embed">');
    t.equal((await app.inject({ url: `${path}?knownAt=2999-01-01T00:00:00Z` })).statusCode, 400, path);
  }
});

t.test('an embed and a question are as they were known then, and say so', async (t) => {
  const before = await get('/embed/questions/red-line?knownAt=2001-01-01T00:00:00Z');
  t.equal(before.statusCode, 404, 'nothing was known');
  for (const path of EMBEDS) {
    t.match((await get(`${path}?knownAt=${KNOWN_AT}`)).body, 'As it was known on', path);
    t.notMatch((await get(path)).body, 'As it was known on', path);
  }
  const { body } = await get('/questions/red-line');
  const permalink = elementsOf(body).find(({ name, text }) => name === 'a' && text === 'Permalink')?.attributes.href;
  t.match(permalink, /^\/questions\/red-line\?knownAt=/);
  const then = await get(permalink ?? '');
  t.equal(then.statusCode, 200);
  t.match(then.body, 'As it was known on');
  t.match(then.body, '3 of 6 experts are on record');
});

t.test('what leads on from a page as it was known then is of then, too', async (t) => {
  for (const path of FROZEN) {
    const { body } = await get(path);
    t.match(body, 'As it was known on', path);
    const elements = elementsOf(body);
    const addresses = elements.flatMap(({ attributes }) => [
      ...(attributes.href === undefined ? [] : [attributes.href]),
      ...(attributes['data-copy-from'] === undefined ? [] : [attributes['data-copy-from']]),
      ...(attributes.property === 'og:image' ? [attributes.content ?? ''] : []),
    ]);
    const isOfThen = (address: string) => new URL(address, PUBLIC).searchParams.has('knownAt');
    const present = elements.find(({ name, text }) => name === 'a' && text === 'The present page')?.attributes.href;
    t.strictSame(
      addresses.filter(
        (it) => /\/(?:questions|experts|cells|sources|matrix)[/.]|\/compare[.?]|\/grid\?/.test(it) && !isOfThen(it),
      ),
      [present],
      path,
    );
    t.equal((await get(present ?? '')).statusCode, 200);
    for (const { attributes } of elements.filter(({ name }) => name === 'form')) {
      if (attributes.action === '/search') continue;
      const form = body.slice(body.indexOf(`action="${attributes.action}"`));
      t.match(form.slice(0, form.indexOf('</form>')), `name="knownAt" value="${KNOWN_AT}"`, path);
    }
    for (const { text } of elements.filter(({ name }) => name === 'textarea'))
      t.match(text.replaceAll('%3A', ':'), `knownAt=${KNOWN_AT}`, path);
  }
});

t.test(
  'a page is cited under a key of its own, by an address without needless signs, with every sign as TeX has it',
  async (t) => {
    const title = 'R&D: 50% {x} of #1 for $5, a_b ~c ^d \\e';
    const told = story().question('r-d', { title }).says('ada', 'r-d', 'support');
    const cited = await serviceOver(t, await storeWith(t, [told.bundle()]), { publicUrl: PUBLIC });
    const { body } = await cited.inject({ url: '/questions/r-d?asOf=2024', headers: BROWSER });
    const text = elementsOf(body).findLast(({ name }) => name === 'code')?.text ?? '';
    t.equal(
      text,
      [
        '@misc{standpoint-r-d-2024-07-01,',
        '  title = {R\\&D: 50\\% x of \\#1 for \\$5, a\\_b \\textasciitilde{}c \\textasciicircum{}d e},',
        '  author = {{Standpoint}},',
        '  year = {2024},',
        `  url = {${PUBLIC}/questions/r-d?asOf=2024&knownAt=2024-07-01T09:00:00.000Z},`,
        '  note = {Version of 2024-07-01}',
        '}',
      ].join('\n'),
    );
  },
);

t.test('a home without questions, or without experts, has no empty section', async (t) => {
  const homeOf = async (bundle: object) => {
    const some = await serviceOver(t, await storeWith(t, [bundle]));
    const { body } = await some.inject({ url: '/', headers: BROWSER });
    return elementsOf(body).flatMap(({ name, text }) => (name === 'h2' ? [text] : []));
  };
  t.strictSame(await homeOf({ bundleVersion: 1, experts: [{ id: 'ada', name: 'Ada' }] }), ['Experts']);
  const question = { id: 'q', title: 'Q', proposition: 'It should.', codingRule: 'As said.' };
  t.strictSame(await homeOf({ bundleVersion: 1, questions: [question] }), ['Questions']);
});

t.test('a proposition is shown in its language, and in others as translations of it', async (t) => {
  const told = story().question('bridge', {
    ...{ language: 'en', proposition: 'Build the bridge.' },
    translations: [{ language: 'ar', text: 'ابنوا الجسر', by: 'the desk' }],
  });
  const app = await serviceOver(t, await storeWith(t, [told.bundle()]));
  for (const url of ['/questions/bridge', '/embed/questions/bridge']) {
    const { body } = await app.inject({ url, headers: BROWSER });
    t.match(body, /<p class="proposition" dir="auto" lang="en">Build the bridge\.<\/p>/, url);
    t.match(body, /<p class="translation" dir="auto" lang="ar">[^\n]*Translation \(ar, by the desk\)[^\n]*ابنوا الجسر/);
  }
});

t.test('the page of a cell has the code of its embed, live and frozen, and the embed itself has none', async (t) => {
  const { body: page } = await get('/cells/davis/red-line');
  const codes = [...page.matchAll(/<textarea id="(\S+)"[^>]*>([^<]*)/g)].map(([, id, code = '']) => [id, code]);
  t.match(codes, [
    ['embed-code', `${PUBLIC}/embed/cells/davis/red-line?theme&#61;light`],
    ['frozen-code', `${PUBLIC}/embed/cells/davis/red-line?knownAt&#61;2024-`],
  ]);
  t.notMatch((await get('/embed/cells/davis/red-line')).body, '<textarea');
});

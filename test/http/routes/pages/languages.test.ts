import { readFileSync } from 'node:fs';
import t from 'tap';
import { ENTITY_SCHEMAS } from '../../../../src/core/records/kinds.ts';
import type { App } from '../../../../src/http/fastify-app.ts';
import { de } from '../../../../src/pages/languages/de.ts';
import { topicWords } from '../../../../src/pages/topic-words.ts';
import { ALL, EMBEDS, PAGES } from '../../../browser/pages.ts';
import { SHOWCASE } from '../../../browser/showcase.ts';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { stringsIn, textsOf, untranslated } from '../../../helpers/asserts/untranslated.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { serviceOver, storeWith } from '../../../helpers/service/service.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const OPTIONS = { publicUrl: 'https://stances.example', contact: 'desk@stances.example' };

/** Words and names that both languages have. */
const SHARED = [
  ...['Standpoint', 'OpenAPI', 'API', 'CSV', 'TSV', 'Excel', 'HTML', 'PNG', 'SVG', 'Markdown', 'JSON', 'JSON-LD'],
  ...['NDJSON', 'Parquet', 'Web', 'Annotation', 'Atom', 'Feed', 'GEXF', 'GraphML', 'BibTeX', 'Permalink', 'Deutsch'],
  ...['English', 'Position', 'n', 'https', 'stances', 'example', 'org'],
  // Asked for, and names in the second record.
  ...['bridge', 'zeppelin', 'ben', 'tolls', 'post'],
];

/** The service over what can be looked up, and over what has been corrected. */
const showcase = await serviceOver(t, await storeWith(t, [SHOWCASE]), OPTIONS);
const corrected = await serviceOver(t, await storeOfCorrections(), OPTIONS);
const CORRECTED = ['/', '/corrections', '/corrections?expert=ada&question=bridge', '/questions/bridge', '/log/3'];
const CELLS = ['/cells/ada/bridge', '/cells/ben/tolls', '/experts/ada', '/corrections?question=bridge', '/moves'];

async function storeOfCorrections() {
  const told = (): Story =>
    story()
      .expert('ada', { name: 'Ada Lind' })
      .question('bridge', { title: 'Bridge', topics: ['traffic'] });
  const says = (option: string, details: object = {}): Story =>
    told().says('ada', 'bridge', option, { id: 'p', ...details });
  const store = await storeOf(t, says('support').says('ben', 'tolls', 'oppose', { id: 'q', confidence: 0.4 }));
  await tell(store, says('mixed', { condition: 'if it pays' }), { reason: 'Er war gemeint.' });
  await tell(store, told().says('ben', 'tolls', 'oppose', { id: 'q', status: 'retracted', confidence: 0.4 }), {
    reason: 'Verhört.',
  });
  return store;
}

const get = (app: App, url: string, headers: { [name: string]: string } = {}) =>
  app.inject({ url, headers: { ...BROWSER, ...headers } });
const inGerman = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}lang=de`;

/** What anybody wrote into the record, but for what is one small word: ids, and names of kinds, which are not to be seen. */
async function writtenIn(app: App): Promise<string[]> {
  const bundle = (await get(app, '/v1/export.ndjson')).body;
  const { items } = (await app.inject('/v1/changes.json?limit=500')).json();
  const topics = [...bundle.matchAll(/"topics":(\[[^\]]*\])/g)].flatMap(([, list]) => JSON.parse(list ?? '[]'));
  const written = [
    ...bundle.split('\n').flatMap((line) => (line === '' ? [] : stringsIn(JSON.parse(line)))),
    ...items.flatMap(({ before, after, reason, by }: { [field: string]: unknown }) =>
      stringsIn([before, after, reason, by]),
    ),
  ];
  return [...written.filter((text) => !/^[a-z]+$/.test(text)), ...topics, ...topics.map(topicWords)];
}

for (const [app, paths] of [
  [showcase, ALL.map(([, path]) => path)],
  [corrected, [...CORRECTED, ...CELLS]],
] as const)
  t.test(`no word of ours is English on a German page (of ${paths.length})`, async (t) => {
    const data = await writtenIn(app);
    for (const path of paths) {
      const [english, german] = [await get(app, path), await get(app, inGerman(path))];
      t.equal(german.statusCode, english.statusCode, path);
      t.match(german.body, '<html lang="de"', path);
      t.ok(textsOf(german.body).length > 5, path);
      t.strictSame(untranslated(german.body, english.body, data, SHARED), [], path);
    }
  });

t.test('every field of a record that a correction may name has a German name', async (t) => {
  // Told of no change: they are another with each.
  const untold = ['revision', 'recordedSeq'];
  const fields = Object.values(ENTITY_SCHEMAS).flatMap(({ properties }) => Object.keys(properties));
  t.strictSame(
    [...new Set(fields)].filter((field) => !untold.includes(field) && de.corrections.field(field) === field),
    [],
  );
});

t.test(
  'an address that names a language leads on in it, by every link and form; another leaves it to the browser',
  async (t) => {
    const waysOf = (body: string) =>
      [...body.matchAll(/ href="(\/[^"]*)"/g)]
        .map(([, way = '']) => way.replaceAll('&#38;', '&').replaceAll('&#61;', '='))
        .filter((way) => !/^\/(?:v1|docs|assets|openapi\.json)\b/.test(way));
    for (const path of Object.values(PAGES)) {
      const { body } = await get(showcase, inGerman(path));
      const ways = waysOf(body);
      t.ok(ways.length > 20, path);
      // One leads to the other language.
      t.strictSame(
        ways.filter((way) => new URL(way, OPTIONS.publicUrl).searchParams.getAll('lang').join() !== 'de').length,
        1,
        path,
      );
      const forms = [...body.matchAll(/<form[^>]*action="[^"]*"[^>]*>/g)];
      const told = [...body.matchAll(/<form[^>]*action="[^"]*"[^>]*><input type="hidden" name="lang" value="de">/g)];
      t.ok(forms.length > 0);
      t.equal(told.length, forms.length, path);
      const plain = await get(showcase, path, { 'accept-language': 'de' });
      t.equal(waysOf(plain.body).filter((way) => way.includes('lang=')).length, 1, path);
    }
    const moved = await get(showcase, '/grid?move=question:close-bridge:1&lang=de');
    t.equal(moved.statusCode, 303);
    t.match(moved.headers.location, /[?&]lang=de$/);
    const { body } = await get(showcase, '/questions/close-bridge?sort=name&lang=de');
    t.match(body, 'sort&#61;saidOn&#38;lang=de#words"', 'the fragment comes last');
  },
);

t.test('a browser has the language that it prefers, and each language its own answer', async (t) => {
  const path = '/questions/close-bridge';
  const languageFor = async (accepted: string) =>
    /<html lang="(\w+)"/.exec((await get(showcase, path, { 'accept-language': accepted })).body)?.[1];
  for (const accepted of ['de', 'de-CH, en;q=0.8', 'fr, de;q=0.5', 'en;q=0.2, de;q=0.3', 'DE'])
    t.equal(await languageFor(accepted), 'de', accepted);
  for (const accepted of ['en-US,en;q=0.9,de;q=0.8', 'fr', '*', '', 'de;q=0', 'nonsense;;q=,'])
    t.equal(await languageFor(accepted), 'en', accepted);
  const german = await get(showcase, path, { 'accept-language': 'de' });
  const english = await get(showcase, path);
  t.match(german.headers.vary, /\bAccept-Language\b/);
  t.match(english.headers.vary, /\bAccept-Language\b/);
  t.not(german.headers.etag, english.headers.etag);
  const again = { 'if-none-match': String(english.headers.etag) };
  t.equal((await get(showcase, path, again)).statusCode, 304);
  t.equal((await get(showcase, path, { ...again, 'accept-language': 'de' })).statusCode, 200);
  t.equal(
    (await get(showcase, `${path}?lang=en`, { 'accept-language': 'de' })).body.match(/<html lang="(\w+)"/)?.[1],
    'en',
  );
  t.notMatch((await get(showcase, `${path}?lang=en`)).headers.vary, 'Accept-Language');
});

t.test('search engines are told of each language by one address', async (t) => {
  const heads = async (path: string) =>
    [
      ...(await get(showcase, path)).body.matchAll(
        /<link rel="(canonical|alternate)"(?: hreflang="(\w+)")? href="([^"]*)">/g,
      ),
    ].map(
      ([, , language, address = '']) =>
        `${language ?? 'this'} ${address.replaceAll('&#61;', '=').replaceAll('&#38;', '&')}`,
    );
  const both = [
    'en https://stances.example/questions/close-bridge?asOf=2024',
    'de https://stances.example/questions/close-bridge?asOf=2024&lang=de',
  ];
  t.strictSame(await heads('/questions/close-bridge?asOf=2024'), [
    'this https://stances.example/questions/close-bridge?asOf=2024',
    ...both,
  ]);
  t.strictSame(await heads('/questions/close-bridge?lang=de&asOf=2024'), [
    'this https://stances.example/questions/close-bridge?asOf=2024&lang=de',
    ...both,
  ]);
});

t.test('a language that there is not is refused by name, in one that there is', async (t) => {
  for (const path of ['/?lang=fr', '/embed/grid?lang=fr', '/corrections?lang=de-DE']) {
    const { statusCode, body } = await get(showcase, path, { 'accept-language': 'de' });
    t.equal(statusCode, 400, path);
    t.match(body, path.startsWith('/embed') ? 'lang' : 'Die Anfrage verletzt eine Regel', path);
  }
  const { detail } = isRefusedFor(t, await showcase.inject('/questions?lang=fr'), ['lang']);
  t.match(detail, /"en" or "de", not "fr"/);
});

t.test('an embed has the language of the story: that of its address, and English without', async (t) => {
  for (const path of Object.values(EMBEDS)) {
    const english = await get(showcase, path, { 'accept-language': 'de' });
    t.match(english.body, '<html lang="en"', path);
    t.notMatch(english.headers.vary, 'Accept-Language', path);
    t.match((await get(showcase, inGerman(path))).body, '<html lang="de"', path);
  }
  const code = (body: string) => body.match(/<textarea id="embed-code"[^>]*>([^<]*)/)?.[1] ?? '';
  t.match(code((await get(showcase, '/questions/close-bridge?lang=de')).body), '?lang&#61;de&#38;');
  t.notMatch(code((await get(showcase, '/questions/close-bridge')).body), 'lang&#61;');
  const url = encodeURIComponent('https://stances.example/grid?lang=de');
  t.match((await showcase.inject(`/oembed?url=${url}`)).json(), { title: 'Wer wo steht', html: /\?lang=de"/ });
});

t.test('the script has a word in each language for each that it has in one', async (t) => {
  const script = readFileSync(new URL('../../../../src/pages/assets/site.js', import.meta.url), 'utf8');
  const [, en = '', de = ''] =
    /const WORDS = \{\n {4}en: \{\n([\s\S]*?)\n {4}\},\n {4}de: \{\n([\s\S]*?)\n {4}\},\n {2}\};/.exec(script) ?? [];
  const namesIn = (words: string) => [...words.matchAll(/^ {6}(\w+):/gm)].map(([, name]) => name);
  t.ok(namesIn(en).length > 15);
  t.strictSame(namesIn(de), namesIn(en));
});

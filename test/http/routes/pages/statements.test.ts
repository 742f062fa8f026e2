import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { serviceOver, storeWith } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

type Service = Awaited<ReturnType<typeof serviceOver>>;

const pageOf = async (app: Service, url: string) => {
  const { statusCode, body } = await app.inject({ url, headers: { accept: 'text/html' } });
  const text = body
    .slice(body.indexOf('<main'), body.indexOf('</main>'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return { statusCode, body, text };
};

const told = () =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .expert('ben', { name: 'Ben Okafor' })
    .question('bridge', { title: 'Bridge' })
    .question('ferry', { title: 'Ferry', status: 'draft' })
    .source('post', { title: 'The Strait', publisher: 'Harbour Post', url: 'https://post.example/1', language: 'en' })
    .source('gazette', { title: 'Again', publisher: 'Gazette', publishedOn: '2024-03-09' })
    .statement('letter', 'ada', {
      experts: ['ada', 'ben'],
      sources: ['post', 'gazette'],
      saidOn: '2024-03-05',
      attribution: 'direct',
      quotes: ['Brücken bauen'],
      language: 'de',
      translations: [{ language: 'en', text: 'Build bridges', by: 'The desk' }],
      capacity: 'for the Port',
    })
    .position('ada-bridge', { expert: 'ada', question: 'bridge', option: 'support', statements: ['letter'] })
    .position('ada-ferry', {
      expert: 'ada',
      question: 'ferry',
      option: 'oppose',
      statements: ['letter'],
      status: 'draft',
    })
    .statement('old', 'ben', { source: 'post', saidOn: '2023-01-02', attribution: 'direct', quotes: ['Never'] })
    .statement('draft', 'ben', {
      source: 'post',
      saidOn: '2024-03-06',
      attribution: 'direct',
      quotes: ['Secret'],
      status: 'draft',
    });

t.test(
  'a statement has its words, who said them and for whom, where they stand and what was coded from them',
  async (t) => {
    const app = await serviceOver(t, await storeOf(t, told()), { publicUrl: 'https://stances.example' });
    const { text, body } = await pageOf(app, '/statements/letter');
    t.match(body, /<h1><a href="\/experts\/ada"><bdi>Ada Lind<\/bdi><\/a>, <a href="\/experts\/ben"><bdi>Ben Okafor/);
    t.match(body, /<p dir="auto" lang="de">.*Brücken bauen/);
    t.match(text, /Build bridges/);
    t.match(text, /Said 5 March 2024.*for the Port/);
    t.match(body, /href="https:\/\/post\.example\/1#:~:text&#61;Br%C3%BCcken%20bauen"/, 'the place of the words');
    t.match(body, 'href="/sources/gazette"', 'every source is named');
    t.match(text, /What was coded from it Supports Bridge : Ada Lind/);
    t.notMatch(text, 'Ferry', 'no draft');
    t.match(body, /href="\/log\/\d+">Prove it/);
    t.match(text, /“ ?Ada Lind, Ben Okafor: statement of 5 March 2024 ?”/);
    t.match(body, /https:\/\/stances\.example\/statements\/letter\?knownAt&#61;2024-07-01T09:/);
    for (const format of ['json', 'jsonld', 'anno', 'csv']) {
      t.match(body, `href="/v1/statements/letter.${format}"`);
      t.equal((await app.inject(`/v1/statements/letter.${format}`)).statusCode, 200, format);
    }
  },
);

t.test('a draft is not there, and the page as it was known stays', async (t) => {
  const store = await storeWith(t, [told().bundle()]);
  const app = await serviceOver(t, store);
  t.equal((await pageOf(app, '/statements/draft')).statusCode, 404);
  t.equal((await pageOf(app, '/statements/leter')).statusCode, 404);
  const [, before = ''] =
    /href="\/statements\/letter\?knownAt&#61;([^"]+)">/.exec((await pageOf(app, '/statements/letter')).body) ?? [];
  t.equal((await pageOf(app, `/statements/letter?knownAt=${before}`)).statusCode, 200);
  t.equal((await pageOf(app, '/statements/letter?knownAt=2024-01-01T00:00:00Z')).statusCode, 404);
  const headers = await keyWith(store, 'publish');
  const { headers: was } = await app.inject('/v1/statements/letter');
  const changed = await app.inject({
    method: 'PATCH',
    url: '/v1/statements/letter',
    headers: { ...headers, 'if-match': String(was.etag) },
    payload: { quotes: ['Brücken baut man'], reason: 'Misheard.' },
  });
  t.equal(changed.statusCode, 200, changed.body);
  const { text, body } = await pageOf(app, '/statements/letter');
  t.match(text, /Corrections Corrected \d+ \w+ 20\d\d : Misheard\. What was said before/);
  t.match(body, 'href="/corrections?expert&#61;ada"');
  const frozen = await pageOf(app, `/statements/letter?knownAt=${before}`);
  t.match(frozen.text, 'Brücken bauen');
  t.notMatch(frozen.text, 'Misheard');
});

t.test('all that was said stands in a list, the latest first, and the words behind a stance lead to it', async (t) => {
  const many = told();
  for (let n = 10; n < 41; n += 1)
    many.statement(`s${n}`, 'ben', {
      source: 'post',
      saidOn: `2022-01-${String(n - 9).padStart(2, '0')}`,
      attribution: 'direct',
      quotes: [`No. ${n}`],
    });
  const app = await serviceOver(t, await storeOf(t, many));
  const { text, body } = await pageOf(app, '/statements');
  t.match(
    text,
    /Ada Lind , Ben Okafor .*Brücken bauen.* This statement Supports Bridge : Ada Lind .* Never .*No\. 40.*No\. 39/,
  );
  t.notMatch(text, 'Secret');
  t.equal(body.match(/<article/g)?.length, 30);
  t.match(body, 'href="/statements/letter">This statement');
  const next = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&#61;', '=').replaceAll('&#38;', '&') ?? '';
  const second = await pageOf(app, next);
  t.equal(second.body.match(/<article/g)?.length, 3);
  t.match(second.text, 'No. 10');
  for (const url of ['/cells/ada/bridge', '/sources/post', '/experts/ada'])
    t.match((await pageOf(app, url)).body, 'href="/statements/letter">This statement', url);
  t.match((await app.inject('/sitemap.xml')).body, '/statements/letter</loc>');
  t.match(
    (await pageOf(await serviceOver(t, await storeOf(t, story())), '/statements')).text,
    'No statement has been recorded yet.',
  );
});

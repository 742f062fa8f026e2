import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';

const BROWSER = { accept: 'text/html' };
const SEEDED = '/sources/epoch-times-north-korean-troops';

const pageOf = async (app: Awaited<ReturnType<typeof seededService>>, url: string) => {
  const { statusCode, body } = await app.inject({ url, headers: BROWSER });
  const text = body
    .slice(body.indexOf('<main'), body.indexOf('</main>'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return { statusCode, body, text };
};

t.test('topics come with how many questions they have, the most first, and lead to these', async (t) => {
  const told = story()
    .question('tolls', { topics: ['money'] })
    .question('bridge', { topics: ['traffic', 'money'] })
    .question('quiet');
  const { text, body } = await pageOf(await serviceOver(t, await storeWith(t, [told.bundle()])), '/topics');
  t.match(text, 'All 3 questions by what they are about');
  t.match(text, 'Money 2 questions Traffic 1 question');
  t.match(body, 'href="/questions?topic&#61;money"');
});

t.test('a source tells who said what in it and what that was coded as', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-03-05', quote: 'Build it' })
    .says('ben', 'bridge', 'oppose', { on: '2024-03-06', quote: 'Never', status: 'draft' });
  const app = await serviceOver(t, await storeWith(t, [told.bundle()]));
  const [source] = (await app.inject('/v1/sources')).json().items;
  const list = await pageOf(app, '/sources');
  t.match(list.body, `href="/sources/${source.id}"`);
  const { text, body } = await pageOf(app, `/sources/${source.id}`);
  t.match(text, /ada “ Build it ” Said 5 March 2024 \. Supports bridge : ada/);
  t.match(body, 'href="/cells/ada/bridge"');
  t.notMatch(text, 'Never', 'a draft is not shown');
});

t.test('the publisher beside a quote leads to its source, and an unknown one is not found', async (t) => {
  const app = await seededService(t);
  t.match((await pageOf(app, '/questions/red-line')).body, `<a href="${SEEDED}">`);
  const knownAt = '2024-07-01T09:30:00Z';
  const frozen = await pageOf(app, `/cells/davis/red-line?knownAt=${knownAt}`);
  t.match(frozen.body, `<a href="${SEEDED}?knownAt&#61;`, 'of then, where the page is of then');
  const { statusCode, text } = await pageOf(app, '/sources/epoch-times');
  t.equal(statusCode, 404);
  t.match(text, 'epoch-times-north-korean-troops');
});

t.test('a source with more than a page of statements leads on', async (t) => {
  let told = story();
  for (let at = 0; at < 60; at += 1) told = told.says(`e${at}`, 'bridge', 'support', { on: '2024-03-05' });
  const app = await serviceOver(t, await storeWith(t, [told.bundle()]));
  const [source] = (await app.inject('/v1/sources')).json().items;
  const { body } = await pageOf(app, `/sources/${source.id}`);
  const next = /<a rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&#61;', '=').replaceAll('&#38;', '&') ?? '';
  const second = await pageOf(app, next);
  const said = (page: { body: string }) => page.body.split('class="quoted"').length - 1;
  t.strictSame([said({ body }), said(second)], [50, 10]);
});

t.test('an empty record has these pages, too', async (t) => {
  const app = await serviceOver(t, await storeWith(t, []));
  for (const url of ['/topics', '/sources']) t.equal((await pageOf(app, url)).statusCode, 200, url);
});

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
  t.match(text, /ada “ Build it ” Said 5 March 2024 \. This statement Supports bridge : ada/);
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

t.test('the page of the data leads to files that are there, and names the licence', async (t) => {
  const licensed = await seededService(t, { license: 'CC-BY-4.0' });
  const { body, text } = await pageOf(licensed, '/data');
  t.match(text, 'It may be used under CC-BY-4.0 .');
  t.match(body, 'href="https://spdx.org/licenses/CC-BY-4.0.html"');
  const files = [...body.matchAll(/href="(\/v1\/[a-z]+\.[a-z]+)"/g)].map(([, path = '']) => path);
  t.ok(files.length > 50, `${files.length} files`);
  for (const path of files) t.equal((await licensed.inject(path)).statusCode, 200, path);
  t.match((await pageOf(await seededService(t), '/data')).text, 'Under which licence is not said here');
});

t.test('where a contact is named, every page leads there with what it is about', async (t) => {
  const footOf = async (contact: string | null, url: string) =>
    /<ul class="report"><li><a href="([^"]+)">/
      .exec((await pageOf(await seededService(t, { contact, publicUrl: 'https://stances.example' }), url)).body)?.[1]
      ?.replaceAll('&#61;', '=')
      .replaceAll('&#38;', '&');
  t.equal(await footOf(null, '/topics'), undefined);
  t.equal(await footOf('https://paper.example/contact', '/topics'), 'https://paper.example/contact');
  for (const url of ['/topics', '/questions/red-line', '/cells/davis/red-line'])
    t.match(await footOf('desk@paper.example', url), `mailto:desk@paper.example?subject=Error%3A%20`, url);
  t.match(await footOf('desk@paper.example', '/topics'), '&body=https%3A%2F%2Fstances.example%2Ftopics');
});

t.test('an empty record has these pages, too', async (t) => {
  const app = await serviceOver(t, await storeWith(t, []));
  for (const url of ['/topics', '/sources']) t.equal((await pageOf(app, url)).statusCode, 200, url);
});

import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';
import { tell } from '../../../helpers/store/tell.ts';

const BROWSER = { accept: 'text/html' };

/** Text without elements, with one blank between words. */
const textOf = (body: string): string =>
  body
    .slice(body.indexOf('<main'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#61;', '=')
    .replaceAll(/\s+/g, ' ');

const pageOf = async (app: Awaited<ReturnType<typeof seededService>>, url: string) => {
  const { statusCode, body } = await app.inject({ url, headers: BROWSER });
  return { statusCode, body, text: textOf(body) };
};

const QUESTIONS = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'];

/** Everybody answers as many of the questions as they have letters, in their order. */
const town = (answers: { readonly [expert: string]: string }) =>
  Object.entries(answers).reduce((told, [expert, letters]) => {
    [...letters].forEach((letter, at) => {
      if (letter !== '-')
        told.says(expert, QUESTIONS[at] ?? '', letter === 's' ? 'support' : 'oppose', { on: '2024-03-01' });
    });
    return told;
  }, story());

t.test('a few are set against each other, each number with its n; whoever shares nothing has none', async (t) => {
  const app = await serviceOver(t, await storeWith(t, [town({ ada: 'sso', ben: 'soo', cem: '----s' }).bundle()]));
  const { text, body } = await pageOf(app, '/agreement');
  t.match(text, 'ada · 67% n = 3 — no question that both took a place on ben 67% n = 3 ·');
  t.match(body, 'class="s3 few"', 'of three questions it says little');
});

t.test('of many the nearest and the farthest pairs are told, of those who share enough', async (t) => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`extra-${at}`, 's']));
  const told = town({ ada: 'ssssss', ben: 'ssssso', cem: 'oooooo', ...many });
  const { text } = await pageOf(await serviceOver(t, await storeWith(t, [told.bundle()])), '/agreement');
  t.match(
    text,
    'Nearest Each pair leads to the two side by side. Pair Agreement Questions (n) Same answer Opposite sides ada and ben 83% 6 5 1 ben and cem 17%',
  );
  t.match(
    text,
    'Farthest Each pair leads to the two side by side. Pair Agreement Questions (n) Same answer Opposite sides ada and cem 0% 6 0 6',
  );
  t.notMatch(text, 'extra', 'one shared question is not enough beside six');
});

t.test('where no two share enough, it says so', async (t) => {
  const many = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`e${at}`, 's']));
  const { text } = await pageOf(await serviceOver(t, await storeWith(t, [town(many).bundle()])), '/agreement');
  t.match(text, 'No two share 5 questions yet, so these rest on little.');
});

t.test('of one expert every other, the nearest first; an unknown one is refused', async (t) => {
  const app = await seededService(t);
  const { text, body } = await pageOf(app, '/agreement?of=turner');
  t.match(text, /Who agrees with Mike Turner .* The nearest first .*Pair Agreement/);
  t.match(body, 'href="/compare?expert&#61;turner&#38;expert&#61;davis"');
  t.equal((await pageOf(app, '/agreement?of=turnr')).statusCode, 400);
});

t.test('who moved is told with what was held before and after, in their words and in ours', async (t) => {
  const told = town({ ben: 's' })
    .says('ada', 'q1', 'support', { on: '2024-01-01', quote: 'Build it', summary: 'Wants it.' })
    .says('ada', 'q1', 'oppose', { on: '2024-05-01', quote: 'Never', summary: 'Does not want it.' });
  const app = await serviceOver(t, await storeWith(t, [told.bundle()]));
  const { text } = await pageOf(app, '/moves');
  t.match(text, '1 of 2 changed their mind.');
  t.match(
    text,
    'ada q1 Changed sides There should be a q1. From Supports 1 January 2024 “ Build it ” In short: Wants it. To Opposes 1 May 2024 “ Never ” In short: Does not want it.',
  );
  t.equal((await pageOf(app, '/moves?topic=nowhere')).statusCode, 400);
});

t.test('who moved, and who stands where at home, is told with the day of a correction of it', async (t) => {
  const moving = (summary: string) =>
    town({ ben: 's', cem: 's' })
      .says('ada', 'q1', 'support', { id: 'first', on: '2024-01-01' })
      .says('ada', 'q1', 'oppose', { on: '2024-05-01', summary });
  const store = await storeWith(t, [moving('Is against it.').bundle()]);
  const app = await serviceOver(t, store);
  for (const url of ['/', '/moves']) t.notMatch((await pageOf(app, url)).text, /Corrected:? ?(?:ada )?\d/, url);
  await tell(store, moving('Is not for it.'), { reason: 'Misread.' });
  t.match((await pageOf(app, '/moves')).text, /ada q1 Changed sides Corrected \d+ \w+ \d{4} There should be a q1\./);
  const { text, body } = await pageOf(app, '/');
  t.match(text, /1 against, 2 for; .* Corrected: ada \d+ \w+ \d{4} \. What was said before/);
  t.match(body, 'href="/corrections?question&#61;q1">What was said before');
});

t.test('wherever a stance is shown, it says on which day it was corrected', async (t) => {
  const told = (summary: string) =>
    town({ ben: 's' })
      .says('ada', 'q1', 'support', { id: 'first', on: '2024-01-01', quote: 'Let us build it.' })
      .says('ada', 'q1', 'oppose', { id: 'second', on: '2024-05-01', summary, quote: 'Not like this.' });
  const store = await storeWith(t, [told('Is against it.').bundle()]);
  const app = await serviceOver(t, store);
  const PAGES = ['/sources/post', '/statements', '/statements/said-second', '/search?q=against', '/search?q=it'];
  const FILES = ['/v1/experts/ada/moves.csv', '/v1/experts/ada/moves.md', '/v1/questions/q1/matrix.anno'];
  const shown = async () => [
    ...(await Promise.all(PAGES.map(async (url) => [url, (await pageOf(app, url)).text]))),
    ...(await Promise.all(FILES.map(async (url) => [url, (await app.inject(url)).body]))),
  ];
  const isSaid = (text = '') =>
    /Corrected \d+ \w+ 20|corrected 20|,20\d\d-\d\d-\d\d,*\r\n$|\| 20\d\d-\d\d-\d\d \|/.test(text);
  for (const [url = '', text] of await shown()) t.notOk(isSaid(text), url);
  await tell(store, told('Is against it as it is.'), { reason: 'Misread.' });
  for (const [url, text] of await shown()) t.ok(isSaid(text), `${url}: ${text}`);
  const { moves } = (await app.inject('/v1/experts/ada/moves')).json();
  t.match(moves, [{ correctedOn: /^\d{4}-\d\d-\d\d$/ }]);
  t.match((await app.inject('/v1/questions/q1/matrix.anno')).body, '/v1/corrections?expert=ada&question=q1');
  // What became public last is told with it, too.
  t.match((await pageOf(app, '/')).text, /New on record .*ada on q1 Corrected \d+ \w+ 20/);
});

t.test(
  'the network is drawn, and the same stands in a table; a topic, an organization and a day narrow it',
  async (t) => {
    const told = town({ ada: 'so', ben: 'so', cem: 'os' }).expert('ada', {
      name: 'ada',
      affiliations: [{ organization: 'The Guild' }],
    });
    const app = await serviceOver(t, await storeWith(t, [told.bundle()]));
    const { text, body } = await pageOf(app, '/network');
    t.match(text, '3 people took sides on 2 questions; 3 pairs of them on the same one.');
    t.match(
      text,
      /Pair Same side Opposite sides Questions \(n\) ada and ben 2 0 2 ada and cem 0 2 2 ben and cem 0 2 2/,
    );
    t.equal(body.match(/<path class="(?:with|against)"/g)?.length, 3, 'each row is a line of the drawing');
    t.match(body, /href="\/v1\/network\.gexf"/);
    const narrowed = await pageOf(app, '/network?affiliation=The+Guild&asOf=2030');
    t.match(narrowed.text, 'No two people took a side on the same question, as of 2030.');
    t.match(narrowed.body, /<option value="The Guild" dir="auto" selected>/);
    for (const wrong of ['topic=nowhere', 'affiliation=nobody', 'asOf=soon'])
      t.equal((await pageOf(app, `/network?${wrong}`)).statusCode, 400, wrong);
  },
);

t.test('the method tells the scales in use', async (t) => {
  const { text } = await pageOf(await seededService(t), '/method');
  t.match(text, 'Opposes −1');
  t.match(text, 'Supports 1');
  t.match(text, 'took no side');
});

t.test('the quiz brings the places of the experts along, the mean of those who contradict themselves', async (t) => {
  const told = town({ ada: 'so', ben: 'o-' })
    .says('cem', 'q1', 'support', { on: '2024-03-01' })
    .says('cem', 'q1', 'lean-oppose', { on: '2024-03-01' })
    .says('dan', 'q1', 'noncommittal', { on: '2024-03-01' });
  const app = await serviceOver(t, await storeWith(t, [told.bundle()]));
  const { body, text } = await pageOf(app, '/quiz');
  t.match(text, 'Answer this question, and see who stands near you.', 'q2 has nobody for it');
  t.match((await pageOf(app, '/')).text, 'Where do you stand? Answer yourself', 'the home page leads there');
  t.match(body, /<fieldset data-range="2"><legend>.*q1/);
  const placesIn = (page: string) =>
    [...page.matchAll(/data-places="([^"]+)"><a href="([^"]+)"/g)].map(([, places, path]) => `${path} ${places}`);
  t.strictSame(placesIn(body), ['/experts/ada 1', '/experts/ben -1', '/experts/cem 0.25'], 'dan took no place');
  const both = await pageOf(app, '/quiz?question=q2&question=q1');
  t.strictSame(
    placesIn(both.body),
    ['/experts/ada -1 1', '/experts/ben - -1', '/experts/cem - 0.25'],
    'in the order named',
  );
  t.equal((await pageOf(app, '/quiz?question=q9')).statusCode, 400);
});

t.test('an empty record has these pages, too', async (t) => {
  const app = await serviceOver(t, await storeWith(t, []));
  for (const url of ['/agreement', '/network', '/moves', '/quiz', '/method'])
    t.equal((await pageOf(app, url)).statusCode, 200, url);
});

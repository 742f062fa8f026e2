import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver, storeWith } from '../../../helpers/service/service.ts';

const BROWSER = { accept: 'text/html' };

const told = story()
  .source('post', { url: 'https://post.example/story' })
  .expert('ada', { name: 'Ada Lind' })
  .expert('ben', { name: 'Ben Ito' })
  .expert('cem', { name: 'Cem Arat' })
  .expert('dee', { name: 'Dee Roy' })
  .expert('eve', { name: 'Eve Sand' })
  .says('ada', 'bridge', 'support', { on: '2024-03-01', quote: 'Close it, now' })
  .says('ben', 'bridge', 'oppose', { on: '2024-05-01' })
  .says('cem', 'bridge', 'noncommittal', { on: '2024-01-01' })
  .says('dee', 'bridge', 'support', { on: '2024-02-01' })
  .says('dee', 'bridge', 'oppose', { on: '2024-02-01' })
  .says('eve', 'bridge', 'lean-support', { on: '2024-04-01' });

const app = await serviceOver(t, await storeWith(t, [told.bundle()]));
/** Attributes as they are read; the pages write these signs as numbers. */
const plain = (body: string): string => body.replaceAll('&#61;', '=').replaceAll('&#38;', '&');

const page = async (query = '') => {
  const answer = await app.inject({ url: `/questions/bridge${query}`, headers: BROWSER });
  const { statusCode } = answer;
  const body = plain(answer.body);
  return { statusCode, body, rows: [...body.matchAll(/<tr id="cell-(\w+)"/g)].map(([, id]) => id) };
};

t.test('the rows follow the scale; who contradicts themself and who took no side come last', async (t) => {
  const { rows, body } = await page();
  t.strictSame(rows, ['ben', 'eve', 'ada', 'dee', 'cem']);
  t.match(
    body,
    /<th scope="col" aria-sort="ascending"><a class="sort" href="\/questions\/bridge\?sort=-stance#words">/,
  );
});

t.test('they are sorted by what the address asks for, and turned round', async (t) => {
  t.strictSame((await page('?sort=-stance')).rows, ['ada', 'eve', 'ben', 'dee', 'cem']);
  t.strictSame((await page('?sort=name')).rows, ['ada', 'ben', 'cem', 'dee', 'eve']);
  t.strictSame((await page('?sort=-name')).rows, ['eve', 'dee', 'cem', 'ben', 'ada']);
  t.strictSame((await page('?sort=saidOn')).rows, ['cem', 'dee', 'ada', 'eve', 'ben']);
  t.strictSame((await page('?sort=-saidOn')).rows, ['ben', 'eve', 'ada', 'dee', 'cem']);
  t.equal((await page('?sort=colour')).statusCode, 400);
});

t.test('the way to another order keeps the day and the rule', async (t) => {
  const { body } = await page('?asOf=2024-04&rule=all&sort=name');
  t.match(body, 'href="/questions/bridge?asOf=2024-04&rule=all&sort=-name#words"');
});

t.test('words come before numbers, and a mean only of five values or more', async (t) => {
  const { body } = await page();
  t.match(body, '5 of 5 experts are on record: 1 against, 2 for, 1 took no side, 1 on both sides.');
  t.notMatch(body, 'Mean');
  const many = ['fay', 'gus', 'hal'].reduce((all, id) => all.says(id, 'bridge', 'support', { on: '2024-06-01' }), told);
  const fuller = await serviceOver(t, await storeWith(t, [many.bundle()]));
  const { body: full } = await fuller.inject({ url: '/questions/bridge', headers: BROWSER });
  t.match(
    plain(full),
    '1 against, 5 for, 1 took no side, 1 on both sides. Mean +0.50 on a scale from −1 to +1 (n = 7).',
  );
});

t.test('the source of a quote is linked where the quote stands in it', async (t) => {
  t.match((await page()).body, 'https://post.example/story#:~:text=Close%20it%2C%20now');
});

t.test('where organizations have several voices, the page says how the question divides each of them', async (t) => {
  t.notMatch((await page()).body, 'By organization', 'nobody belongs to one');
  const of = (organization: string) => ({ affiliations: [{ organization }] });
  const divided = story()
    .expert('ada', of('Union of Dockers'))
    .expert('ben', of('Union of Dockers'))
    .expert('cem', of('Port Authority'))
    .expert('dee', of('Port Authority'))
    .says('ada', 'bridge', 'support')
    .says('ben', 'bridge', 'oppose')
    .says('cem', 'bridge', 'support');
  const other = await serviceOver(t, await storeWith(t, [divided.bundle()]));
  const read = async (url: string) => plain((await other.inject({ url, headers: BROWSER })).body);
  const body = await read('/questions/bridge?rule=all');
  const told = body.slice(body.indexOf('By organization'), body.indexOf('In their words')).replaceAll(/<[^>]+>/g, '');
  t.match(told, /Union of Dockers\s+2 of 2 on record\s+1 against, 1 for\s+Port Authority\s+1 of 2 on record\s+1 for/);
  t.match(body, 'href="/v1/questions/bridge/consensus.png?groupBy=affiliation&rule=all"');
  t.notMatch(await read('/embed/questions/bridge'), 'By organization');
});

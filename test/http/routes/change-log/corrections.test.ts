import { parse } from 'csv-parse/sync';
import t from 'tap';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const told = (): Story =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .question('bridge', { title: 'Bridge', topics: ['traffic'] });
const says = (option: string, details: object = {}): Story =>
  told().says('ada', 'bridge', option, { id: 'p', ...details });

const store = await storeOf(t, says('support').says('ben', 'tolls', 'oppose', { id: 'q' }));
await tell(store, says('mixed', { condition: 'if it pays' }), { reason: 'She attached a condition.' });
await tell(store, says('mixed', { condition: 'if it pays', status: 'retracted' }), {
  reason: 'Misheard: <b>another</b> spoke.',
});
const app = await serviceOver(t, store);

t.test('corrections tell what was said, what is, and why, newest first', async (t) => {
  const { items, next } = (await app.inject('/v1/corrections')).json();
  t.equal(next, null);
  t.match(items, [
    {
      action: 'retract',
      position: 'p',
      reason: 'Misheard: <b>another</b> spoke.',
      before: { label: 'Sees both sides' },
      after: null,
    },
    {
      action: 'update',
      expert: { id: 'ada', name: 'Ada Lind' },
      question: { id: 'bridge', title: 'Bridge' },
      before: { option: 'support', label: 'Supports', condition: null },
      after: { option: 'mixed', label: 'Sees both sides', condition: 'if it pays' },
    },
  ]);
});

t.test('corrections are narrowed and come in pages', async (t) => {
  const ask = async (query: string) => (await app.inject(`/v1/corrections?${query}`)).json();
  t.equal((await ask('expert=ada&topic=traffic')).items.length, 2);
  t.equal((await ask('question=tolls')).items.length, 0);
  const first = await ask('limit=1');
  const second = await ask(`limit=1&cursor=${first.next}`);
  t.strictSame([first.items[0].action, second.items[0].action, second.next], ['retract', 'update', null]);
  isRefusedFor(t, await app.inject('/v1/corrections?cursor=x'), ['cursor']);
  isRefusedFor(t, await app.inject('/v1/corrections?expert=adda&topic=trafic'), ['expert', 'topic']);
});

t.test('as a table a correction has a row for each field that differs', async (t) => {
  const rows: { [column: string]: string }[] = parse((await app.inject('/v1/corrections.csv')).body, { columns: true });
  t.strictSame(
    rows.map(({ action, field, before, after }) => [action, field, before, after]),
    [
      ['retract', 'status', 'published', 'retracted'],
      ['update', 'option', 'support', 'mixed'],
      ['update', 'summary', 'ada holds support on bridge.', 'ada holds mixed on bridge.'],
      ['update', 'condition', '', 'if it pays'],
    ],
  );
  t.equal(rows[1]?.reason, 'She attached a condition.');
  const markdown = (await app.inject('/v1/corrections.md')).body;
  t.match(markdown, '| Ada Lind | Bridge | option: Supports → Sees both sides<br>summary: ');
  t.match(markdown, 'Retracted: Sees both sides. ada holds mixed on bridge.');
});

t.test('the page shows what was taken out and what was put in, and why, as text', async (t) => {
  const { body, headers } = await app.inject('/corrections');
  t.match(headers['content-type'], 'text/html');
  t.match(body, '<del><bdi>Supports</bdi></del>');
  t.match(body, '<ins><bdi>Sees both sides</bdi></ins>');
  t.match(body, /It said<\/span> <em>nothing<\/em>[\s\S]*<ins><bdi>if it pays<\/bdi><\/ins>/);
  t.match(body, 'Misheard: &#60;b&#62;another&#60;/b&#62; spoke.');
  t.match(body, 'href="/cells/ada/bridge"');
  t.match(body, '<time datetime="2024-07-01T09:00:00.000Z">1 July 2024</time>');
});

t.test('the page goes on where it ended, and every page leads to it', async (t) => {
  const many = await storeOf(t, says('support'));
  for (let index = 0; index < 60; index += 1) await tell(many, says('support', { note: `Note ${index}.` }));
  const service = await serviceOver(t, many);
  const first = (await service.inject('/corrections')).body;
  t.equal(first.match(/<article/g)?.length, 50);
  const [, next = ''] = /rel="next" href="([^"]+)"/.exec(first) ?? [];
  const second = (await service.inject(next.replaceAll('&#61;', '='))).body;
  t.equal(second.match(/<article/g)?.length, 10);
  t.match(second, 'The newest corrections');
  t.notMatch(second, 'rel="next"');
  t.match((await service.inject('/questions')).body, '<a href="/corrections">Corrections</a>');
});

t.test('where nothing was corrected, that is said', async (t) => {
  const service = await serviceOver(t, await storeOf(t, says('support')));
  t.match((await service.inject('/corrections')).body, 'Nothing that was published has been changed or taken back.');
  t.strictSame((await service.inject('/v1/corrections')).json(), { items: [], next: null });
  t.match(
    (await service.inject('/v1/corrections.md')).body,
    'Nothing that was published has been changed or taken back.',
  );
});

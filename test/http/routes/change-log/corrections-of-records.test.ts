/** Corrections of what positions rest on: whoever reads a position learns that its name, question, scale or words changed. */
import { parse } from 'csv-parse/sync';
import t from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const told = () =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .question('bridge', { title: 'Bridge', topics: ['traffic'] })
    .says('ada', 'bridge', 'support', { id: 'p' })
    .says('ben', 'bridge', 'oppose', { id: 'q' })
    .says('ben', 'tolls', 'oppose', { id: 'r', source: 'mail' });

type Item = { entity: string; id: string; touches: object[]; touched: number };

t.test('a key that may only write turns nothing public round: each way is proposed or refused', async (t) => {
  const { send, patch, store } = await newsroomOver(t, await storeOf(t, told()));
  const revision = await store.revision();
  const read = async () => (await send(null, 'GET', '/v1/matrix')).body;
  const before = await read();
  const { options } = (await send(null, 'GET', '/v1/scales/support')).json();
  const [oppose, support] = [options[0], options[4]];
  const swapped = options.map((option: { id: string; label: string }) => ({
    ...option,
    label: option.id === 'oppose' ? support.label : option.id === 'support' ? oppose.label : option.label,
  }));
  for (const [url, body] of [
    ['/v1/scales/support', { options: swapped }],
    ['/v1/questions/bridge', { proposition: 'There should be no bridge.' }],
    ['/v1/experts/ada', { name: 'Ben' }],
    ['/v1/experts/ada', { id: 'lind' }],
    ['/v1/sources/post', { publisher: 'The Other Post' }],
    ['/v1/statements/said-p', { paraphrase: 'Otherwise.' }],
  ] as const)
    t.equal((await patch('write', url, { ...body, reason: 'So.' })).statusCode, 202, url);
  const bundle = { bundleVersion: 1, reason: 'So.', experts: [{ id: 'ada', name: 'Ben' }] };
  isProblem(t, await send('write', 'POST', '/v1/import', { body: bundle }), 'forbidden');
  t.equal(await store.revision(), revision);
  t.equal(await read(), before);
});

t.test('whoever may publish needs a reason for it, by every way', async (t) => {
  const { send, patch, store } = await newsroomOver(t, await storeOf(t, told()));
  const revision = await store.revision();
  isProblem(t, await patch('publish', '/v1/experts/ada', { name: 'Ben' }), 'invalid-request');
  isProblem(t, await patch('publish', '/v1/experts/ada', { id: 'lind' }), 'invalid-request');
  const bundle = { bundleVersion: 1, experts: [{ id: 'ada', name: 'Ben' }] };
  isProblem(t, await send('publish', 'POST', '/v1/import', { body: bundle }), 'invalid-request');
  t.equal(await store.revision(), revision);
});

t.test('additions need neither, and are no corrections', async (t) => {
  const { send, patch } = await newsroomOver(t, await storeOf(t, told()));
  t.equal((await patch('write', '/v1/experts/ada', { aliases: ['A. Lind'] })).statusCode, 200);
  t.equal((await patch('write', '/v1/questions/bridge', { topics: ['traffic', 'water'] })).statusCode, 200);
  t.strictSame((await send(null, 'GET', '/v1/corrections')).json().items, []);
});

t.test('an option of a public scale keeps its value, whoever asks', async (t) => {
  const { patch } = await newsroomOver(t, await storeOf(t, told().scale('y', { no: 0, yes: 1 })));
  const options = [
    { id: 'no', label: 'no', value: 1 },
    { id: 'yes', label: 'yes', value: 0 },
  ];
  const refused = isProblem(t, await patch('admin', '/v1/scales/y', { options, reason: 'So.' }), 'invalid-request');
  t.strictSame(
    refused.errors.map((error) => (error as { pointer?: string }).pointer),
    ['/options/0/value', '/options/1/value'],
  );
});

t.test('a correction of any kind names what it touches, and is found from there', async (t) => {
  const { send, patch } = await newsroomOver(t, await storeOf(t, told()));
  const { options, label } = (await send(null, 'GET', '/v1/scales/support')).json();
  const relabelled = options.map((option: { id: string }) =>
    option.id === 'support' ? { ...option, label: 'Is for it' } : option,
  );
  for (const [url, body] of [
    ['/v1/experts/ada', { name: 'Ada Lynd' }],
    ['/v1/questions/tolls', { title: 'Toll' }],
    ['/v1/scales/support', { label, options: relabelled }],
    ['/v1/statements/said-p', { paraphrase: 'Otherwise.' }],
    ['/v1/sources/mail', { title: 'A letter' }],
  ] as const)
    t.equal((await patch('publish', url, { ...body, reason: 'It was wrong.' })).statusCode, 200, url);
  const items = async (query = ''): Promise<Item[]> =>
    (await send(null, 'GET', `/v1/corrections${query}`)).json().items;
  const all = { expert: null, question: null, position: null };
  t.strictSame(
    (await items()).map(({ entity, id, touches, touched }) => [entity, id, touches, touched]),
    [
      ['source', 'mail', [{ expert: 'ben', question: 'tolls', position: 'r' }], 1],
      ['statement', 'said-p', [{ expert: 'ada', question: 'bridge', position: 'p' }], 1],
      [
        'scale',
        'support',
        [
          { ...all, question: 'bridge' },
          { ...all, question: 'tolls' },
        ],
        2,
      ],
      ['question', 'tolls', [{ ...all, question: 'tolls' }], 1],
      ['expert', 'ada', [{ ...all, expert: 'ada' }], 1],
    ],
  );
  const found = async (query: string) => (await items(query)).map(({ entity }) => entity);
  t.strictSame(await found('?expert=ada'), ['statement', 'scale', 'expert'], 'the scale of a question she spoke on');
  t.strictSame(await found('?expert=ben'), ['source', 'scale', 'question']);
  t.strictSame(await found('?question=bridge'), ['statement', 'scale', 'expert']);
  t.strictSame(await found('?topic=traffic'), ['statement', 'scale', 'expert']);
  t.strictSame(await found('?question=tolls&expert=ada'), [], 'she said nothing on tolls');
  const rows: { [column: string]: string }[] = parse((await send(null, 'GET', '/v1/corrections.csv')).body, {
    columns: true,
  });
  t.strictSame(
    rows.map(({ record_id, touches, touched }) => [record_id, touches, touched]),
    [
      ['mail', 'ben tolls r', '1'],
      ['said-p', 'ada bridge p', '1'],
      ['support', '* bridge *\n* tolls *', '2'],
      ['tolls', '* tolls *', '1'],
      ['ada', 'ada * *', '1'],
    ],
  );
  const entries = (await send(null, 'GET', '/v1/corrections.jsonfeed')).json().items;
  t.strictSame(
    entries.map(({ content_html }: { content_html: string }) => /Touches: [^<]*/.exec(content_html)?.[0] ?? null),
    ['Touches: ben on Toll', 'Touches: Ada Lynd on Bridge', 'Touches: all on Bridge; all on Toll', null, null],
  );
  const feed = (await send(null, 'GET', '/v1/corrections.jsonfeed?question=tolls')).json();
  t.strictSame(
    feed.items.map(({ title }: { title: string }) => title),
    ['Source “A letter”: changed title', 'Scale “Support”: changed options', 'Question “Toll”: changed title'],
  );
  const page = (await send(null, 'GET', '/corrections', { headers: { accept: 'text/html' } })).body;
  for (const words of ['Ada Lynd', 'What was said by ', 'Toll', 'A letter', 'It was wrong.']) t.match(page, words);
});

t.test('what a renamed expert is corrected in is found under the new id', async (t) => {
  const { send, patch } = await newsroomOver(t, await storeOf(t, told()));
  await patch('publish', '/v1/statements/said-p', { paraphrase: 'Otherwise.', reason: 'Misheard.' });
  await patch('publish', '/v1/experts/ada', { id: 'lind', reason: 'She has a namesake.' });
  const { items } = (await send(null, 'GET', '/v1/corrections?expert=lind')).json();
  t.strictSame(
    items.map(({ entity, action }: { entity: string; action: string }) => [entity, action]),
    [
      ['expert', 'rename'],
      ['statement', 'update'],
    ],
  );
});

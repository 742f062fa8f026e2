/** Whoever reads a corrected cell, in whichever format or on whichever page, reads that and when, and where what it said before is. */
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import t from 'tap';
import { CORRECTIONS_OF_CELL, correctionsPath } from '../../../../src/core/matrix/corrected.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const told = story()
  .says('ada', 'bridge', 'support', { id: 'p', quote: 'Build it!' })
  .says('ada', 'tolls', 'oppose')
  .says('ben', 'bridge', 'oppose');
const { send, patch } = await newsroomOver(t, await storeOf(t, told));
await patch('publish', '/v1/statements/said-p', { quotes: ['Build it'], reason: 'The mark was ours.' });
const [correction] = (await send(null, 'GET', '/v1/corrections')).json().items;
const day: string = correction.at.slice(0, 10);

const WAY = '/v1/corrections?expert=ada&question=bridge';

/** The words of a picture, wherever its lines end. */
const wordsOf = (svg: string): string => svg.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

/** Without what HTML, XML and Markdown write signs of addresses by. */
const plain = (text: string): string =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('\\', '');

const read = async (url: string): Promise<string> => (await send(null, 'GET', url)).body;
const shown = async (url: string): Promise<string> => plain(await read(url));

t.test('every format of a matrix that people or programs read says it', async (t) => {
  for (const suffix of ['json', 'csv', 'tsv', 'md', 'html', 'ndjson', 'txt', 'svg'])
    t.match(await read(`/v1/questions/bridge/matrix.${suffix}`), day, suffix);
  for (const suffix of ['csv', 'md', 'html', 'svg', 'txt', 'jsonld', 'anno'])
    t.match(await read(`/v1/matrix.${suffix}`), day, `grid ${suffix}`);
  for (const suffix of ['json', 'csv', 'tsv', 'md', 'html', 'txt', 'jsonld'])
    t.match(await read(`/v1/compare.${suffix}?expert=ada&expert=ben`), day, `compared ${suffix}`);
  for (const url of ['/v1/questions/bridge/matrix.xlsx', '/v1/matrix.xlsx']) {
    const files = Object.values(unzipSync((await send(null, 'GET', url)).rawPayload)).map((file) => strFromU8(file));
    t.match(files.join('\n'), day, url);
  }
});

t.test(
  'every format with a row for each cell has the address of what it said before, and it leads there',
  async (t) => {
    const addresses: readonly (readonly [string, (body: string) => unknown])[] = [
      ['csv', (body) => parse(body, { columns: true, bom: true })],
      ['tsv', (body) => parse(body, { columns: true, bom: true, delimiter: '\t' })],
      [
        'ndjson',
        (body) =>
          body
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
      ],
    ];
    for (const [suffix, rowsOf] of addresses) {
      const rows = rowsOf(await read(`/v1/matrix.${suffix}`));
      const found = Array.isArray(rows) ? rows.map(({ corrections }) => corrections || null) : [];
      t.strictSame(found, [WAY, null, null, null], suffix);
    }
    t.match(JSON.parse(await read(WAY)).items, [{ entity: 'statement', id: 'said-p' }]);
    t.match(await read('/v1/compare.csv?expert=ada&expert=ben'), WAY);
  },
);

t.test('the head of every answer in JSON that has cells is the way: each cell fills it in', async (t) => {
  const [matrix, one, compared] = ['/v1/matrix', '/v1/questions/bridge/matrix', '/v1/compare?expert=ada&expert=ben'];
  const urls = [matrix, one, compared].flatMap((url) => {
    const more = url.includes('?') ? '&' : '?';
    return ['', 'cells=spoken', 'asOf=2024-12-31', 'rule=all', 'include=statements', 'status=draft']
      .filter((query) => url !== compared || !/cells|status/.test(query))
      .map((query) => (query === '' ? url : `${url}${more}${query}`));
  });
  for (const url of urls) {
    const answer: Told & Cells & { questions: Cells[] } = (await send('write', 'GET', url)).json();
    const cells = answer.cells ?? answer.questions.flatMap((asked) => asked.cells ?? []);
    const [cell] = cells.filter(({ correctedOn }) => correctedOn !== null);
    t.equal(filledIn(answer.corrections, cell), WAY, url);
  }
});

type Told = { corrections: string };
type Cells = { cells?: { readonly [field: string]: string | null }[] };

/** Variables of a template (RFC 6570, level 1) by their values. */
const filledIn = (template: string, values: { readonly [name: string]: string | null } = {}): string =>
  template.replaceAll(/{(\w+)}/g, (_, name) => encodeURIComponent(values[name] ?? ''));

t.test('what is filled in is the address of every cell, whatever its ids are', (t) => {
  for (const cell of [
    { expert: 'ada', question: 'bridge' },
    { expert: 'иванов', question: 'aiの規制' },
  ])
    t.equal(filledIn(CORRECTIONS_OF_CELL, cell), correctionsPath(cell));
  t.end();
});

t.test(
  'every table for people, and every picture, says where what was said before is, where something was',
  async (t) => {
    const said = (address: string) => `What was said before it was corrected: ${address}`;
    const urls = ['/v1/questions/bridge/matrix', '/v1/matrix', '/v1/compare'];
    for (const url of urls) {
      const query = url === '/v1/compare' ? '?expert=ada&expert=ben' : '';
      for (const suffix of ['md', 'html', 'txt'])
        t.match(plain(await read(`${url}.${suffix}${query}`)), said(WAY), `${url} ${suffix}`);
      const files = Object.values(unzipSync((await send(null, 'GET', `${url}.xlsx${query}`)).rawPayload));
      const text = files.map((file) => strFromU8(file)).join('\n');
      t.match(plain(text), WAY, `${url} xlsx`);
    }
    for (const url of urls.slice(0, 2))
      t.match(await read(`${url}.svg`), 'what was said before is at /corrections', url);
    for (const suffix of ['md', 'html', 'txt', 'svg'])
      t.notMatch(await read(`/v1/questions/tolls/matrix.${suffix}`), /said before|corrected/, suffix);
  },
);

t.test('a table of several that were corrected says where those of all are', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, told));
  await room.patch('publish', '/v1/experts/ada', { name: 'Ada L.', reason: 'Her name.' });
  const { body } = await room.send(null, 'GET', '/v1/matrix.md');
  t.match(body, /before it was corrected: \/v1\/corrections\?expert=ada\b(?!&)/);
});

t.test(
  'a grid for machines says of each row which of its cells were, no others, and where what they said before is',
  async (t) => {
    const rows = async (url: string) => (await read(url)).trim().split('\r\n');
    t.strictSame(await rows('/v1/matrix.csv?shape=wide'), [
      'expert_id,expert,bridge,tolls,corrected,corrections',
      `ada,ada,support,oppose,bridge: ${day},${WAY}`,
      'ben,ben,oppose,—,,',
    ]);
    t.match(await rows('/v1/compare.csv?shape=wide&expert=ada&expert=ben'), [
      ...[/,corrected,corrections$/, `,ada: ${day},${WAY}`, /,,$/],
    ]);
  },
);

t.test('JSON-LD leads to what was said before, and so does the way that it names', async (t) => {
  const { '@graph': graph } = JSON.parse(await read('/v1/matrix.jsonld'));
  const corrected = graph.filter((node: { correction?: object }) => node.correction !== undefined);
  t.match(corrected, [{ '@id': 'urn:standpoint:position:p', dateModified: day, correction: { datePublished: day } }]);
  t.equal(corrected.length, 1);
  t.match(JSON.parse(await read(corrected[0].correction.url)).items, [{ entity: 'statement', id: 'said-p' }]);
});

t.test(
  'a picture of a question says it beside the name, one of a grid with an asterisk that its foot explains',
  async (t) => {
    t.match(await read('/v1/questions/bridge/matrix.svg'), `corrected ${day}`);
    const grid = await read('/v1/matrix.svg');
    t.equal(grid.match(/>\*</g)?.length, 1);
    t.match(wordsOf(grid), `1 corrected · * ${day} · what was said before is at /corrections`);
  },
);

t.test('where cells were corrected on several days, each mark of a grid has the letter of its day', async (t) => {
  const days = Array.from({ length: 10 }, (_, at) => `2024-07-${String(at + 10)}`);
  let now = new Date('2024-07-01T08:00:00Z');
  const store = storeInMemory({ now: () => now });
  t.teardown(() => store.close());
  await tell(
    store,
    days.reduce((told, _, at) => told.says('ada', `q${at}`, 'support', { id: `p${at}` }), story()),
  );
  const room = await newsroomOver(t, store);
  const picture = async () => (await room.send(null, 'GET', '/v1/matrix.svg')).body;
  for (const [at, day] of days.entries()) {
    now = new Date(`${day}T08:00:00Z`);
    await room.patch('publish', `/v1/positions/p${at}`, { summary: 'Mended.', reason: 'A slip.' });
    const notes = [...(await picture()).matchAll(/>([a-h*])<\/text>/g)].map(([, note]) => note).toSorted();
    t.strictSame(notes, at === 0 ? ['*'] : [...'abcdefgh'.slice(0, at + 1), ...'h'.repeat(Math.max(0, at - 7))], day);
  }
  t.match(wordsOf(await picture()), '10 corrected · a 2024-07-19 · b 2024-07-18 · c 2024-07-17 · d 2024-07-16');
  t.match(plain(await picture()), 'g 2024-07-13 · h 2024-07-12 or before');
});

t.test('so does every page that shows the cell, and every embed', async (t) => {
  for (const url of [
    '/questions/bridge',
    '/experts/ada',
    '/cells/ada/bridge',
    '/grid',
    '/compare?expert=ada&expert=ben',
  ])
    t.match(await read(url), new RegExp(`[Cc]orrected[\\s\\S]{0,60}${day}`), url);
  for (const url of ['/embed/questions/bridge', '/embed/grid', '/embed/cells/ada/bridge'])
    t.match(await read(url), day, url);
});

t.test('what was retracted is silence with a day, and bears no mark of one who took no side', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, told));
  const [{ id }] = (await room.send(null, 'GET', '/v1/positions?expert=ben')).json().items;
  const { etag } = (await room.send(null, 'GET', `/v1/positions/${id}`)).headers;
  const asRead = { body: { reason: 'Misheard.' }, headers: { 'if-match': String(etag) } };
  t.equal((await room.send('publish', 'POST', `/v1/positions/${id}/retract`, asRead)).statusCode, 200);
  const body = async (url: string) => (await room.send(null, 'GET', url)).body;
  for (const url of ['/grid', '/embed/grid'])
    t.match(await body(url), new RegExp(`<td class="z[^"]*"><a [^>]*>—, corrected ${day}</a>`), url);
  const picture = wordsOf(await body('/v1/questions/bridge/matrix.svg'));
  t.match(picture.replaceAll(/[\u2068\u2069]/g, ''), `Nothing on record: ben (corrected ${day})`);
});

t.test('no other cell says it', async (t) => {
  const { cells } = (await send(null, 'GET', '/v1/matrix')).json();
  t.strictSame(
    cells.map(({ expert, question, correctedOn }: { [field: string]: string }) => [expert, question, correctedOn]),
    [
      ['ada', 'bridge', day],
      ['ada', 'tolls', null],
      ['ben', 'bridge', null],
      ['ben', 'tolls', null],
    ],
  );
});

t.test('as it was known before, nothing was corrected; with the words it had', async (t) => {
  const { body } = await send(null, 'GET', `/v1/corrections?knownAt=2024-07-01T08:59:59Z`);
  t.strictSame(JSON.parse(body).items, []);
});

t.test('from a page one gets to what was said before, of that expert on that question alone', async (t) => {
  await patch('publish', '/v1/experts/ben', { name: 'Ben Lind', reason: 'His whole name.' });
  t.match(await shown('/questions/bridge'), '<a href="/corrections?question=bridge">What was said before</a>');
  const [, way = ''] = /<a href="([^"]+)">What was said before/.exec(await shown('/experts/ada')) ?? [];
  const page = await shown(way);
  t.match(page, /<del><bdi[^>]*>Build it!</);
  t.match(page, /Of what <a href="\/cells\/ada\/bridge"><bdi>ada<\/bdi> says on/);
  t.match(page, '/v1/corrections.csv?expert=ada&question=bridge');
  t.notMatch(page, 'His whole name.');
  t.match(await read('/corrections'), 'His whole name.');
  t.match(await read('/corrections?expert=ben'), 'His whole name.');
  t.notMatch(await read('/corrections?expert=ben'), 'Build it!');
  t.match(await read('/corrections?expert=ada&question=tolls'), 'Nothing that was published of it has been changed');
  t.equal((await send(null, 'GET', '/corrections?expert=nobody')).statusCode, 400);
  t.equal((await send(null, 'GET', '/corrections?expert=&question=')).statusCode, 200, 'fields that were left empty');
  await send('publish', 'POST', '/v1/experts/ben/rename', { body: { id: 'lind', reason: 'Shorter.' } });
  t.match(await read('/corrections?expert=ben'), 'His whole name.', 'an id that was given up means who had it still');
});

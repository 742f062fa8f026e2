import { parse } from 'csv-parse/sync';
import t from 'tap';
import { isRefusedFor } from '../../helpers/asserts/problem.ts';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);
const ask = (url: string, accept?: string) => app.inject({ url, headers: accept === undefined ? {} : { accept } });
const typeOf = async (url: string, accept?: string) => (await ask(url, accept)).headers['content-type'];

const JSONLD = 'application/ld+json; charset=utf-8';
const ANNO_PROFILE = 'http://www.w3.org/ns/anno.jsonld';
const ANNO = `application/ld+json; profile="${ANNO_PROFILE}"; charset=utf-8`;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const QUESTION = '/v1/questions/red-line/matrix';
const COMPARISON = '/v1/compare?expert=turner&expert=davis';
const suffixed = (url: string, format: string) => url.replace(/(?=$|\?)/, `.${format}`);

t.test('every table can be had as TSV, HTML and XLSX, by suffix and by Accept', async (t) => {
  const urls = ['/v1/matrix', QUESTION, COMPARISON, '/v1/agreement', '/v1/experts', '/v1/experts/davis'];
  for (const url of [...urls, '/v1/sources', '/v1/search?q=troops', '/v1/changes'])
    for (const [format, accept] of [
      ['tsv', 'text/tab-separated-values'],
      ['html', 'text/html'],
      ['xlsx', XLSX],
    ] as const) {
      const [bySuffix, byAccept] = await Promise.all([ask(suffixed(url, format)), ask(url, accept)]);
      t.equal(bySuffix.statusCode, 200, `${url} ${format}`);
      t.match(bySuffix.headers['content-type'], accept, url);
      t.equal(Buffer.compare(bySuffix.rawPayload, byAccept.rawPayload), 0, `${url} ${format} is the same by Accept`);
      t.equal(bySuffix.headers.etag, byAccept.headers.etag);
    }
});

t.test('matrices and what is computed of them can be drawn, and nothing else', async (t) => {
  for (const url of ['/v1/matrix', QUESTION, COMPARISON, '/v1/agreement', '/v1/consensus']) {
    t.equal(await typeOf(suffixed(url, 'png')), 'image/png');
    t.equal(await typeOf(url, 'image/svg+xml'), 'image/svg+xml; charset=utf-8');
  }
  t.equal((await ask('/v1/experts.png')).statusCode, 404);
  t.equal((await ask('/v1/participation.svg')).statusCode, 404);
});

t.test('the profile in Accept tells annotations from other JSON-LD', async (t) => {
  for (const url of ['/v1/matrix', '/v1/statements', '/v1/statements/davis-boots-on-the-ground']) {
    t.equal(await typeOf(url, 'application/ld+json'), JSONLD, url);
    t.equal(await typeOf(url, `application/ld+json; profile="${ANNO_PROFILE}"`), ANNO, url);
    t.equal(
      await typeOf(url, `application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted ${ANNO_PROFILE}"`),
      ANNO,
    );
    t.equal(
      await typeOf(url, 'application/ld+json; profile="https://example.org/other"'),
      JSONLD,
      'unknown: passed over',
    );
    t.equal(
      await typeOf(url, `text/csv;q=0.5, application/ld+json;profile="${ANNO_PROFILE}";q=0.1`),
      'text/csv; charset=utf-8; header=present',
    );
  }
  t.equal(await typeOf('/v1/statements.jsonld', ANNO), JSONLD, 'the suffix wins');
  t.equal((await ask('/v1/experts.anno')).statusCode, 404);
});

t.test('other parameters of Accept say nothing of what is acceptable', async (t) => {
  t.match(await typeOf('/v1/matrix', 'text/csv; charset=utf-8'), 'text/csv');
  t.match(
    await typeOf('/v1/matrix', 'application/json;version=2;q=0.4, text/markdown;variant="a,b;q=0";q=0.3'),
    'application/json',
  );
});

t.test(
  'a browser that opens a table gets the fragment, under a policy that lets its inline styles in and nothing else',
  async (t) => {
    const { headers } = await ask('/v1/matrix', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8');
    t.match(headers['content-type'], 'text/html');
    t.equal(
      headers['content-security-policy'],
      "default-src 'none'; style-src-attr 'unsafe-inline'; frame-ancestors 'none'",
    );
    t.notMatch((await ask('/v1/matrix')).headers['content-security-policy'], 'unsafe-inline');
  },
);

t.test('the shape of CSV can be chosen where there is a grid', async (t) => {
  const grid: string[][] = parse(
    (await ask('/v1/matrix.csv?shape=wide&question=red-line&question=western-troops')).body,
  );
  t.strictSame(grid.slice(0, 3), [
    ['expert_id', 'expert', 'red-line', 'western-troops', 'corrected', 'corrections'],
    ['davis', 'Paul Davis', 'support', 'lean-support', '', ''],
    ['dimino', 'Michael DiMino', 'oppose', 'oppose', '', ''],
  ]);
  const [head]: string[][] = parse((await ask(`${suffixed(COMPARISON, 'tsv')}&shape=wide`)).body, { delimiter: '\t' });
  t.strictSame(head, ['question_id', 'question', 'relation', 'turner', 'davis', 'corrected', 'corrections']);
  const [, davis]: string[][] = parse((await ask('/v1/agreement.csv?shape=wide')).body);
  t.equal(davis?.[0], 'davis');
  t.equal(davis?.[2], '', 'nobody is compared with themself');
});

t.test('an option of another format, or of no format of this answer, is refused by name', async (t) => {
  isRefusedFor(t, await ask('/v1/matrix.json?shape=wide'), ['shape']);
  isRefusedFor(t, await ask('/v1/matrix?bom=1'), ['bom']);
  isRefusedFor(t, await ask('/v1/matrix.csv?width=400&height=400'), ['width', 'height']);
  isRefusedFor(t, await ask('/v1/experts.csv?shape=wide'), ['shape']);
  isRefusedFor(t, await ask('/v1/agreement.csv?width=400'), ['width']);
  isRefusedFor(t, await ask('/v1/matrix.png?width=299'), ['width']);
  isRefusedFor(t, await ask('/v1/matrix.png?height=4001'), ['height']);
  isRefusedFor(t, await ask('/v1/matrix.csv?shape=round'), ['shape']);
});

t.test('a list is not filtered by how it is formatted', async (t) => {
  const [plain, marked] = await Promise.all([ask('/v1/experts.csv?limit=2'), ask('/v1/experts.csv?limit=2&bom=1')]);
  t.equal(marked.body, `\u{feff}${plain.body}`);
  t.match(marked.headers.link, 'bom=1');
});

t.test('formats that show statements have them without being asked, and the others only when they are', async (t) => {
  const graph = JSON.parse((await ask(suffixed(QUESTION, 'jsonld'))).body)['@graph'];
  t.equal(
    graph.some((node: { text?: string }) => node.text?.includes('steps over a red line')),
    true,
  );
  t.notMatch((await ask(suffixed(QUESTION, 'html'))).body, 'steps over a red line');
  t.match((await ask(`${suffixed(QUESTION, 'html')}?include=statements`)).body, 'steps over a red line');
});

t.test('statements are annotations of the page they stand on, filtered as every list is', async (t) => {
  const { items } = JSON.parse((await ask('/v1/statements.anno?expert=davis&question=western-troops')).body);
  t.equal(items.length > 0, true);
  for (const { body } of items) t.match(body[0].source, { id: 'urn:standpoint:expert:davis', name: 'Paul Davis' });
});

t.test('what has not changed need not be sent again, in bytes as in text', async (t) => {
  for (const format of ['xlsx', 'png', 'html', 'anno']) {
    const { headers } = await ask(`/v1/matrix.${format}`);
    const again = await app.inject({ url: `/v1/matrix.${format}`, headers: { 'if-none-match': String(headers.etag) } });
    t.equal(again.statusCode, 304, format);
  }
});

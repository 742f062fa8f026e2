import t from 'tap';
import { FORMATS } from '../../../src/formats/registry.ts';
import { withoutSuffix } from '../../../src/http/answering/negotiation.ts';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);

/** The media type of what comes back. */
async function typeOf(url: string, accept?: string): Promise<unknown> {
  const { headers } = await app.inject({ url, headers: accept === undefined ? {} : { accept } });
  return headers['content-type'];
}

const JSON_TYPE = 'application/json; charset=utf-8';
const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

t.test('without a wish, the answer is JSON', async (t) => {
  t.equal(await typeOf('/v1/matrix'), JSON_TYPE);
  t.equal(await typeOf('/v1/matrix', '*/*'), JSON_TYPE);
  t.equal(await typeOf('/v1/matrix', 'application/*'), JSON_TYPE);
});

t.test('the Accept header chooses the format', async (t) => {
  t.equal(await typeOf('/v1/matrix', 'text/csv'), CSV_TYPE);
  t.equal(await typeOf('/v1/matrix', 'TEXT/CSV'), CSV_TYPE);
  t.equal(await typeOf('/v1/matrix', 'text/markdown'), 'text/markdown; charset=utf-8; variant=GFM');
  t.equal(await typeOf('/v1/experts', 'application/x-ndjson'), 'application/x-ndjson; charset=utf-8');
});

t.test('the weights of the Accept header count, not the order', async (t) => {
  t.equal(await typeOf('/v1/matrix', 'text/markdown;q=0.5, text/csv;q=0.9'), CSV_TYPE);
  t.equal(await typeOf('/v1/matrix', 'audio/ogg, text/csv;q=0.1'), CSV_TYPE);
  t.equal(await typeOf('/v1/matrix', 'application/json;q=0, text/csv'), CSV_TYPE);
  t.equal(await typeOf('/v1/matrix', 'text/csv;q=0.2, */*;q=0.1'), CSV_TYPE);
});

t.test('the suffix wins over the Accept header, in upper case too', async (t) => {
  t.equal(await typeOf('/v1/matrix.csv', 'application/json'), CSV_TYPE);
  t.equal(await typeOf('/v1/matrix.CSV'), CSV_TYPE);
  t.equal(await typeOf('/v1/matrix.json?q=troops', 'text/csv'), JSON_TYPE);
  t.equal(await typeOf('/v1/experts/davis.csv?'), CSV_TYPE);
  t.equal(await typeOf('/v1/questions/red-line/matrix.csv', 'audio/ogg'), CSV_TYPE);
});

t.test('a suffix of the query or of a word in it is none', async (t) => {
  t.equal(await typeOf('/v1/matrix?q=troops.csv'), JSON_TYPE);
});

t.test('every format of the registry is the suffix of some answer', async (t) => {
  const urls = ['/v1/matrix', '/v1/experts', '/v1/agreement', '/v1/network', '/v1/changes'];
  for (const { name, mediaType } of FORMATS) {
    const types = await Promise.all(urls.map((url) => typeOf(`${url}.${name}`)));
    t.equal(types.includes(mediaType), true, name);
  }
});

t.test('a suffix that is no format is not found, and the formats there are are named', async (t) => {
  for (const url of ['/v1/matrix.doc', '/v1/experts/davis.v2']) {
    const { detail } = isProblem(t, await app.inject(url), 'not-found');
    t.match(detail, '.csv (text/csv)', url);
  }
});

t.test('an Accept header that nothing meets is 406, and the formats there are are named', async (t) => {
  for (const accept of ['audio/ogg', 'application/json;q=0', 'nonsense', 'text', ';', '*;q=1']) {
    const reply = await app.inject({ url: '/v1/agreement', headers: { accept } });
    const { detail } = isProblem(t, reply, 'not-acceptable');
    t.match(detail, '.json (application/json)', accept);
  }
});

t.test('an answer that depends on the Accept header says so, and one chosen by suffix does not', async (t) => {
  const vary = async (url: string) => String((await app.inject(url)).headers.vary).split(', ');
  t.equal((await vary('/v1/matrix')).includes('Accept'), true);
  t.equal((await vary('/v1/matrix.csv')).includes('Accept'), false);
});

t.test('the formats of one address have different ETags', async (t) => {
  const etags = ['json', 'csv', 'md', 'txt'].map(async (name) => (await app.inject(`/v1/matrix.${name}`)).headers.etag);
  t.equal(new Set(await Promise.all(etags)).size, 4);
});

t.test('only what can be had in several formats has a suffix', async (t) => {
  t.equal(withoutSuffix('/v1/matrix.csv?q=a.b'), '/v1/matrix?q=a.b');
  t.equal(withoutSuffix('/problems/not-found.md'), '/problems/not-found');
  for (const url of ['/openapi.json', '/docs/static/index.css', '/v1/matrix', '/v1/', '/v1/.csv', '/v1/matrix?a=b.csv'])
    t.equal(withoutSuffix(url), url);
});

import t from 'tap';
import { keyWith } from '../../helpers/service/keys.ts';
import { seed, seededService, serviceOver, storeWith } from '../../helpers/service/service.ts';

const PAST = '2024-07-01T09:30:00Z';
const named = (headers: { readonly [name: string]: unknown }) => [
  String(headers['cache-tag']).split(','),
  String(headers['surrogate-key']).split(' '),
];

t.test('what was known at a past instant may be kept for ever, and what is known now must be asked for', async (t) => {
  const app = await seededService(t);
  for (const path of ['/v1/matrix', '/v1/matrix.csv', '/v1/experts/davis', '/v1/positions.ndjson', '/v1/agreement']) {
    const at = async (query: string) => (await app.inject(`${path}${query}`)).headers['cache-control'];
    t.equal(await at(`?knownAt=${PAST}`), 'public, max-age=31536000, immutable', path);
    t.equal(await at(''), 'public, no-cache', path);
  }
  const refused = await app.inject('/v1/matrix?knownAt=2999-01-01T00:00:00Z');
  t.equal(refused.statusCode, 400);
  t.notMatch(refused.headers['cache-control'], 'immutable');
});

t.test('what a later release or another setting writes otherwise is asked for anew, the past included', async (t) => {
  const license = (spdx: string) => seededService(t, { license: spdx, publicUrl: 'http://localhost' });
  const [one, other] = [await license('CC-BY-4.0'), await license('CC0-1.0')];
  const pages = ['/questions/red-line', '/embed/questions/red-line', '/embed/grid', '/embed/cells/davis/red-line'];
  for (const path of [...pages, '/v1/export.zip']) {
    const { headers } = await one.inject(`${path}?knownAt=${PAST}`);
    t.equal(headers['cache-control'], 'public, no-cache', path);
    t.match(headers.etag, /^"/, path);
  }
  const zip = async (app: typeof one) => (await app.inject(`/v1/export.zip?knownAt=${PAST}`)).headers.etag;
  t.not(await zip(one), await zip(other), 'the licence is in it');
  const { headers } = await one.inject(`/v1/export.ndjson?knownAt=${PAST}`);
  t.equal(headers['cache-control'], 'public, max-age=31536000, immutable', 'the records alone');
});

t.test('where reading is closed nothing is for shared caches, the past included', async (t) => {
  const store = await storeWith(t, [seed()]);
  const app = await serviceOver(t, store, { publicRead: false, cacheSeconds: 60 });
  const headers = await keyWith(store, 'read');
  const now = await app.inject({ url: '/v1/matrix', headers });
  t.equal(now.headers['cache-control'], 'private, no-cache');
  t.equal(now.headers['cache-tag'], undefined);
  const past = await app.inject({ url: `/v1/matrix?knownAt=${PAST}`, headers });
  t.equal(past.headers['cache-control'], 'private, max-age=31536000, immutable');
});

t.test('STANDPOINT_CACHE_SECONDS lets a shared cache send an answer unasked', async (t) => {
  const app = await seededService(t, { cacheSeconds: 60 });
  const { headers } = await app.inject('/v1/matrix');
  t.equal(headers['cache-control'], 'public, max-age=0, s-maxage=60, stale-while-revalidate=60');
});

t.test('an answer bears the names of those whom it is narrowed to, to be purged by', async (t) => {
  const app = await seededService(t, { publicUrl: 'http://localhost' });
  const wanted: { readonly [url: string]: readonly string[] } = {
    '/v1/matrix': ['experts', 'questions'],
    '/v1/questions/red-line/matrix.csv': ['experts', 'question-red-line'],
    '/v1/questions/red-line': ['experts', 'question-red-line'],
    '/questions/red-line': ['experts', 'question-red-line'],
    '/oembed?url=http://localhost/questions/red-line': ['experts', 'questions'],
    '/embed/questions/red-line': ['experts', 'question-red-line'],
    '/v1/experts/davis': ['expert-davis', 'questions'],
    '/experts/davis': ['expert-davis', 'questions'],
    '/cells/davis/red-line': ['expert-davis', 'question-red-line'],
    '/v1/compare?expert=davis&expert=turner&question=red-line': ['expert-davis', 'expert-turner', 'question-red-line'],
    '/v1/positions?expert=davis': ['expert-davis', 'questions'],
    '/v1/sources/epoch-times-north-korean-troops': ['experts', 'questions'],
  };
  for (const [url, names] of Object.entries(wanted))
    t.strictSame(
      named((await app.inject(url)).headers),
      [
        [...names, 'all'],
        [...names, 'all'],
      ],
      url,
    );
});

import t from 'tap';
import { seed, seededService, serviceOver, storeWith } from '../../helpers/service/service.ts';

const app = await seededService(t);
const ask = (headers: { [name: string]: string }, url = '/v1/questions/red-line/matrix') =>
  app.inject({ url, headers });

const first = await ask({});
const etag = String(first.headers.etag);

t.test('every answer has a strong ETag, and may be kept but must be asked about', async (t) => {
  t.match(etag, /^"[\w-]{27}"$/);
  t.equal(first.headers['cache-control'], 'public, no-cache');
});

t.test('the same request gives the same bytes and the same ETag', async (t) => {
  const second = await ask({});
  t.equal(second.headers.etag, etag);
  t.equal(second.body, first.body);
});

t.test('a client that has the answer gets 304 without a body, with the headers of the answer', async (t) => {
  const reply = await ask({ 'if-none-match': etag });
  t.equal(reply.statusCode, 304);
  t.equal(reply.body, '');
  for (const name of ['etag', 'cache-control', 'vary']) t.equal(reply.headers[name], first.headers[name], name);
});

t.test('an ETag in a list, a weak one, and the star count as having it', async (t) => {
  for (const value of [`"x", ${etag}`, `${etag},"x"`, `W/${etag}`, '*'])
    t.equal((await ask({ 'if-none-match': value })).statusCode, 304, value);
});

t.test('another ETag gets the whole answer', async (t) => {
  for (const value of ['"x"', etag.slice(0, -2), `"x", "y"`, ''])
    t.equal((await ask({ 'if-none-match': value })).statusCode, 200, value);
});

t.test('the no-cache that fetch() adds makes no difference to who has the answer', async (t) => {
  t.equal((await ask({ 'if-none-match': etag, 'cache-control': 'no-cache' })).statusCode, 304);
});

t.test('the ETag decides also where the client sends a date as well, as browsers do', async (t) => {
  const long = 'Fri, 01 Jan 2100 00:00:00 GMT';
  t.equal((await ask({ 'if-none-match': etag, 'if-modified-since': long })).statusCode, 304);
  t.equal((await ask({ 'if-none-match': '"x"', 'if-modified-since': long })).statusCode, 200);
  t.equal((await ask({ 'if-modified-since': long })).statusCode, 200, 'no date was sent that could be asked by');
});

t.test('HEAD has the headers of GET and no body', async (t) => {
  const reply = await app.inject({ method: 'HEAD', url: '/v1/questions/red-line/matrix' });
  t.equal(reply.statusCode, 200);
  t.equal(reply.body, '');
  const without = (headers: typeof reply.headers) => ({ ...headers, date: null });
  t.strictSame(without(reply.headers), without(first.headers));
  t.equal(
    (await app.inject({ method: 'HEAD', url: '/v1/experts', headers: { 'if-none-match': '*' } })).statusCode,
    304,
  );
});

t.test('another service over the same records answers with the same bytes', async (t) => {
  const store = await storeWith(t, [seed()]);
  const other = await serviceOver(t, store, { cacheBytes: 0 });
  for (const url of ['/v1/matrix?include=statements', '/v1/matrix.md', '/v1/agreement.csv', '/v1/statements.ndjson'])
    t.equal((await other.inject(url)).body, (await app.inject(url)).body, url);
});

/** The ids of all pages, following the Link header to the end. */
async function follow(url: string, suffix = ''): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let next: string | undefined = url; next !== undefined; ) {
    const reply: Awaited<ReturnType<typeof ask>> = await app.inject(next);
    t.equal(reply.statusCode, 200, next);
    if (suffix === '') ids.push(...reply.json().items.map(({ id, seq }: { id: string; seq?: number }) => seq ?? id));
    else ids.push(...reply.body.trim().split('\r\n').slice(1));
    pages += 1;
    next = /^<(.+)>; rel="next"$/.exec(String(reply.headers.link ?? ''))?.[1];
  }
  return { ids, pages };
}

t.test('the Link header leads through all pages, nothing twice and nothing left out', async (t) => {
  for (const [list, size] of [
    ['experts', 4],
    ['questions', 7],
    ['statements', 7],
    ['positions', 4],
    ['sources', 1],
    ['scales', 1],
    ['changes', 20],
  ] as const) {
    const whole = await follow(`/v1/${list}?limit=500`);
    t.equal(whole.pages, 1, list);
    const { ids, pages } = await follow(`/v1/${list}?limit=${size}`);
    t.strictSame(ids, whole.ids, list);
    t.equal(pages, Math.ceil(whole.ids.length / size), list);
  }
});

t.test('the pages keep the filters and the format they were asked for with', async (t) => {
  const { ids, pages } = await follow('/v1/positions?expert=davis&expert=turner&topic=us-policy&limit=1');
  t.strictSame(ids.toSorted(), ['turner-us-direct-action', 'turner-us-new-steps', 'turner-us-weapons-limits']);
  t.equal(pages, 3);
  t.equal((await follow('/v1/experts.csv?limit=4', '.csv')).pages, 2);
});

t.test('the last page has no Link header, and next is null', async (t) => {
  const reply = await app.inject('/v1/experts?limit=6');
  t.equal(reply.headers.link, undefined);
  t.equal(reply.json().next, null);
});

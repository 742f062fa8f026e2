import t from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { type Newsroom, newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const BECAUSE = { reason: 'One person under two spellings.' };

/** One member under two spellings: both signed a letter, and both were recorded on the bridge. */
const twice = (): Story =>
  story()
    .expert('ana-kos', { name: 'Ana Kos', affiliations: [{ organization: 'Red' }] })
    .expert('anna-kos', {
      ...{ name: 'Anna Kos', aliases: ['A. Kos'] },
      affiliations: [{ organization: 'Red', to: '2020' }, { organization: 'Harbour Board' }],
    })
    .question('bridge')
    .says('ana-kos', 'bridge', 'oppose', { id: 'first', on: '2024-01-01' })
    .says('anna-kos', 'bridge', 'support', { id: 'second', on: '2024-05-01', quote: 'Build it.' })
    .statement('letter', 'anna-kos', { experts: ['anna-kos', 'ana-kos'] });

async function merge(room: Newsroom, scope: 'write' | 'publish', url: string, body: object, headers: object = {}) {
  const tag = await room.tagOf(url);
  return room.send(scope, 'POST', `${url}/merge`, { body, headers: { 'if-match': tag, ...headers } });
}

const MERGED = '/v1/experts/anna-kos';

t.test('an expert who was recorded twice becomes one, with all that either said', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, twice()));
  const known = await room.store.revision();
  const merged = await merge(room, 'publish', MERGED, { into: 'ana-kos', ...BECAUSE });
  t.equal(merged.statusCode, 200, merged.body);
  t.match(merged.json(), { id: 'ana-kos', name: 'Ana Kos', aliases: ['Anna Kos', 'A. Kos'] });
  t.match(merged.json().affiliations, [{ organization: 'Red', to: null }, { organization: 'Harbour Board' }]);
  const get = async (url: string) => (await room.send(null, 'GET', url)).json();
  t.match(await get('/v1/positions/second'), { expert: 'ana-kos', status: 'published', option: 'support' });
  t.strictSame(await room.store.check(), []);
  t.match((await get('/v1/positions?expert=ana-kos')).items.length, 2);
  t.strictSame((await get('/v1/statements/letter')).experts, ['ana-kos'], 'who signed twice signed once');
  const csv = (await room.send(null, 'GET', '/v1/questions/bridge/matrix.csv')).body;
  t.match(csv, /ana-kos,.*support/);
  t.notMatch(csv, /\nanna-kos,/);
  const led = await room.send(null, 'GET', MERGED);
  t.match([led.statusCode, led.headers.location], [308, '/v1/experts/ana-kos']);
  t.equal((await room.send(null, 'GET', '/v1/search?q=Anna')).json().items[0].id, 'ana-kos');
  t.match(await get('/v1/corrections?expert=ana-kos'), {
    items: [
      { action: 'rename', entity: 'expert', id: 'ana-kos', reason: BECAUSE.reason, touches: [{ expert: 'ana-kos' }] },
    ],
  });
  const history = (await get('/v1/experts/ana-kos/history')).items;
  t.match(history.at(-1), { sentence: 'Ana Kos: is one with “anna-kos”, whose records are “ana-kos”’s now' });
  t.match(
    (await get(`/v1/changes?after=${known}`)).items.map((it: { action: string }) => it.action),
    [...['update', 'rename', 'rename', 'rename', 'rename']],
  );
});

t.test('what was known before the merger tells of both still', async (t) => {
  let now = '2024-07-01T09:00:00.000Z';
  const store = storeInMemory({ now: () => new Date(now) });
  t.teardown(() => store.close());
  await tell(store, twice());
  now = '2024-07-02T09:00:00.000Z';
  const room = await newsroomOver(t, store);
  await merge(room, 'publish', MERGED, { into: 'ana-kos', ...BECAUSE });
  const then = await room.send(null, 'GET', `/v1/experts?knownAt=2024-07-01T12:00:00Z`);
  t.strictSame(
    then.json().items.map(({ id }: { id: string }) => id),
    ['ana-kos', 'anna-kos'],
  );
});

t.test('a merger is made with a reason, by those who may publish; a writer proposes it', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, twice()));
  isProblem(t, await merge(room, 'publish', MERGED, { into: 'ana-kos' }), 'invalid-request');
  isProblem(
    t,
    await room.send('publish', 'POST', `${MERGED}/merge`, { body: { into: 'ana-kos', ...BECAUSE } }),
    'precondition-required',
  );
  const proposed = await merge(room, 'write', MERGED, { into: 'ana-kos', ...BECAUSE });
  t.equal(proposed.statusCode, 202);
  t.match(proposed.json(), { act: 'merge', record: 'anna-kos', patch: { into: 'ana-kos' }, stale: false });
  t.equal((await room.send(null, 'GET', MERGED)).statusCode, 200, 'nothing public changes meanwhile');
  const accepted = await room.send('publish', 'POST', '/v1/proposals/1/accept', { body: {} });
  t.match(accepted.json(), { state: 'accepted', decidedBy: 'a publishr' });
  t.equal((await room.send(null, 'GET', MERGED)).statusCode, 308);
});

t.test('sent again with its key it is answered again, and the record that is given up has one end', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, twice()));
  const tag = await room.tagOf(MERGED);
  const send = () =>
    room.send('publish', 'POST', `${MERGED}/merge`, {
      body: { into: 'ana-kos', ...BECAUSE },
      headers: { 'if-match': tag, 'idempotency-key': 'once' },
    });
  const [first, again] = [await send(), await send()];
  t.strictSame([again.statusCode, again.body], [200, first.body]);
  const renamed = await room.send('publish', 'PATCH', '/v1/experts/ana-kos', {
    body: { id: 'ana-new', ...BECAUSE },
    headers: { 'if-match': '*' },
  });
  t.equal(renamed.statusCode, 200, renamed.body);
  const later = await send();
  t.strictSame([later.statusCode, later.json().id], [200, 'ana-new'], 'also where the one that stays was renamed');
  isProblem(
    t,
    await room.send('publish', 'POST', '/v1/experts', { body: { id: 'anna-kos', name: 'Anna' } }),
    'conflict',
  );
});

t.test('two that cannot be one stay two', async (t) => {
  const told = twice()
    .expert('board', { kind: 'organization', name: 'Board' })
    .scale('vote', { no: -1, yes: 1 })
    .scale('ballot', { no: -1, yes: 1 })
    .question('span', { scale: 'vote' })
    .question('ferry', { scale: 'ballot' });
  const room = await newsroomOver(t, await storeOf(t, told));
  const refused = async (url: string, into: string, as: 'conflict' | 'invalid-request', words: RegExp) =>
    t.match(isProblem(t, await merge(room, 'publish', url, { into, ...BECAUSE }), as).detail, words);
  await refused(
    '/v1/questions/span',
    'bridge',
    'conflict',
    /scale "vote", and "bridge" on "support", which has other options/,
  );
  await refused('/v1/experts/board', 'ana-kos', 'conflict', /as organization, and "ana-kos" as person/);
  await refused(MERGED, 'anna-kos', 'invalid-request', /already/);
  await refused(MERGED, 'nobody', 'invalid-request', /there is no expert "nobody"/);
  await room.send('write', 'POST', '/v1/experts', { body: { id: 'draft', name: 'Anna K.' } });
  await refused(MERGED, 'draft', 'conflict', /is a draft: publish that first/);
  t.equal(
    (await merge(room, 'publish', '/v1/questions/span', { into: 'ferry', ...BECAUSE })).statusCode,
    200,
    'the same options',
  );
});

t.test('a source is one with another: what is dated by it gets its day, as a correction', async (t) => {
  const told = story()
    .source('post', { publishedOn: '2024-06-30' })
    .source('post-online', { publishedOn: '2024-06-28' })
    .says('ada', 'bridge', 'support', { id: 'p', source: 'post' });
  const room = await newsroomOver(t, await storeOf(t, told));
  const merged = await merge(room, 'publish', '/v1/sources/post', { into: 'post-online', reason: 'One paper.' });
  t.equal(merged.statusCode, 200, merged.body);
  t.match((await room.send(null, 'GET', '/v1/positions/p')).json(), { saidOn: '2024-06-28' });
  t.match((await room.send(null, 'GET', '/v1/statements/said-p')).json(), { sources: ['post-online'] });
  const { items } = (await room.send(null, 'GET', '/v1/corrections')).json();
  t.strictSame(
    items.map(({ entity }: { entity: string }) => entity),
    ['position', 'statement', 'source'],
  );
});

t.test('the merger of a draft tells the public nothing', async (t) => {
  const store = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' }));
  const room = await newsroomOver(t, store);
  const body = { id: 'adah', name: 'ada' };
  t.equal((await room.send('write', 'POST', '/v1/experts?new=true', { body })).statusCode, 201);
  const said = { id: 's', expert: 'adah', source: 'post', attribution: 'paraphrase', paraphrase: 'No.' };
  await room.send('write', 'POST', '/v1/statements', { body: said });
  const answers = async () =>
    Promise.all(
      ['/v1/changes', '/v1/experts', '/v1/experts/ada', '/v1/corrections', '/v1/experts/ada/history'].map(
        async (url) => (await room.send(null, 'GET', url)).body,
      ),
    );
  const before = await answers();
  const merged = await merge(room, 'write', '/v1/experts/adah', { into: 'ada', reason: 'The same.' });
  t.equal(merged.statusCode, 200, merged.body);
  t.strictSame(await answers(), before);
  t.strictSame(await store.check(), []);
  t.equal((await room.send(null, 'GET', '/v1/experts/adah')).statusCode, 404);
  t.match((await room.send('write', 'GET', '/v1/statements/s')).json(), { experts: ['ada'] });
  t.equal((await room.send('write', 'GET', '/v1/experts/adah')).statusCode, 308);
});

t.test('a merger corrects the cells that followed it, and none that the record which stays had before', async (t) => {
  const told = story()
    .expert('ana', { name: 'Ana Kos' })
    .expert('bo', { name: 'Bo Li' })
    .question('weir', { title: 'Weir' })
    .question('dam', { title: 'Dam' })
    .source('post', { title: 'The Weir' })
    .source('copy', { title: 'The Weir, again' })
    .says('ana', 'weir', 'support', { id: 'ana-weir', source: 'post' })
    .says('bo', 'dam', 'oppose', { id: 'bo-dam', source: 'copy' });
  const room = await newsroomOver(t, await storeOf(t, told));
  const touched = async (): Promise<string[]> => {
    const { items } = (await room.send(null, 'GET', '/v1/corrections')).json();
    return items[0].touches.map(({ position }: { position: string | null }) => position);
  };
  const correctedIn = async (question: string): Promise<string[]> => {
    const csv = (await room.send(null, 'GET', `/v1/questions/${question}/matrix.csv`)).body;
    const [head = '', ...rows] = csv
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    return rows.filter((row) => row[head.indexOf('corrected_on')] !== '').map(([id = '']) => id);
  };
  const because = { reason: 'Printed twice.' };
  t.equal((await merge(room, 'publish', '/v1/sources/copy', { into: 'post', ...because })).statusCode, 200);
  t.strictSame([await touched(), await correctedIn('weir'), await correctedIn('dam')], [['bo-dam'], [], ['bo']]);
  t.equal((await merge(room, 'publish', '/v1/questions/dam', { into: 'weir', ...because })).statusCode, 200);
  t.strictSame([await touched(), await correctedIn('weir')], [['bo-dam'], ['bo']]);
  t.match((await room.send(null, 'GET', '/v1/corrections?expert=ana')).json(), { items: [] });
  t.strictSame(await room.store.check(), []);
});

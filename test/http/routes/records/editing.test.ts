import t from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { seed, storeWith } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const ada = { id: 'ada', name: 'Ada Lind', affiliations: [{ organization: 'Port', role: 'Pilot' }] };

t.test('a record is made: 201, its address, and what a reader gets there', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story().expert('ben')));
  const made = await send('publish', 'POST', '/v1/experts', { body: ada });
  t.equal(made.statusCode, 201);
  t.equal(made.headers.location, '/v1/experts/ada');
  const read = await send(null, 'GET', '/v1/experts/ada');
  t.equal(made.body, read.body);
  t.equal(made.headers.etag, read.headers.etag);
  t.match(read.headers.etag, /^"\d+\.[\w-]+"$/);
});

t.test('a record of every kind can be made, and one without an id gets one of its name', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story()));
  const idOf = async (plural: string, body: unknown): Promise<string> =>
    (await send('write', 'POST', `/v1/${plural}`, { body })).json().id;
  const scale = await idOf('scales', { label: 'Yes or no', options: [{ id: 'yes', label: 'Yes', value: 1 }] });
  const expert = await idOf('experts', { name: 'Zoë Lind-Åberg' });
  const source = await idOf('sources', {
    title: 'On fares',
    publisher: 'The Post',
    publishedOn: '2024',
    language: 'en',
  });
  const question = await idOf('questions', {
    title: 'Free ferry?',
    proposition: 'The ferry should be free.',
    codingRule: 'As said.',
    scale,
  });
  const statement = await idOf('statements', { expert, source, attribution: 'direct', quotes: ['Make it free.'] });
  const position = {
    expert,
    question,
    option: 'yes',
    summary: 'Wants it free.',
    basis: 'stated',
    statements: [statement],
  };
  t.strictSame(
    [scale, expert, source, question, statement, await idOf('positions', position), await idOf('positions', position)],
    [
      'yes-or-no',
      'zoë-lind-åberg',
      'the-post-on-fares',
      'free-ferry',
      'zoë-lind-åberg-the-post-on-fares',
      'zoë-lind-åberg-free-ferry',
      'zoë-lind-åberg-free-ferry-2',
    ],
  );
});

t.test('every fault of a new record is told at its place, and nothing is written', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story().says('ada', 'bridge', 'support')));
  const before = await store.revision();
  const faultsOf = async (url: string, body: unknown) =>
    isProblem(t, await send('write', 'POST', url, { body }), 'invalid-request').errors.map(
      (error) => (error as { pointer?: string }).pointer,
    );
  t.strictSame(await faultsOf('/v1/experts', { id: 'Ada!', nmae: 'x' }), ['/name', '/nmae', '/id']);
  t.strictSame(await faultsOf('/v1/experts', { name: 5 }), ['/name']);
  const position = {
    expert: 'ben',
    question: 'bridge',
    option: 'maybe',
    summary: 's',
    basis: 'stated',
    statements: ['x'],
  };
  t.strictSame(await faultsOf('/v1/positions', position), ['/expert', '/option', '/statements/0']);
  t.strictSame(await faultsOf('/v1/positions', { ...position, status: 'published' }), ['/status']);
  t.strictSame(await faultsOf('/v1/statements', { expert: 'ada', source: 'post', attribution: 'direct' }), ['/quotes']);
  isProblem(
    t,
    await send('write', 'POST', '/v1/experts', { headers: { 'content-type': 'application/json' } }),
    'invalid-request',
  );
  isProblem(
    t,
    await send('write', 'POST', '/v1/experts', { body: ada, headers: { 'content-type': 'text/plain' } }),
    'unsupported-media-type',
  );
  isProblem(t, await send('write', 'POST', '/v1/experts.csv', { body: ada }), 'not-found');
  t.equal(await store.revision(), before);
});

t.test('an id is taken once, whichever way its accents are written', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story().expert('zoë')));
  isProblem(t, await send('write', 'POST', '/v1/experts', { body: { id: 'zoë', name: 'Zoë' } }), 'conflict');
  const decomposed = { id: 'zoë'.normalize('NFD'), name: 'Zoë' };
  t.match(
    isProblem(t, await send('write', 'POST', '/v1/experts', { body: decomposed }), 'invalid-request').detail,
    /id/,
  );
});

t.test('a change names what it is of: 428 without If-Match, 412 with an old one, and the new one back', async (t) => {
  const { send, tagOf } = await newsroomOver(
    t,
    await storeOf(t, story().expert('ada', { status: 'draft' }).expert('ben')),
  );
  const body = { description: 'Keeps the light.' };
  isProblem(t, await send('write', 'PATCH', '/v1/experts/ada', { body }), 'precondition-required');
  const tag = await tagOf('/v1/experts/ada');
  const changed = await send('write', 'PATCH', '/v1/experts/ada', { body, headers: { 'if-match': tag } });
  t.equal(changed.json().description, 'Keeps the light.');
  t.equal(changed.headers.etag, await tagOf('/v1/experts/ada'));
  for (const stale of [tag, `W/${await tagOf('/v1/experts/ada')}`, '"x"', await tagOf('/v1/experts/ben')])
    isProblem(
      t,
      await send('write', 'PATCH', '/v1/experts/ada', { body, headers: { 'if-match': stale } }),
      'precondition-failed',
    );
  isProblem(
    t,
    await send('write', 'PATCH', '/v1/experts/ada', { body, headers: { 'if-match': 'x' } }),
    'invalid-request',
  );
  for (const good of ['*', `"x", ${await tagOf('/v1/experts/ada')}`]) {
    const again = await send('write', 'PATCH', '/v1/experts/ada', { body, headers: { 'if-match': good } });
    t.equal(again.statusCode, 200, good);
  }
});

t.test('the ETag of any format and coding will do', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story().expert('ada')));
  const read = await send(null, 'GET', '/v1/experts/ada.csv', { headers: { 'accept-encoding': 'br' } });
  const headers = { 'if-match': String(read.headers.etag) };
  t.equal((await send('write', 'PATCH', '/v1/experts/ada', { body: { aliases: ['A.'] }, headers })).statusCode, 200);
});

t.test('a merge patch replaces what it names, takes away what is null, and leaves the rest', async (t) => {
  const { patch } = await newsroomOver(
    t,
    await storeOf(t, story().expert('ada', { ...ada, description: 'A pilot.', aliases: ['A.'] })),
  );
  const { revision: _, ...changed } = (
    await patch('publish', '/v1/experts/ada', { description: null, aliases: ['Ada'], reason: 'He is none.' })
  ).json();
  t.strictSame(changed, {
    id: 'ada',
    kind: 'person',
    name: 'Ada Lind',
    sortName: 'Ada Lind',
    description: null,
    aliases: ['Ada'],
    affiliations: [{ organization: 'Port', role: 'Pilot', from: null, to: null }],
    links: [],
  });
  const list = changed.affiliations;
  t.strictSame(
    (await patch('publish', '/v1/experts/ada', { affiliations: list })).json().affiliations,
    list,
    'as it was answered',
  );
  isProblem(t, await patch('write', '/v1/experts/ada', { name: null }), 'invalid-request');
  isProblem(t, await patch('write', '/v1/experts/ada', { nmae: 'x' }), 'invalid-request');
});

t.test('a change that changes nothing is no change', async (t) => {
  const { patch, store } = await newsroomOver(t, await storeOf(t, story().expert('ada')));
  const before = await store.revision();
  t.equal((await patch('write', '/v1/experts/ada', { name: 'ada' })).statusCode, 200);
  t.equal((await patch('write', '/v1/experts/ada', {})).statusCode, 200);
  t.equal(await store.revision(), before);
});

t.test(
  'a position begins as a draft that readers do not see, is published, and is retracted with a reason',
  async (t) => {
    const store = await storeOf(t, story().statement('s', 'ada').question('bridge'));
    const { send, tagOf } = await newsroomOver(t, store);
    const position = {
      id: 'p',
      expert: 'ada',
      question: 'bridge',
      option: 'support',
      summary: 'For it.',
      basis: 'stated',
      statements: ['s'],
    };
    t.equal((await send('write', 'POST', '/v1/positions', { body: position })).json().status, 'draft');
    const stateOf = async () => (await send(null, 'GET', '/v1/questions/bridge/matrix')).json().cells[0].state;
    isProblem(t, await send(null, 'GET', '/v1/positions/p'), 'not-found');
    isProblem(t, await send('read', 'GET', '/v1/positions/p'), 'not-found');
    t.equal(await stateOf(), 'none');
    const act = async (verb: string, body: unknown, scope: 'write' | 'publish' = 'publish') =>
      send(scope, 'POST', `/v1/positions/p/${verb}`, { body, headers: { 'if-match': await tagOf('/v1/positions/p') } });
    isProblem(t, await act('publish', {}, 'write'), 'forbidden');
    isProblem(t, await act('retract', { reason: 'No.' }), 'conflict');
    t.equal((await act('publish', {})).json().status, 'published');
    t.equal(await stateOf(), 'position');
    isProblem(t, await act('retract', {}), 'invalid-request');
    t.equal((await act('retract', { reason: 'Misheard.' })).json().status, 'retracted');
    isProblem(t, await act('retract', { reason: 'Again, for another reason.' }), 'conflict');
    t.equal(await stateOf(), 'none');
    isProblem(t, await act('publish', {}), 'conflict');
    t.equal((await send(null, 'GET', '/v1/positions/p')).json().status, 'retracted');
  },
);

t.test('what the public sees is corrected only by those who may publish, and with a reason', async (t) => {
  const { patch } = await newsroomOver(t, await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' })));
  const corrections: [string, object][] = [
    ['/v1/positions/p', { summary: 'Anew.' }],
    ['/v1/statements/said-p', { paraphrase: 'Anew.' }],
    ['/v1/sources/post', { publishedOn: '2024-07' }],
  ];
  for (const [url, body] of corrections) {
    t.equal((await patch('write', url, { ...body, reason: 'A slip.' })).statusCode, 202, `${url} is proposed`);
    isProblem(t, await patch('publish', url, body), 'invalid-request');
    t.equal((await patch('publish', url, { ...body, reason: 'A slip.' })).statusCode, 200, url);
  }
});

t.test('a new id leaves the old one working: for readers, filters, writers and bundles', async (t) => {
  const { patch, send, store } = await newsroomOver(t, await storeWith(t, [seed()]));
  isProblem(
    t,
    await patch('publish', '/v1/experts/davis', { id: 'paul-davis', name: 'x', reason: 'r' }),
    'invalid-request',
  );
  const renamed = await patch('publish', '/v1/experts/davis', { id: 'paul-davis', reason: 'Two of that name.' });
  t.equal(renamed.json().id, 'paul-davis');
  for (const [from, to] of [
    ['/v1/experts/davis', '/v1/experts/paul-davis'],
    ['/v1/experts/davis.csv?bom=1', '/v1/experts/paul-davis.csv?bom=1'],
    ['/experts/davis', '/experts/paul-davis'],
    ['/cells/davis/red-line?rule=all', '/cells/paul-davis/red-line?rule=all'],
  ]) {
    const reply = await send(null, 'GET', from ?? '');
    t.strictSame([reply.statusCode, reply.headers.location], [308, to]);
    t.equal((await send(null, 'GET', to ?? '')).statusCode, 200);
  }
  const matrix = (await send(null, 'GET', '/v1/matrix?expert=davis&question=red-line')).json();
  t.equal(matrix.cells[0].expert, 'paul-davis');
  t.equal(matrix.cells[0].state, 'position');
  t.equal((await send(null, 'GET', '/v1/positions?expert=davis')).json().items.length, 6);
  const moved = await send('write', 'PATCH', '/v1/experts/davis', {
    body: { description: 'x' },
    headers: { 'if-match': '*' },
  });
  t.strictSame([moved.statusCode, moved.headers.location], [308, '/v1/experts/paul-davis']);
  const statement = {
    expert: 'davis',
    source: 'epoch-times-north-korean-troops',
    attribution: 'paraphrase',
    paraphrase: 'x',
  };
  t.equal((await send('write', 'POST', '/v1/statements', { body: statement })).json().expert, 'paul-davis');
  isProblem(t, await send('write', 'POST', '/v1/experts', { body: { id: 'davis', name: 'Another' } }), 'conflict');
  isProblem(t, await patch('publish', '/v1/experts/turner', { id: 'davis', reason: 'r' }), 'conflict');
  t.equal((await patch('publish', '/v1/experts/paul-davis', { id: 'davis', reason: 'Back.' })).json().id, 'davis');
  t.equal((await send(null, 'GET', '/v1/experts/paul-davis')).headers.location, '/v1/experts/davis');
  t.strictSame(await store.check(), []);
});

t.test('what others cite is not deleted, and who cites it is told', async (t) => {
  const { send, store } = await newsroomOver(
    t,
    await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' }).expert('ben', { status: 'draft' })),
  );
  const erase = (url: string) => send('write', 'DELETE', url, { headers: { 'if-match': '*' } });
  const told = isProblem(t, await erase('/v1/experts/ada'), 'conflict').errors as readonly { message?: string }[];
  t.strictSame(
    told.map(({ message }) => message),
    ['the statement "said-p" cites it', 'the position "p" cites it'],
  );
  for (const url of [
    '/v1/sources/post',
    '/v1/questions/bridge',
    '/v1/scales/support',
    '/v1/statements/said-p',
    '/v1/positions/p',
  ])
    isProblem(t, await erase(url), 'conflict');
  isProblem(t, await send('write', 'DELETE', '/v1/experts/ben'), 'precondition-required');
  // Programs that others' generators make ask for what failures are: an answer without a body has no other form.
  const headers = { 'if-match': '*', accept: 'application/problem+json' };
  t.equal((await send('write', 'DELETE', '/v1/experts/ben', { headers })).statusCode, 204);
  isProblem(t, await send(null, 'GET', '/v1/experts/ben'), 'not-found');
  isProblem(t, await erase('/v1/experts/ben'), 'not-found');
  t.strictSame(await store.check(), []);
});

t.test('a scale in use loses no option, and gains one', async (t) => {
  const { patch, send } = await newsroomOver(t, await storeOf(t, story().says('ada', 'bridge', 'support')));
  const { options } = (await send(null, 'GET', '/v1/scales/support')).json();
  isProblem(
    t,
    await patch('publish', '/v1/scales/support', { options: options.slice(1), reason: 'r' }),
    'invalid-request',
  );
  const more = [...options, { id: 'absent', label: 'Absent', value: null }];
  t.equal((await patch('publish', '/v1/scales/support', { options: more, reason: 'r' })).statusCode, 200);
});

t.test('a request with an idempotency key is carried out once', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  const post = (body: unknown, key: string) =>
    send('write', 'POST', '/v1/experts?new=true', { body, headers: { 'idempotency-key': key } });
  const first = await post({ name: 'Ada' }, 'k1');
  t.equal(first.statusCode, 201);
  await send('write', 'PATCH', '/v1/experts/ada', { body: { name: 'Ada Lind' }, headers: { 'if-match': '*' } });
  const again = await post({ name: 'Ada' }, 'k1');
  t.strictSame([again.statusCode, again.body, again.headers.location], [201, first.body, first.headers.location]);
  isProblem(t, await post({ name: 'Ben' }, 'k1'), 'idempotency-key-reused');
  isProblem(t, await post({ name: 'Ben' }, 'with space'), 'invalid-request');
  t.equal((await post({ name: 'Ada' }, 'k2')).json().id, 'ada-2');
  const other = await send('publish', 'POST', '/v1/experts?new=true', {
    body: { name: 'Ada' },
    headers: { 'idempotency-key': 'k1' },
  });
  t.equal(other.json().id, 'ada-3', 'keys are of each caller');
  t.equal((await store.ids('expert')).length, 3);
});

t.test('publishing sent again with its key is answered as the first time', async (t) => {
  const { send, tagOf } = await newsroomOver(
    t,
    await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p', status: 'draft' })),
  );
  const headers = { 'if-match': await tagOf('/v1/positions/p'), 'idempotency-key': 'k' };
  const first = await send('publish', 'POST', '/v1/positions/p/publish', { body: {}, headers });
  const again = await send('publish', 'POST', '/v1/positions/p/publish', { body: {}, headers });
  t.strictSame([again.statusCode, again.body], [200, first.body]);
});

t.test('a client that prefers a short answer gets one', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story()));
  const headers = { prefer: 'return=minimal' };
  const made = await send('write', 'POST', '/v1/experts', { body: ada, headers });
  t.strictSame([made.statusCode, made.body, made.headers['preference-applied']], [201, '', 'return=minimal']);
  const tag = String(made.headers.etag);
  const changed = await send('write', 'PATCH', '/v1/experts/ada', {
    body: { name: 'A' },
    headers: { ...headers, 'if-match': tag },
  });
  t.strictSame([changed.statusCode, changed.body], [204, '']);
});

t.test('fifty updates with one ETag: one wins, and the others are told', async (t) => {
  const { send, tagOf } = await newsroomOver(t, await storeOf(t, story().expert('ada')));
  const headers = { 'if-match': await tagOf('/v1/experts/ada') };
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      send('write', 'PATCH', '/v1/experts/ada', { body: { aliases: [`Ada ${index}`] }, headers }),
    ),
  );
  t.equal(replies.filter(({ statusCode }) => statusCode === 200).length, 1);
  t.equal(replies.filter(({ statusCode }) => statusCode === 412).length, 49);
});

t.test('fifty posts with one idempotency key make one record and give one answer', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  const headers = { 'idempotency-key': 'once' };
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => send('write', 'POST', '/v1/experts', { body: { name: 'Ada' }, headers })),
  );
  t.strictSame([...new Set(replies.map(({ statusCode, body }) => `${statusCode} ${body}`))].length, 1);
  t.strictSame(await store.ids('expert'), ['ada']);
});

t.test('fifty posts of the same name at once make fifty records', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => send('write', 'POST', '/v1/experts?new=true', { body: { name: 'Ada' } })),
  );
  t.strictSame([...new Set(replies.map(({ statusCode }) => statusCode))], [201]);
  t.equal((await store.ids('expert')).length, 50);
});

import Database from 'better-sqlite3';
import t from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { codedNewsroom, codedRound } from '../../../helpers/fixtures/coded-article.ts';
import { idIn, keyWith } from '../../../helpers/service/keys.ts';

const FARE = { id: 'fare', title: 'Fare', proposition: 'Boats should cost a fare.', codingRule: 'As it says.' };

t.test('a round needs accepted candidates, questions, coders, and that nobody has told them anything', async (t) => {
  const { open, decide, post, pia, ida, coders, store, tax, get } = await codedNewsroom(t);
  const openCandidates = await open();
  isProblem(t, openCandidates, 'conflict');
  t.match(openCandidates.json().detail, /still open/);
  await decide();
  isProblem(t, await post('/v1/documents/1/rounds', { questions: ['toll'], coders }, ida), 'forbidden');
  const wrong = await post('/v1/documents/1/rounds', { questions: ['tool'], coders: ['nobody'] }, pia);
  isProblem(t, wrong, 'invalid-request');
  t.strictSame(
    wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer),
    ['/questions/0', '/coders/0'],
  );
  const statement = (await store.documents.candidate(tax))?.statement ?? '';
  const position = { expert: 'keita', question: 'toll', option: 'oppose', basis: 'stated', summary: 'No.' };
  const seen = await post('/v1/positions', { ...position, id: 'seen', statements: [statement] });
  t.equal(seen.statusCode, 201, seen.body);
  t.match((await open()).json().detail, /the position "seen"/);
  const removed = await store.get('position', 'seen');
  t.not(removed, null);
  isProblem(t, await get('/v1/documents/1/reliability'), 'forbidden');
});

t.test('nobody sees what others code before they have submitted, and what is submitted never changes', async (t) => {
  const { decide, open, code, submit, get, post, ida, bo, pia, tax, boats, path, store } = await codedNewsroom(t);
  await decide();
  const opened = await open();
  t.equal(opened.statusCode, 201, opened.body);
  t.match(opened.json(), { number: 1, questions: ['toll'], units: 2, decided: 0, state: 'open' });
  isProblem(t, await open(), 'conflict');
  t.match((await code(tax, 'oppose', ida)).json(), { option: 'oppose', name: 'Ida', state: 'draft', revision: 1 });
  isProblem(t, await code(tax, 'support', ida), 'precondition-failed');
  t.match((await code(tax, 'lean-oppose', ida, 1)).json(), { option: 'lean-oppose', revision: 2 });
  isProblem(t, await code(tax, 'oppose', pia), 'forbidden');
  const unsaid = await code(tax, 'maybe', bo);
  isProblem(t, unsaid, 'invalid-request');
  t.match(unsaid.json().errors, [{ pointer: '/option', message: /oppose, lean-oppose/ }]);
  const early = await submit(ida);
  isProblem(t, early, 'conflict');
  t.match(early.json().detail, /1 of the units are not coded/);

  const { items: own } = (await get('/v1/documents/1/codings', bo)).json();
  t.strictSame(own, [], 'own codings are nobody else’s');
  isProblem(t, await get('/v1/documents/1/codings?of=all', bo), 'blind');
  for (const url of [
    '/v1/documents/1/candidates',
    '/v1/documents/1/rounds',
    '/v1/search?q=lean-oppose',
    '/v1/positions',
  ])
    t.notMatch((await get(url, bo)).body, /lean-oppose/, url);

  await code(boats, null, ida);
  t.match((await submit(ida)).json(), {
    state: 'open',
  });
  isProblem(t, await code(boats, 'oppose', ida, 1), 'conflict');
  const raw = new Database(path);
  t.teardown(() => raw.close());
  t.throws(() => raw.exec('UPDATE codings SET revision = revision + 1'), /never changes/);
  t.throws(
    () => raw.exec('UPDATE coding_assignments SET submitted_at = NULL WHERE submitted_at IS NOT NULL'),
    /stays so/,
  );
  t.equal((await submit(ida)).statusCode, 200, 'sent again, it changes nothing');
  t.equal((await get('/v1/documents/1/codings?of=all', ida)).json().items.length, 2);
  isProblem(t, await get('/v1/documents/1/codings?of=all', bo), 'blind');

  const waiting = { candidate: tax, question: 'toll', option: null, reason: 'So.' };
  const adjudication = await post('/v1/adjudications', waiting, pia);
  isProblem(t, adjudication, 'conflict');
  t.match(adjudication.json().detail, /waits for the codings of Bo/);
  isProblem(t, await post(`/v1/candidates/${tax}/reopen`, { revision: 2 }), 'conflict');
  isProblem(t, await post('/v1/documents/1/publish', {}, pia), 'conflict');
  t.strictSame(await store.check(), []);
});

t.test('while a round is open no position is made of what is coded in it', async (t) => {
  const { decide, open, code, submit, post, pia, ida, bo, tax, boats, store } = await codedNewsroom(t);
  await decide();
  await open();
  const statement = (await store.documents.candidate(tax))?.statement ?? '';
  const position = { expert: 'keita', option: 'oppose', basis: 'stated', summary: 'No.', statements: [statement] };
  const told = await post('/v1/positions', { ...position, id: 'told', question: 'toll' }, pia);
  isProblem(t, told, 'conflict');
  t.match(told.json().detail, /"told" would tell on "toll".*document "1"/);
  t.equal(await store.get('position', 'told'), null);
  t.equal((await post('/v1/questions', FARE, pia)).statusCode, 201);
  const other = await post('/v1/positions', { ...position, id: 'other', question: 'fare' }, pia);
  t.equal(other.statusCode, 201, other.body);
  const headers = { ...pia, 'if-match': '*' };
  isProblem(t, await post('/v1/questions/fare/merge', { into: 'toll', reason: 'One question.' }, headers), 'conflict');
  for (const coder of [ida, bo]) {
    for (const candidate of [tax, boats]) await code(candidate, 'oppose', coder);
    await submit(coder);
  }
  const later = await post('/v1/positions', { ...position, id: 'told', question: 'toll' }, pia);
  t.equal(later.statusCode, 201, later.body);
});

t.test('who codes a document sees no reliability of it before they have submitted, whatever their scope', async (t) => {
  const { decide, post, get, pia, coders } = await codedNewsroom(t);
  await decide();
  const own = idIn(pia);
  await post('/v1/documents/1/rounds', { questions: ['toll'], coders: [...coders, own] }, pia);
  isProblem(t, await get('/v1/documents/1/reliability.csv', pia), 'blind');
  t.match((await get('/v1/reliability', pia)).json(), { questions: [], rounds: 0, open: 1 });
});

t.test(
  'what was coded is decided with a reason where coders differ, and becomes a draft that is published',
  async (t) => {
    const { post, get, pia, tax, boats, store } = await codedRound(t);
    const said = { question: 'toll', option: 'oppose', basis: 'stated', summary: 'Calls the toll a tax.' };
    const silent = await post('/v1/adjudications', { ...said, candidate: tax }, pia);
    isProblem(t, silent, 'invalid-request');
    t.match(silent.json().errors, [{ pointer: '/reason' }]);
    const decided = await post('/v1/adjudications', { ...said, candidate: tax, reason: 'The rule says so.' }, pia);
    t.equal(decided.statusCode, 201, decided.body);
    t.match(decided.json(), { by: 'Pia', option: 'oppose', reason: 'The rule says so.' });
    t.equal(decided.json().codings.length, 2);
    t.match(await store.get('position', decided.json().position), {
      status: 'draft',
      expert: 'keita',
      recordedBy: 'Pia',
    });
    isProblem(t, await post('/v1/adjudications', { ...said, candidate: tax, reason: 'Again.' }, pia), 'conflict');
    isProblem(t, await post('/v1/documents/1/publish', {}, pia), 'conflict');
    const otherwise = await post('/v1/adjudications', { candidate: boats, question: 'toll', option: null }, pia);
    t.match(otherwise.json().errors, [{ pointer: '/reason' }], 'all said something else');
    t.equal((await post('/v1/adjudications', { ...said, candidate: boats }, pia)).statusCode, 201);
    t.match((await get('/v1/documents/1/rounds')).json().items, [{ decided: 2, state: 'complete' }]);
    t.equal((await post('/v1/documents/1/publish', {}, pia)).statusCode, 200);
    t.match((await get('/v1/matrix.csv?expert=keita&question=toll')).body, /oppose/i);
    t.strictSame(await store.check(), []);
  },
);

t.test('who codes a document again sees nothing of its earlier rounds among those of all', async (t) => {
  const { post, get, pia, coders, store } = await codedRound(t);
  const other = await keyWith(store, 'publish', { name: 'Olu' });
  t.equal(
    (await post('/v1/documents/1/rounds', { questions: ['toll'], coders: [idIn(pia), ...coders] }, pia)).statusCode,
    201,
  );
  t.match((await get('/v1/reliability', pia)).json(), {
    questions: [],
    coders: [],
    disagreements: [],
    rounds: 0,
    open: 1,
  });
  t.match((await get('/v1/reliability', other)).json(), { questions: [{ question: 'toll' }], rounds: 1, open: 1 });
});

t.test(
  'a round of another question neither counts where one is asked for, nor lets what is undecided be published',
  async (t) => {
    const { post, get, app, ida, bo, pia, coders, tax, boats } = await codedRound(t);
    await post('/v1/questions', FARE, pia);
    await post('/v1/documents/1/rounds', { questions: ['fare'], coders }, pia);
    t.match((await get('/v1/reliability?question=toll', pia)).json(), { rounds: 1, open: 0 });
    t.match((await get('/v1/reliability?question=fare', pia)).json(), { rounds: 0, open: 1 });
    for (const headers of [ida, bo]) {
      for (const candidate of [tax, boats]) {
        const url = `/v1/candidates/${candidate}/codings/fare`;
        const put = await app.inject({ method: 'PUT', url, headers, payload: { revision: 0, option: null } });
        t.equal(put.statusCode, 200, put.body);
      }
      await app.inject({ method: 'POST', url: '/v1/documents/1/submit', headers });
    }
    t.match((await get('/v1/reliability?question=fare', pia)).json(), { rounds: 1, open: 0 });
    const decide = (candidate: string, question: string, option: string | null) =>
      post(
        '/v1/adjudications',
        {
          ...{ candidate, question, option, reason: 'So.' },
          ...(option && { basis: 'stated', summary: 'Is against it.' }),
        },
        pia,
      );
    for (const candidate of [tax, boats]) t.equal((await decide(candidate, 'fare', null)).statusCode, 201);
    t.equal((await decide(boats, 'toll', 'oppose')).statusCode, 201);
    const early = await post('/v1/documents/1/publish', {}, pia);
    isProblem(t, early, 'conflict');
    t.match(early.json().detail, new RegExp(`1 of the 4 units .* first the candidate "${tax}" on "toll"`));
    t.equal((await decide(tax, 'toll', null)).statusCode, 201);
    t.equal((await post('/v1/documents/1/publish', {}, pia)).statusCode, 200);
  },
);

t.test('an adjudication that is sent again makes nothing twice', async (t) => {
  const { post, pia, boats, store } = await codedRound(t);
  const said = { candidate: boats, question: 'toll', option: 'oppose', basis: 'stated', summary: 'Got one boat.' };
  const headers = { ...pia, 'idempotency-key': 'once' };
  const first = await post('/v1/adjudications', said, headers);
  const second = await post('/v1/adjudications', said, headers);
  t.equal(second.statusCode, 201, second.body);
  t.strictSame(second.json(), first.json());
  t.equal((await store.ids('position')).length, 1);
});

t.test('reliability comes in every format of tables, by document and over all', async (t) => {
  const { get, pia, tax } = await codedRound(t);
  const { questions, coders, confusion, disagreements, spans } = (await get('/v1/documents/1/reliability', pia)).json();
  t.match(questions, [{ question: 'toll', units: 2, coders: 2, same: 0.5, nominal: { alpha: 0, values: 4 } }]);
  t.match(questions, [{ ordinal: { alpha: null, why: 'no-variation', units: 1 } }]);
  t.match(
    coders
      .map(({ name, nothing, pairs, same }: { [field: string]: unknown }) => [name, nothing, pairs, same])
      .toSorted(),
    [
      ['Bo', 1, 2, 0.5],
      ['Ida', 0, 2, 0.5],
    ],
  );
  t.match(confusion, [
    { first: 'oppose', second: 'oppose', pairs: 1 },
    { first: 'oppose', second: null, pairs: 1 },
  ]);
  t.match(disagreements, [
    { candidate: tax, options: ['oppose', null], decided: false, page: /\/desk\/documents\/1\/adjudicate/ },
  ]);
  t.match(spans, [{ origin: /^extractor/, accepted: 2, matched: 2 }]);
  const csv = await get('/v1/reliability.csv?question=toll&from=2020&to=2099-12', pia);
  t.match(csv.body, /^question_id,question,units,coders,same,nominal_alpha/);
  t.equal(csv.body.trim().split('\n').length, 2);
  t.match((await get('/v1/reliability.md', pia)).body, /## Where coders differ|Where coders differ/);
  t.match((await get('/v1/documents/1/reliability.html', pia)).body, /<table/);
  t.match((await get('/v1/reliability?to=2020', pia)).json(), { questions: [], rounds: 0 });
  t.match((await get('/v1/reliability?question=tool', pia)).json().errors, [
    { parameter: 'question', message: /did you mean "toll"/ },
  ]);
});

t.test('a question that is coded stays, and goes over into another only where nobody coded both', async (t) => {
  const { post, app, pia, get } = await codedRound(t);
  const headers = { ...pia, 'if-match': '*' };
  const removal = await app.inject({ method: 'DELETE', url: '/v1/questions/toll?reason=Twice.', headers });
  isProblem(t, removal, 'conflict');
  t.equal((await post('/v1/questions', FARE, pia)).statusCode, 201);
  const merged = await post('/v1/questions/toll/merge', { into: 'fare', reason: 'One question.' }, headers);
  t.equal(merged.statusCode, 200, merged.body);
  t.match((await get('/v1/documents/1/rounds')).json().items, [{ questions: ['fare'] }]);
  t.match((await get('/v1/reliability', pia)).json().questions, [{ question: 'fare', units: 2 }]);
  t.match((await get('/v1/reliability?question=toll', pia)).json(), { questions: [{ question: 'fare' }], rounds: 1 });
});

import t, { type Test } from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

/** A newsroom in which a writer has drafted a position with all that it needs but its source. */
async function drafted(t: Test) {
  const room = await newsroomOver(t, await storeOf(t, story().source('post').says('ben', 'tolls', 'oppose')));
  const make = async (plural: string, body: unknown) =>
    t.equal((await room.send('write', 'POST', `/v1/${plural}`, { body })).statusCode, 201);
  await make('experts', { id: 'ada', name: 'Ada Lind' });
  await make('questions', { id: 'ferry', title: 'Ferry', proposition: 'Free it.', codingRule: 'As said.' });
  await make('statements', { id: 's', expert: 'ada', source: 'post', attribution: 'direct', quotes: ['Free it.'] });
  await make('positions', {
    ...{
      id: 'p',
      expert: 'ada',
      question: 'ferry',
      option: 'support',
      summary: 'Yes.',
      basis: 'stated',
      statements: ['s'],
    },
  });
  return room;
}

const ALL = [
  { kind: 'expert', id: 'ada', text: 'Ada Lind' },
  { kind: 'question', id: 'ferry', text: 'Ferry' },
  { kind: 'statement', id: 's', text: '“Free it.”' },
  { kind: 'position', id: 'p', text: 'Yes.' },
];

t.test('a trial says what would become public, and leaves it as it is', async (t) => {
  const { send } = await drafted(t);
  const trial = await send('publish', 'POST', '/v1/positions/p/publish?dryRun=true', { body: {} });
  t.strictSame(trial.json(), { publishes: ALL, doubts: [] });
  t.equal(trial.headers['cache-control'], 'no-store');
  for (const url of ['/v1/positions/p', '/v1/statements/s', '/v1/experts/ada', '/v1/questions/ferry'])
    t.equal((await send(null, 'GET', url)).statusCode, 404, url);
});

t.test('a position is published with what it needs, and so is a record of any other kind by its address', async (t) => {
  const { send, tagOf } = await drafted(t);
  const publish = async (url: string) =>
    send('publish', 'POST', `${url}/publish`, { body: {}, headers: { 'if-match': await tagOf(url) } });
  const expert = await publish('/v1/experts/ada');
  t.equal(expert.statusCode, 200);
  t.equal(expert.body, (await send(null, 'GET', '/v1/experts/ada')).body);
  t.equal((await send(null, 'GET', '/v1/statements/s')).statusCode, 404);
  t.match((await publish('/v1/positions/p')).json(), { status: 'published' });
  t.strictSame((await send(null, 'GET', '/v1/statements/s')).json().quotes, ['Free it.']);
  isProblem(t, await send('publish', 'POST', '/v1/sources/post/publish', { body: {} }), 'precondition-required');
});

t.test('several are published at once, all of them or none', async (t) => {
  const { send } = await drafted(t);
  const publish = (records: readonly unknown[], key?: string) =>
    send('publish', 'POST', '/v1/publish', { body: { records }, headers: key ? { 'idempotency-key': key } : {} });
  const [ada, statement] = [
    { kind: 'expert', id: 'ada' },
    { kind: 'statement', id: 's' },
  ];
  const refused = await publish([ada, { kind: 'question', id: 'nowhere' }]);
  t.match(isProblem(t, refused, 'invalid-request').errors, [{ pointer: '/records/1/id' }]);
  t.equal((await send(null, 'GET', '/v1/experts/ada')).statusCode, 404);
  const done = await publish([statement, ada], 'once');
  t.strictSame(done.json(), { publishes: [ALL[0], ALL[2]], doubts: [] });
  t.strictSame((await publish([statement, ada], 'once')).json(), done.json(), 'sent again');
  t.strictSame((await publish([ada])).json(), { publishes: [], doubts: [] });
  isProblem(t, await send('write', 'POST', '/v1/publish', { body: { records: [ada] } }), 'forbidden');
});

t.test('a trial tells what is doubtful in the statements that would become public, and in no others', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story().says('ada', 'bridge', 'support', { quote: 'Yes,' })));
  const words = { expert: 'ada', source: 'post', attribution: 'direct' };
  await send('write', 'POST', '/v1/statements', { body: { ...words, id: 's', quotes: ['No, never,'] } });
  const position = { expert: 'ada', question: 'bridge', option: 'oppose', summary: 'No.', basis: 'stated' };
  await send('write', 'POST', '/v1/positions', { body: { ...position, id: 'q', statements: ['s'] } });
  const trial = (url: string, body: unknown) => send('publish', 'POST', `${url}?dryRun=true`, { body });
  const one = (await trial('/v1/positions/q/publish', {})).json();
  t.match(one.doubts, [{ statement: 's', doubt: 'punctuation-in-quote', others: [] }]);
  t.equal(one.doubts.length, 1);
  t.strictSame((await trial('/v1/publish', { records: [{ kind: 'position', id: 'q' }] })).json(), one);
  t.strictSame((await trial('/v1/publish', { records: [{ kind: 'expert', id: 'ada' }] })).json(), {
    publishes: [],
    doubts: [],
  });

  const done = await send('publish', 'POST', '/v1/publish', { body: { records: [{ kind: 'position', id: 'q' }] } });
  t.strictSame(done.json().doubts, one.doubts, 'and so does the publishing itself');
});

t.test('the publishing of one record leads to what is doubtful in what became public with it', async (t) => {
  const { send, tagOf, patch } = await drafted(t);
  await patch('write', '/v1/statements/s', { quotes: ['Free it,', 'and soon,'] });
  const headers = { 'if-match': await tagOf('/v1/positions/p') };
  const published = await send('publish', 'POST', '/v1/positions/p/publish', { body: {}, headers });
  t.equal(published.body, (await send(null, 'GET', '/v1/positions/p')).body);
  t.equal(published.headers.link, '</v1/doubts?id=s>; rel="describedby"; title="2 doubts"');
  const { items } = (await send('write', 'GET', '/v1/doubts?id=s')).json();
  t.strictSame(
    items.map(({ statement, doubt }: { [field: string]: string }) => [statement, doubt]),
    Array(2).fill(['s', 'punctuation-in-quote']),
  );
  const expert = await send('publish', 'POST', '/v1/questions/ferry/publish', {
    body: {},
    headers: { 'if-match': '*' },
  });
  t.equal(expert.headers.link, undefined);
});

import t from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { type Newsroom, newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

/** One question that was asked three times, each time in other words; and another one. */
const asked = () =>
  story()
    .question('first')
    .question('second', { title: 'Second <wording>', succeeds: 'first' })
    .question('third', { succeeds: 'second' })
    .question('tolls')
    .says('ada', 'first', 'support', { id: 'p' });

const BECAUSE = { reason: 'Asked in other words.' };

const pageOf = async (room: Newsroom, id: string): Promise<string> =>
  (await room.send(null, 'GET', `/questions/${id}`)).body;
const succeededOf = async (room: Newsroom, id: string): Promise<string | undefined> =>
  (await room.send('write', 'GET', `/v1/questions/${id}`)).json().succeeds;
const merge = async (room: Newsroom, id: string, into: string) => {
  const url = `/v1/questions/${id}`;
  const headers = { 'if-match': await room.tagOf(url) };
  return room.send('publish', 'POST', `${url}/merge`, { body: { into, ...BECAUSE }, headers });
};

t.test('a question leads to the one that it puts in other words, and that to it', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, asked()));
  t.equal((await room.send(null, 'GET', '/v1/questions/second')).json().succeeds, 'first');
  const list = async (query: string) =>
    (await room.send(null, 'GET', `/v1/questions?${query}`)).json().items.map(({ id }: { id: string }) => id);
  t.strictSame(await list('succeeds=second'), ['third']);
  t.match((await room.send(null, 'GET', '/v1/questions.csv?id=third')).body, /succeeds[^\n]*\n.*,second,/);
  isProblem(t, await room.send(null, 'GET', '/v1/questions?succeeds=none'), 'invalid-request');
  const second = await pageOf(room, 'second');
  t.match(second, 'Asked before in other words: <a href="/questions/first"><bdi>first</bdi></a>.');
  t.match(second, 'Asked since in other words: <a href="/questions/third"><bdi>third</bdi></a>.');
  t.match(
    await pageOf(room, 'first'),
    /Asked since in other words: <a href="\/questions\/second"><bdi>Second &#60;wording/,
  );
  t.match((await room.send(null, 'GET', '/embed/questions/third')).body, /Asked before in other words/);
  t.notMatch(await pageOf(room, 'tolls'), /in other words/);
});

t.test('to say so for the first time corrects nothing; to say otherwise does, and a writer proposes it', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, asked()));
  const url = '/v1/questions/tolls';
  t.equal((await room.patch('write', url, { succeeds: 'third' })).statusCode, 200);
  t.strictSame((await room.send(null, 'GET', '/v1/corrections')).json().items, []);
  const proposed = await room.patch('write', url, { succeeds: 'first' });
  t.equal(proposed.statusCode, 202);
  t.equal(await succeededOf(room, 'tolls'), 'third');
  isProblem(t, await room.patch('publish', url, { succeeds: null }), 'invalid-request');
  const answer = await room.patch('publish', url, { succeeds: null, ...BECAUSE });
  t.equal(answer.json().succeeds, undefined);
  t.match((await room.send(null, 'GET', '/v1/corrections')).json().items, [{ entity: 'question', id: 'tolls' }]);
  const circular = await room.patch('write', '/v1/questions/first', { succeeds: 'third' });
  t.match(isProblem(t, circular, 'invalid-request').errors, [{ pointer: '/succeeds' }]);
});

t.test('what a public question succeeds is public with it, and what succeeds it is not', async (t) => {
  const drafted = asked()
    .question('draft', { status: 'draft' })
    .question('reworded', { status: 'draft', succeeds: 'draft' })
    .question('of-first', { status: 'draft', succeeds: 'first' });
  const room = await newsroomOver(t, await storeOf(t, drafted));
  const items = (await room.send(null, 'GET', '/v1/questions?succeeds=first')).json().items;
  t.match(items, [{ id: 'second' }]);
  t.equal(items.length, 1);
  t.notMatch(await pageOf(room, 'first'), /of-first/);
  const publishing = await room.send('publish', 'POST', '/v1/publish', {
    body: { records: [{ kind: 'question', id: 'reworded' }] },
  });
  t.match(
    publishing.json().publishes.map(({ id }: { id: string }) => id),
    ['draft', 'reworded'],
  );
  const drafting = { title: 'Seventh', proposition: 'The seventh.', codingRule: 'As said.' };
  await room.send('write', 'POST', '/v1/questions', { body: { ...drafting, id: 'seventh' } });
  t.equal((await room.patch('write', '/v1/questions/tolls', { succeeds: 'seventh' })).statusCode, 202, 'it would be');
  const made = await room.patch('publish', '/v1/questions/tolls', { succeeds: 'seventh', ...BECAUSE });
  t.match(made.json(), { id: 'tolls', succeeds: 'seventh' }, 'and not the one that was published with it');
  t.equal((await room.send(null, 'GET', '/v1/questions/seventh')).statusCode, 200);
});

t.test(
  'of two that are one, one of which succeeds the other, the one that stays succeeds what was before both',
  async (t) => {
    const room = await newsroomOver(t, await storeOf(t, asked()));
    const merged = await merge(room, 'second', 'third');
    t.equal(merged.statusCode, 200, merged.body);
    t.equal(await succeededOf(room, 'third'), 'first');
    t.equal((await merge(room, 'third', 'first')).statusCode, 200);
    t.equal(await succeededOf(room, 'first'), undefined);
    t.equal((await room.send(null, 'GET', '/v1/questions/third')).headers.location, '/v1/questions/first');
    t.strictSame(await room.store.check(), []);
  },
);

t.test('of two with others between them, the later can be given up, and the earlier cannot', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, asked()));
  const refused = isProblem(t, await merge(room, 'first', 'third'), 'conflict');
  t.match(refused.detail, 'the question "third" succeeds the question "first" by way of "second"');
  t.equal((await merge(room, 'third', 'first')).statusCode, 200);
  t.equal(await succeededOf(room, 'second'), 'first');
  t.equal(await succeededOf(room, 'first'), undefined);
});

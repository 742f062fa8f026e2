import t, { type Test } from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { createKey } from '../../../../src/services/access/keys.ts';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { OPERATOR } from '../../../helpers/fixtures/callers.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

/** The newsroom where it takes two people, and another publisher in it. */
async function two(t: Test, store: Store) {
  const room = await newsroomOver(t, store, { twoPeople: true });
  const { token } = await createKey(store, OPERATOR, { name: 'another', scopes: ['publish'] }, new Date());
  const headers = { authorization: `Bearer ${token}` };
  return {
    ...room,
    another: (url: string, body: unknown = {}) => room.send(null, 'POST', url, { body, headers }),
    headers,
  };
}

const bridge = () => story().says('ada', 'bridge', 'support', { id: 'p' });
const POSITION = { expert: 'ada', question: 'bridge', option: 'oppose', summary: 'No.', basis: 'stated' };

t.test('what a publisher makes is a draft, which somebody else publishes', async (t) => {
  const { send, another } = await two(t, await storeOf(t, story()));
  const made = await send('publish', 'POST', '/v1/experts', { body: { id: 'bo', name: 'Bo Li' } });
  t.strictSame([made.statusCode, made.json().status], [201, 'draft']);
  const own = isProblem(
    t,
    await send('publish', 'POST', '/v1/publish', { body: { records: [{ kind: 'expert', id: 'bo' }] } }),
    'forbidden',
  );
  t.match(own.detail, /you wrote the expert "bo", or a part of it: somebody else must publish it/);
  t.equal((await send(null, 'GET', '/v1/experts/bo')).statusCode, 404);
  t.equal((await another('/v1/publish', { records: [{ kind: 'expert', id: 'bo' }] })).statusCode, 200);
  t.equal((await send(null, 'GET', '/v1/experts/bo')).statusCode, 200);
});

t.test(
  'nobody publishes a draft of their own with a position of somebody else, nor what they have changed',
  async (t) => {
    const { send, patch, tagOf } = await two(t, await storeOf(t, bridge()));
    const words = { id: 's', expert: 'ada', source: 'post', attribution: 'direct', quotes: ['No.'] };
    await send('publish', 'POST', '/v1/statements', { body: words });
    await send('write', 'POST', '/v1/positions', { body: { ...POSITION, id: 'q', statements: ['s'] } });
    const publish = async () =>
      send('publish', 'POST', '/v1/positions/q/publish', {
        body: {},
        headers: { 'if-match': await tagOf('/v1/positions/q') },
      });
    t.match(isProblem(t, await publish(), 'forbidden').detail, /you wrote the statement "s"/);
    isProblem(t, await send('publish', 'POST', '/v1/positions/q/publish?dryRun=true', { body: {} }), 'forbidden');
    await send('write', 'POST', '/v1/statements', { body: { ...words, id: 's2' } });
    await patch('write', '/v1/positions/q', { statements: ['s2'] });
    t.equal((await publish()).statusCode, 200);
    await send('write', 'POST', '/v1/positions', { body: { ...POSITION, id: 'r', statements: ['s2'] } });
    await patch('publish', '/v1/positions/r', { summary: 'Never.' });
    const changed = await send('publish', 'POST', '/v1/publish', {
      body: { records: [{ kind: 'position', id: 'r' }] },
    });
    t.match(isProblem(t, changed, 'forbidden').detail, /you wrote the position "r", or a part of it/);
  },
);

t.test("a publisher's change to what is public is a proposal, which somebody else accepts", async (t) => {
  const { send, patch, another } = await two(t, await storeOf(t, bridge()));
  const proposed = await patch('publish', '/v1/experts/ada', { name: 'Ada Moss', reason: 'Married.' });
  t.equal(proposed.statusCode, 202);
  t.match(
    isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'forbidden').detail,
    /you made the proposal/,
  );
  const name = async () => (await send(null, 'GET', '/v1/experts/ada')).json().name;
  t.not(await name(), 'Ada Moss');
  t.equal((await another('/v1/proposals/1/accept')).statusCode, 200);
  t.equal(await name(), 'Ada Moss');
});

t.test('nobody makes a draft of their own public by accepting a proposal that refers to it', async (t) => {
  const { send, patch } = await two(t, await storeOf(t, bridge()));
  const words = { id: 's', expert: 'ada', source: 'post', attribution: 'direct', quotes: ['No.'] };
  await send('publish', 'POST', '/v1/statements', { body: words });
  t.equal((await patch('write', '/v1/positions/p', { statements: ['s'], reason: 'Better.' })).statusCode, 202);
  t.match(
    isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'forbidden').detail,
    /you wrote the statement "s"/,
  );
});

t.test('nor one that it needs through another, which stays a draft', async (t) => {
  const { send, patch, another } = await two(t, await storeOf(t, bridge()));
  const source = { id: 'mine', title: 'Mine', publisher: 'Post', publishedOn: '2024-01-01', language: 'en' };
  t.equal((await send('publish', 'POST', '/v1/sources', { body: source })).statusCode, 201);
  const words = { id: 's', expert: 'ada', source: 'mine', attribution: 'direct', quotes: ['No.'] };
  t.equal((await send('write', 'POST', '/v1/statements', { body: words })).statusCode, 201);
  t.equal((await patch('write', '/v1/positions/p', { statements: ['s'], reason: 'Better.' })).statusCode, 202);
  t.match(
    isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'forbidden').detail,
    /you wrote the source "mine"/,
  );
  t.equal((await send(null, 'GET', '/v1/sources/mine')).statusCode, 404);
  t.equal((await another('/v1/proposals/1/accept')).statusCode, 200);
  t.equal((await send(null, 'GET', '/v1/sources/mine')).statusCode, 200);
  t.strictSame((await send(null, 'GET', '/v1/positions/p')).json().statements, ['s']);
});

t.test('nobody puts what they wrote of a draft into a public record by accepting that both are one', async (t) => {
  const { send, another } = await two(t, await storeOf(t, bridge()));
  const twin = { id: 'ada2', name: 'A. Lind', affiliations: [{ organization: 'Crooks' }] };
  t.equal((await send('publish', 'POST', '/v1/experts', { body: twin })).statusCode, 201);
  const merge = await send('write', 'POST', '/v1/experts/ada2/merge', {
    body: { into: 'ada', reason: 'The same.' },
    headers: { 'if-match': '*' },
  });
  t.equal(merge.statusCode, 202, merge.body);
  t.match(
    isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'forbidden').detail,
    /you wrote the expert "ada2"/,
  );
  t.equal((await another('/v1/proposals/1/accept')).statusCode, 200);
});

t.test('an import that would publish is refused to a publisher too', async (t) => {
  const { send } = await two(t, await storeOf(t, bridge()));
  const positions = [{ ...POSITION, id: 'q', statements: ['said-p'] }];
  const body = { bundleVersion: 1, positions, reason: 'More.' };
  isProblem(t, await send('publish', 'POST', '/v1/import', { body }), 'forbidden');
});

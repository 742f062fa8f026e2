import t from 'tap';
import { createKey } from '../../../../src/services/access/keys.ts';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { OPERATOR } from '../../../helpers/fixtures/callers.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const bridge = () => story().says('ada', 'bridge', 'support', { id: 'p' }).expert('zoe');
const P = '/v1/positions/p';

t.test('a writer who would correct what is public proposes it: 202, and nothing public changes', async (t) => {
  const { send, patch, store } = await newsroomOver(t, await storeOf(t, bridge()));
  const before = [await store.revision(), (await send(null, 'GET', '/v1/matrix')).body];
  const proposed = await patch('write', P, { option: 'oppose', reason: 'Misheard.' });
  t.equal(proposed.statusCode, 202);
  t.equal(proposed.headers.location, '/v1/proposals/1');
  t.equal(proposed.headers['cache-control'], 'no-store');
  const { proposedAt: _, ...told } = proposed.json();
  t.strictSame(told, {
    ...{ id: '1', state: 'open', act: 'change', entity: 'position', record: 'p' },
    ...{ patch: { option: 'oppose' }, before: { option: 'support' }, reason: 'Misheard.', stale: false },
    ...{ proposedBy: 'a writer', decidedBy: null, decidedAt: null, decision: null, seq: null },
  });
  t.strictSame([await store.revision(), (await send(null, 'GET', '/v1/matrix')).body], before);
  t.strictSame((await send('publish', 'GET', '/v1/proposals/1')).json(), proposed.json());
  isProblem(t, await send(null, 'GET', '/v1/proposals/1'), 'unauthenticated');
  isProblem(t, await send('read', 'GET', '/v1/proposals'), 'forbidden');
});

t.test('accepting makes the change and ends the proposal in one act, with the reason of either', async (t) => {
  const { send, patch } = await newsroomOver(t, await storeOf(t, bridge()));
  await patch('write', P, { option: 'oppose' });
  isProblem(t, await send('write', 'POST', '/v1/proposals/1/accept'), 'forbidden');
  const without = isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'invalid-request');
  t.match(without.errors, [{ pointer: '/reason' }]);
  t.equal((await send('write', 'GET', '/v1/proposals/1')).json().state, 'open');
  const accepted = await send('publish', 'POST', '/v1/proposals/1/accept', { body: { reason: 'Heard again.' } });
  t.match(accepted.json(), { state: 'accepted', decidedBy: 'a publishr', decision: 'Heard again.', stale: false });
  t.equal((await send(null, 'GET', P)).json().option, 'oppose');
  const [correction] = (await send(null, 'GET', '/v1/corrections')).json().items;
  t.match(correction, { seq: accepted.json().seq, reason: 'Heard again.', position: 'p' });
  isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept', { body: { reason: 'Again.' } }), 'conflict');
  isProblem(t, await send('publish', 'POST', '/v1/proposals/1/decline', { body: { reason: 'No.' } }), 'conflict');
});

t.test('the same change proposed again by the same writer is the same proposal', async (t) => {
  const { patch } = await newsroomOver(t, await storeOf(t, bridge()));
  const change = { option: 'oppose', reason: 'Misheard.' };
  const [first, again] = [await patch('write', P, change), await patch('write', P, change)];
  t.equal(again.body, first.body);
  t.equal((await patch('write', P, { ...change, option: 'mixed' })).headers.location, '/v1/proposals/2');
});

t.test('a proposal whose fields have changed meanwhile says that it is stale, and is not made', async (t) => {
  const { send, patch } = await newsroomOver(t, await storeOf(t, bridge()));
  await patch('write', P, { option: 'oppose', reason: 'Misheard.' });
  await patch('publish', P, { summary: 'Wants it soon.', reason: 'Clearer.' });
  t.equal((await send('write', 'GET', '/v1/proposals/1')).json().stale, false, 'another field is not in its way');
  await patch('publish', P, { option: 'mixed', reason: 'Heard again.' });
  t.equal((await send('write', 'GET', '/v1/proposals')).json().items[0].stale, true);
  isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'precondition-failed');
  t.equal((await send(null, 'GET', P)).json().option, 'mixed');
  const declined = await send('publish', 'POST', '/v1/proposals/1/decline', { body: { reason: 'Done otherwise.' } });
  t.match(declined.json(), { state: 'declined', stale: false, decision: 'Done otherwise.' });
});

t.test('where words are printed is seen to change under either name', async (t) => {
  const told = bridge().source('herald').source('courier').statement('letter', 'ada', { source: 'post' });
  const { send, patch } = await newsroomOver(t, await storeOf(t, told));
  const letter = '/v1/statements/letter';
  const proposed = await patch('write', letter, { sources: ['post', 'herald'], reason: 'In both.' });
  t.equal(proposed.statusCode, 202, proposed.body);
  t.match(proposed.json(), { before: { sources: ['post'] }, stale: false });
  t.equal((await patch('publish', letter, { source: 'courier', reason: 'Only there.' })).statusCode, 200);
  t.equal((await send('write', 'GET', '/v1/proposals/1')).json().stale, true);
  isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'precondition-failed');
});

t.test('retracting is proposed too, and withdrawn by its proposer alone', async (t) => {
  const { send, store, tagOf, app } = await newsroomOver(t, await storeOf(t, bridge()));
  const headers = { 'if-match': await tagOf(P) };
  const proposed = await send('write', 'POST', `${P}/retract`, { headers, body: { reason: 'Never said.' } });
  t.equal(proposed.statusCode, 202);
  t.match(proposed.json(), { act: 'retract', patch: null, before: null });
  const { token } = await createKey(store, OPERATOR, { name: 'a writer', scopes: ['write'] }, new Date());
  const url = '/v1/proposals/1/withdraw';
  const other = await app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${token}` } });
  isProblem(t, other, 'forbidden');
  t.match((await send('write', 'POST', url)).json(), { state: 'withdrawn', decidedBy: 'a writer' });
  isProblem(t, await send('publish', 'POST', '/v1/proposals/1/accept'), 'conflict');
});

t.test('proposals are listed by state, kind and record, page by page', async (t) => {
  const { send, patch } = await newsroomOver(
    t,
    await storeOf(t, bridge().says('ben', 'bridge', 'oppose', { id: 'q' })),
  );
  for (const [id, option] of [
    ['p', 'oppose'],
    ['q', 'mixed'],
    ['q', 'support'],
  ])
    await patch('write', `/v1/positions/${id}`, { option, reason: 'Misheard.' });
  await send('publish', 'POST', '/v1/proposals/2/decline', { body: { reason: 'No.' } });
  const ids = async (query: string) =>
    (await send('write', 'GET', `/v1/proposals?${query}`)).json().items.map(({ id }: { id: string }) => id);
  t.strictSame(await ids(''), ['3', '2', '1']);
  t.strictSame(await ids('state=open'), ['3', '1']);
  t.strictSame(await ids('record=q&entity=position'), ['3', '2']);
  t.strictSame(await ids('entity=expert'), []);
  const { next } = (await send('write', 'GET', '/v1/proposals?limit=2')).json();
  t.strictSame(await ids(`limit=2&cursor=${next}`), ['1']);
  isProblem(t, await send('write', 'GET', '/v1/proposals/none'), 'not-found');
  isProblem(t, await send('write', 'GET', '/v1/proposals?state=shut'), 'invalid-request');
});

t.test('a change that is no right one is refused, not proposed', async (t) => {
  const { send, patch } = await newsroomOver(t, await storeOf(t, bridge()));
  isProblem(t, await patch('write', P, { option: 'perhaps' }), 'invalid-request');
  t.strictSame((await send('write', 'GET', '/v1/proposals')).json().items, []);
});

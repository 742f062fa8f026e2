import t from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const council = () =>
  story()
    .expert('ana-kos', { name: 'Ana Kos', aliases: ['Ana Kos-Lind'] })
    .question('levy', { title: 'Weir levy', aliases: ['Toll on the weir'] })
    .source('m1', {
      title: 'Minutes',
      publisher: 'Council',
      publishedOn: '2021-05-01',
      url: 'https://council.test/m1',
    });

const asked = { proposition: 'The council should ask for a levy.', codingRule: 'As said.' };
const printed = { title: 'Minutes', publisher: 'Council', publishedOn: '2021-05-01', language: 'en' };

t.test('a record whose name is near that of another is made only where it is said to be another', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, council()));
  const post = (plural: string, body: object, query = '') => send('write', 'POST', `/v1/${plural}${query}`, { body });
  for (const [plural, body, near] of [
    ['experts', { name: 'KOS, Ana' }, '"ana-kos" (Ana Kos)'],
    ['experts', { name: 'A. Kos' }, '"ana-kos" (Ana Kos)'],
    ['experts', { name: 'Mayor', aliases: ['Ana Kos Lind'] }, '"ana-kos" (Ana Kos-Lind)'],
    ['questions', { title: 'Toll on the wier', ...asked }, '"levy" (Toll on the weir)'],
    ['sources', printed, '"m1" (Minutes, Council, 2021-05-01)'],
    ['sources', { ...printed, title: 'Protocol', url: 'http://council.test/m1' }, '"m1" (https://council.test/m1)'],
  ] as const) {
    const before = await store.revision();
    const refused = await post(plural, body);
    isProblem(t, refused, 'conflict');
    t.match(refused.json().detail, `is there already: ${near}; use that one, or send new=true where this is another`);
    t.equal(await store.revision(), before, 'nothing was written');
    t.equal((await post(plural, body, '?new=false')).statusCode, 409);
  }
  t.equal((await post('experts', { name: 'A. Kos' }, '?new=true')).json().id, 'a-kos');
  t.equal((await post('experts', { name: 'Bo Li' })).statusCode, 201);
  t.equal((await post('sources', { ...printed, publishedOn: '2021-05-08' })).statusCode, 201);
  t.equal((await post('questions', { title: 'Weir levy 2', ...asked })).statusCode, 201);
});

t.test('a draft is near too, for those who write; who may only read is told nothing of it', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story()));
  await send('write', 'POST', '/v1/experts', { body: { id: 'hidden', name: 'Ida Voss' } });
  const body = { name: 'Ida Vos' };
  isProblem(t, await send('write', 'POST', '/v1/experts', { body: { name: 'Voss, Ida' } }), 'conflict');
  const anonymous = await send(null, 'POST', '/v1/experts', { body });
  isProblem(t, anonymous, 'unauthenticated');
  t.notMatch(anonymous.body, /hidden/);
});

t.test('a request sent again with its key is answered as the first time, though its record is there now', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  const post = () =>
    send('write', 'POST', '/v1/experts', { body: { name: 'Ada' }, headers: { 'idempotency-key': 'k' } });
  const [first, again] = [await post(), await post()];
  t.strictSame([again.statusCode, again.body], [201, first.body]);
  t.strictSame(await store.ids('expert'), ['ada']);
});

t.test('kinds that bear no names take no such parameter', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story()));
  isProblem(t, await send('write', 'POST', '/v1/statements?new=true', { body: {} }), 'invalid-request');
});

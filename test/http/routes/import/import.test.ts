import t from 'tap';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const drafts = story().says('ada', 'bridge', 'support', { id: 'p', status: 'draft' }).bundle();
const published = story().says('ada', 'bridge', 'support', { id: 'p' }).bundle();

t.test('a bundle is imported, all of it, and once more without effect', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  const first = await send('publish', 'POST', '/v1/import', { body: published });
  t.equal(first.statusCode, 200);
  t.strictSame(first.json().position, { created: 1, updated: 0, unchanged: 0 });
  const revision = await store.revision();
  const again = await send('publish', 'POST', '/v1/import', { body: published });
  t.strictSame(again.json().position, { created: 0, updated: 0, unchanged: 1 });
  t.equal(await store.revision(), revision);
});

t.test('a trial says what would be written, and writes nothing', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  const trial = await send('publish', 'POST', '/v1/import?dryRun=true', { body: published });
  t.strictSame(trial.json().position, { created: 1, updated: 0, unchanged: 0 });
  t.equal(await store.revision(), 0);
  isProblem(t, await send('publish', 'POST', '/v1/import?dryRun=yes', { body: published }), 'invalid-request');
});

t.test('every fault is told at its pointer, all at once, and nothing is written', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  const body = {
    bundleVersion: 1,
    experts: [{ id: 'ada' }, { id: 'ben', name: 'Ben' }],
    questions: [{ id: 'x y' }],
    surprise: 1,
  };
  const { errors } = isProblem(t, await send('publish', 'POST', '/v1/import', { body }), 'invalid-request');
  const pointers = errors.map((error) => (error as { pointer?: string }).pointer);
  for (const pointer of ['/surprise', '/experts/0/name', '/questions/0/id', '/questions/0/title'])
    t.ok(pointers.includes(pointer), pointer);
  t.equal(await store.revision(), 0);
});

t.test('drafts are imported by those who write, what is public by those who publish', async (t) => {
  const { send, store } = await newsroomOver(t, await storeOf(t, story()));
  isProblem(t, await send(null, 'POST', '/v1/import', { body: drafts }), 'unauthenticated');
  isProblem(t, await send('read', 'POST', '/v1/import', { body: drafts }), 'forbidden');
  isProblem(t, await send('write', 'POST', '/v1/import', { body: published }), 'forbidden');
  isProblem(t, await send('write', 'POST', '/v1/import?dryRun=true', { body: published }), 'forbidden');
  t.equal(await store.revision(), 0, 'nothing of it was written');
  t.equal((await send('write', 'POST', '/v1/import', { body: drafts })).statusCode, 200);
});

t.test('an import sent again with its idempotency key is answered as the first time', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story()));
  const headers = { 'idempotency-key': 'k' };
  const first = await send('publish', 'POST', '/v1/import', { body: published, headers });
  const again = await send('publish', 'POST', '/v1/import', { body: published, headers });
  t.equal(again.body, first.body);
  t.strictSame(again.json().position.created, 1);
});

t.test('a bundle in lines is imported as one of JSON is, and its faults are at their lines', async (t) => {
  const { app, send } = await newsroomOver(t, await storeOf(t, story()));
  const importLines = (lines: readonly unknown[], query = '') =>
    send('publish', 'POST', `/v1/import${query}`, {
      payload: [{ bundleVersion: 1 }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''),
      headers: { 'content-type': 'application/x-ndjson' },
    });
  const made = await importLines([{ kind: 'expert', id: 'ada', name: 'Ada' }]);
  t.equal(made.statusCode, 200, made.body);
  t.equal((await app.inject('/v1/experts/ada')).json().name, 'Ada');
  const ben = { kind: 'expert', id: 'ben', name: 'Ben' };
  const broken = await importLines([ben, { kind: 'expert', id: 'cy' }, { kind: 'expurt', id: 'dee' }, 'no record']);
  const { errors } = isProblem(t, broken, 'invalid-request');
  t.match(errors, [{ pointer: '/experts/1/name', line: 3 }, { line: 4 }, { line: 5 }]);
  isRefusedFor(t, await importLines([ben], '?sheet=one'), ['sheet']);
  t.equal((await app.inject('/v1/experts/ben')).statusCode, 404, 'all of it or nothing');
});

import t from 'tap';
import { CLOCK } from '../../helpers/fixtures/records.ts';
import { newsroomOver } from '../../helpers/service/newsroom.ts';
import { storeInMemory } from '../../helpers/store/in-memory.ts';

const store = storeInMemory(CLOCK);
const { send } = await newsroomOver(t, store);

t.test('the answer to a write names a revision that has it; the answer to a reading names none', async (t) => {
  const written = await send('publish', 'POST', '/v1/experts', { body: { id: 'ada', name: 'Ada' } });
  t.equal(written.statusCode, 201);
  t.equal(written.headers['standpoint-revision'], String(await store.revision()));
  const refused = await send('publish', 'POST', '/v1/experts', { body: { id: 'ada', name: 'Ada' } });
  t.equal(refused.statusCode, 409);
  const read = await send(null, 'GET', '/v1/experts/ada');
  for (const { headers } of [refused, read]) t.equal(headers['standpoint-revision'], undefined);
});

t.test('whoever brings it back is answered; a revision that is none, or that no change has, is refused', async (t) => {
  const ask = (revision: string) => send(null, 'GET', '/v1/experts', { headers: { 'standpoint-revision': revision } });
  t.equal((await ask(String(await store.revision()))).statusCode, 200);
  for (const [revision, message] of [
    ['999', /is 999, and no change has that number/],
    ['-1', /must be what an answer to a write said/],
    ['latest', /must be what an answer to a write said/],
    ['1e3', /must be what an answer to a write said/],
  ] as const) {
    const refused = await ask(revision);
    t.equal(refused.statusCode, 400);
    t.match(refused.json(), { errors: [{ parameter: 'Standpoint-Revision', message }] });
  }
});

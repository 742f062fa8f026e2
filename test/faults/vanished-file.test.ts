import { renameSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { story } from '../helpers/fixtures/story.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { type Served, serve } from '../helpers/service/served.ts';
import { fileOf } from '../helpers/store/database.ts';
import { makeKey, type Send, sender } from './desk.ts';

async function running(t: Test): Promise<{ place: Workplace; served: Served; send: Send }> {
  const place = new Workplace(t);
  const token = await makeKey(place.database);
  const served = await serve(t, place, { args: [] });
  const send = sender(served.url, token);
  t.equal((await send('POST', '/v1/experts', { id: 'ada', name: 'Ada' })).status, 201);
  return { place, served, send };
}

/** Asserts that nothing is acknowledged any more, that it is not ready, that it still reads, and that its log tells. */
async function isNoticed(t: Test, served: Served, send: Send): Promise<void> {
  let log = '';
  served.child.stderr?.on('data', (text: string) => {
    log += text;
  });
  const problem = {
    type: '/problems/database-replaced',
    status: 503,
    detail: /puts back the file .* or starts it again/,
  };
  t.match(await send('POST', '/v1/experts', { id: 'ben', name: 'Ben' }), { status: 503, body: problem });
  t.match(await send('POST', '/v1/import', story().expert('ben').bundle()), { status: 503, body: problem });
  t.match(await served.json('/readyz'), { status: 503, body: problem });
  t.equal((await served.json('/v1/experts/ada')).status, 200);
  t.equal((await served.json('/v1/experts/ben')).status, 404);
  while (!log.includes('the database cannot be written')) await wait(50);
  t.pass('the log tells, without being asked');
}

t.test('a database that is removed under a running service', async (t) => {
  const { place, served, send } = await running(t);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${place.database}${suffix}`);
  await isNoticed(t, served, send);
  t.match(await served.end('SIGTERM'), { code: 0 });
  const again = await serve(t, place, { args: [] });
  t.match(again.greeting, 'is empty');
  t.strictSame((await again.json('/v1/experts')).body.items, [], 'the demonstration is not shown as the record');
});

t.test('a database that is replaced under a running service', async (t) => {
  const { place, served, send } = await running(t);
  renameSync(await fileOf(t, story().expert('cho')), place.database);
  await isNoticed(t, served, send);
  t.match(await served.end('SIGTERM'), { code: 0 });
});

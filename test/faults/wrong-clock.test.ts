import { join } from 'node:path';
import t from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { clockAt, withoutFaketime } from '../helpers/service/faketime.ts';
import { serve } from '../helpers/service/served.ts';
import { makeKey, sender } from './desk.ts';

t.test('the clock of the machine', { skip: withoutFaketime() }, async (t) => {
  const place = new Workplace(t);
  const clock = clockAt(join(place.folder, 'clock'), 0);
  const token = await makeKey(place.database);
  const served = await serve(t, place, { args: [], settings: clock.settings });
  const send = sender(served.url, token);
  const post = (id: string) => send('POST', '/v1/experts', { id, name: id });
  t.equal((await post('before')).status, 201);

  await t.test('goes wrong while the service runs: nothing is written, it says so, and reading goes on', async (t) => {
    for (const [days, says] of [
      [400, /more than 90 days after .*STANDPOINT_MAX_CLOCK_LEAP/],
      [-3, /the last entry of the change log is of .*set it right/],
    ] as const) {
      clock.set(days);
      const problem = { type: '/problems/wrong-clock', status: 503, detail: says };
      t.match(await post('wrong'), { status: 503, body: problem });
      t.match(await served.json('/readyz'), { status: 200, body: { status: 'read-only', detail: says } });
      t.equal((await served.json('/v1/experts/before')).status, 200);
      t.match(await place.run(['check'], clock.settings), { code: 1, stdout: '', stderr: says });
    }
  });
  await t.test('is right again: so is everything else, by itself', async (t) => {
    clock.set(0);
    t.equal((await post('after')).status, 201);
    t.match((await served.json('/readyz')).body, { status: 'ok' });
    t.match(await served.end('SIGTERM'), { code: 0 });
    t.match(await place.run(['check'], clock.settings), { code: 0, stderr: '' });
  });
  await t.test('is right after a pause longer than the limit: a larger one is given once', async (t) => {
    clock.set(200);
    const bundle = {
      stdin: JSON.stringify({ bundleVersion: 1, experts: [{ id: 'late', name: 'Late' }] }),
      ...clock.settings,
    };
    t.match(await place.run(['import', '-'], bundle), {
      code: 1,
      stderr: /start once with a larger STANDPOINT_MAX_CLOCK_LEAP/,
    });
    t.match(await place.run(['import', '-'], { ...bundle, STANDPOINT_MAX_CLOCK_LEAP: '365' }), { code: 0, stderr: '' });
    t.match(await place.run(['import', '-'], bundle), { code: 0, stderr: '' });
  });
  await t.test(
    'left entries of a time to come: the record goes on in a new log, by what docs/run/operations.md says',
    async (t) => {
      clock.set(0);
      t.match(
        await place.run(['import', '-'], {
          stdin: 'bundleVersion: 1\nexperts: [{id: no, name: No}]\n',
          ...clock.settings,
        }),
        { code: 1, stderr: /the last entry of the change log is of/ },
      );
      const bundle = (await place.run(['export'], clock.settings)).stdout;
      const fresh = { STANDPOINT_DB: join(place.folder, 'fresh.sqlite') };
      t.match(await place.run(['import', '-'], { stdin: bundle, ...clock.settings, ...fresh }), {
        code: 0,
        stderr: '',
      });
      t.match(await place.run(['check'], { ...clock.settings, ...fresh }), { code: 0, stderr: '' });
      t.equal((await place.run(['export'], { ...clock.settings, ...fresh })).stdout, bundle);
    },
  );
});

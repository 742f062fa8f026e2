import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import t, { type Test } from 'tap';
import { STORY } from '../helpers/fixtures/bundle-text.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { follow } from '../helpers/service/events.ts';
import { begin, closing, serve } from '../helpers/service/served.ts';

const place = (t: Test) => new Workplace(t, { 'story.yaml': STORY });

t.test('SIGTERM and SIGINT end it with 0, nothing on standard error, and the database closed', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const workplace = place(t);
    const served = await serve(t, workplace);
    await served.json('/v1/matrix');
    t.match(await served.end(signal), { code: 0, signal: null, stderr: '' });
    t.equal(existsSync(workplace.database), true);
    t.equal(existsSync(`${workplace.database}-wal`), false, `${signal}: the log was written back`);
  }
});

t.test('a request that is under way when the end is asked for is answered', async (t) => {
  const served = await serve(t, place(t));
  const request = await begin(served, '/v1/experts');
  const over = served.end('SIGTERM');
  await closing(served);
  t.match(await request.finish(), /^HTTP\/1\.1 200 OK\r\n[\s\S]*"turner"/);
  t.match(await over, { code: 0, stderr: '' });
});

t.test('a connection on which nothing was asked, and a stream of events, do not keep it from ending', async (t) => {
  const served = await serve(t, place(t));
  const unused = connect(Number(new URL(served.url).port), '127.0.0.1');
  t.teardown(() => unused.destroy());
  await once(unused, 'connect');
  const stream = await follow(t, `${served.url}/v1/changes`);
  await stream.until(1);
  const [over] = await Promise.all([served.end('SIGTERM'), stream.untilEnd()]);
  // Had it waited for them, it would have been ended by force after ten seconds, with another code.
  t.match(over, { code: 0, signal: null, stderr: '' });
});

t.test('being asked to end once more, while it ends, changes nothing', async (t) => {
  const served = await serve(t, place(t));
  const [one, other] = [await begin(served, '/v1/experts'), await begin(served, '/v1/experts')];
  const over = served.end('SIGINT');
  await closing(served);
  served.child.kill('SIGINT');
  t.match(await one.finish(), /^HTTP\/1\.1 200 OK/);
  t.match(await other.finish(), /^HTTP\/1\.1 200 OK/);
  t.match(await over, { code: 0, stderr: '' });
});

t.test('what was imported is there after the process was killed, and the database is sound', async (t) => {
  const workplace = place(t);
  const first = await serve(t, workplace);
  t.equal((await first.json('/v1/experts/ada')).status, 404);
  t.match(await workplace.run(['import', 'story.yaml']), { code: 0 });
  t.equal((await first.json('/v1/experts/ada')).status, 200, 'seen at once by the process that serves');
  t.match(await first.end('SIGKILL'), { signal: 'SIGKILL' });
  t.match(await workplace.runHere(['check']), { code: 0, stdout: /is sound/, stderr: '' });
  const second = await serve(t, workplace);
  t.equal((await second.json('/v1/positions/ada-bridge')).body.summary, 'Wants a bridge.');
  t.equal((await second.json('/v1/experts')).body.items.length, 7);
});

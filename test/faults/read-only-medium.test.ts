import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { serve } from '../helpers/service/served.ts';
import { withRaw } from '../helpers/store/database.ts';
import { makeKey, sender } from './desk.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';

const MEGABYTES = 16;
const PATHS = [
  '/v1/experts',
  '/v1/matrix',
  '/v1/matrix?knownAt=2026-01-01T00:00:00Z',
  '/v1/changes',
  '/v1/search?q=troops',
];

const disk = smallDisk(t, MEGABYTES);

t.test('a medium that cannot be written', { skip: typeof disk === 'string' ? disk : false }, async (t) => {
  if (typeof disk !== 'string') await onMedium(t, disk);
});

async function onMedium(t: Test, disk: SmallDisk): Promise<void> {
  const place = new Workplace(t);
  const settings = { STANDPOINT_DB: join(disk.folder, 'standpoint.sqlite') };
  const token = await makeKey(settings.STANDPOINT_DB);
  const before = await serve(t, place, { settings });
  const answers = await Promise.all(PATHS.map(async (path) => (await before.json(path)).body));

  /** Asserts that it reads as before, and refuses to write and says why. */
  const isServed = async (t: Test) => {
    const served = await serve(t, place, { settings });
    t.match(
      served.greeting,
      /^Reading only: \S+standpoint\.sqlite can only be read: to write, give this user the right/m,
    );
    for (const [at, path] of PATHS.entries()) t.strictSame((await served.json(path)).body, answers[at], path);
    const refused = await sender(served.url, token)('POST', '/v1/experts', { id: 'ada', name: 'Ada' });
    t.match(refused, { status: 503, body: { type: '/problems/read-only', detail: /reading goes on/ } });
    t.notMatch(JSON.stringify(refused.body), disk.folder);
    t.match(await served.json('/readyz'), { status: 200, body: { status: 'read-only', detail: /reading goes on/ } });
    t.match(await (await fetch(`${served.url}/metrics`)).text(), /^standpoint_writable 0$/m);
    const over = await served.end('SIGTERM');
    t.equal(over.code, 0);
    t.notMatch(over.stderr, 'webhooks could not be looked after');
  };

  await t.test('is served as it is after a clean end', async (t) => {
    t.match(await before.end('SIGTERM'), { code: 0 });
    t.strictSame(readdirSync(disk.folder), ['standpoint.sqlite']);
    disk.setWritable(false);
    await isServed(t);
    t.match(await place.runHere(['import', '-'], { ...settings, stdin: 'bundleVersion: 1\n' }), {
      code: 1,
      stderr: /can only be read/,
    });
    t.match(await place.runHere(['check'], settings), { code: 0, stderr: /can only be read/ });
    disk.setWritable(true);
  });
  await t.test('is served as it is after an end by force, with what stands in its log', async (t) => {
    const killed = await serve(t, place, { settings });
    await killed.end('SIGKILL');
    t.ok(readdirSync(disk.folder).includes('standpoint.sqlite-wal'));
    disk.setWritable(false);
    await isServed(t);
    disk.setWritable(true);
  });
  await t.test('is refused where the database is of a newer version', async (t) => {
    withRaw(settings.STANDPOINT_DB, (raw) => raw.pragma('user_version = 9000'));
    disk.setWritable(false);
    t.match(await place.run(['serve'], settings), { code: 1, stderr: /is of version 9000/ });
    disk.setWritable(true);
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { type Served, serve } from '../helpers/service/served.ts';
import { makeKey, type Reply, type Send, sender } from './desk.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';

const MEGABYTES = 4;
const PATHS = ['/v1/experts', '/v1/matrix', '/v1/matrix?knownAt=2026-01-01T00:00:00Z', '/v1/changes', '/readyz'];

const disk = smallDisk(t, MEGABYTES);

t.test('a full disk', { skip: typeof disk === 'string' ? disk : false }, async (t) => {
  if (typeof disk !== 'string') await onDisk(t, disk);
});

async function onDisk(t: Test, disk: SmallDisk): Promise<void> {
  const place = new Workplace(t);
  const settings = { STANDPOINT_DB: join(disk.folder, 'standpoint.sqlite') };
  const [token, unused] = [await makeKey(settings.STANDPOINT_DB), await makeKey(settings.STANDPOINT_DB)];
  // The log goes to the same disk.
  const log = join(disk.folder, 'log');
  const served = await serve(t, place, { settings: { ...settings, LOG_LEVEL: 'info' }, log });
  const send = sender(served.url, token);
  const made = [(await post(send, 'before')).body.id];
  const run = (...args: string[]) => place.runHere(args, { ...settings, stdin: BUNDLE });

  disk.fill();
  await t.test('what is written over HTTP is refused with 507, and nothing of it is there', async (t) => {
    const refused = await postUntilRefused(send, made);
    t.equal(refused.status, 507);
    t.match(refused.body, { type: '/problems/insufficient-storage', status: 507, detail: /reading goes on/ });
    t.notMatch(JSON.stringify(refused.body), disk.folder);
    t.equal((await served.json(`/v1/experts/full-${made.length}`)).status, 404);
  });
  await t.test('what is read is answered, also with a key whose use cannot be noted', async (t) => {
    for (const path of PATHS) t.equal((await served.json(path)).status, 200, path);
    const drafts = await fetch(`${served.url}/v1/positions?status=draft`, {
      headers: { authorization: `Bearer ${unused}` },
    });
    t.equal(drafts.status, 200);
    t.equal(served.child.exitCode, null, 'the process lives, though there is no room for its log');
  });
  await t.test(
    'an import, a backup and a restoration say so, and leave nothing; a backup to another disk is made',
    async (t) => {
      const message =
        /^standpoint: the disk of \S+ is full; nothing was written, and reading goes on: make room and try again\n$/;
      t.match(await run('import', '-'), { code: 1, stdout: '', stderr: message });
      t.match(await run('backup', join(disk.folder, 'copy.sqlite')), { code: 1, stdout: '', stderr: message });
      t.match(await run('backup', 'elsewhere.sqlite'), { code: 0, stderr: '' });
      const other = { STANDPOINT_DB: join(disk.folder, 'copy.sqlite') };
      t.match(await place.runHere(['restore', 'elsewhere.sqlite'], other), { code: 1, stdout: '', stderr: message });
      t.strictSame(
        readdirSync(disk.folder).filter((name) => name.includes('copy')),
        [],
      );
    },
  );

  disk.makeRoom();
  await t.test('writing resumes by itself as soon as there is room', async (t) => {
    t.equal((await post(send, 'after')).status, 201);
    t.match(await run('import', '-'), { code: 0, stderr: '' });
    await isThere(t, served, [...made, 'after', 'imported-0']);
    t.match(await served.end('SIGTERM'), { code: 0 });
    t.match(readFileSync(log, 'utf8'), '/v1/experts/imported-0', 'the log goes on');
    t.match(await run('check'), { code: 0, stderr: '' });
  });

  disk.fill();
  await t.test('a process that begins on it says so, and the database is none the worse', async (t) => {
    const message = / cannot be used while its disk is full; make room and try again\n$/;
    t.match(await place.run(['serve'], settings), { code: 1, stdout: '', stderr: message });
    disk.makeRoom();
    t.match(await run('check'), { code: 0, stderr: '' });
  });
}

const LONG = 'x'.repeat(1_500);

const post = (send: Send, id: string): Promise<Reply> =>
  send('POST', '/v1/experts', { id, name: id, description: LONG });

/** There may be room for a few yet, as the log beside the database is used again. */
async function postUntilRefused(send: Send, made: string[]): Promise<Reply> {
  for (;;) {
    const id = `full-${made.length}`;
    const reply = await post(send, id);
    if (reply.status !== 201) return reply;
    made.push(id);
  }
}

async function isThere(t: Test, { json }: Served, ids: readonly string[]): Promise<void> {
  for (const id of ids) t.equal((await json(`/v1/experts/${id}`)).status, 200, id);
}

const BUNDLE = JSON.stringify({
  bundleVersion: 1,
  experts: Array.from({ length: 200 }, (_, at) => ({
    id: `imported-${at}`,
    name: `Imported ${at}`,
    description: LONG,
  })),
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { Workplace } from '../helpers/bin.ts';
import { serve } from '../helpers/served.ts';
import { smallDisk } from './small-disk.ts';

const MEGABYTES = 4;
const disk = smallDisk(t, MEGABYTES);
const skip = typeof disk === 'string' ? disk : false;

t.test(
  'on a full disk nothing is written, reading goes on, and writing resumes when there is room',
  { skip },
  async (t) => {
    if (typeof disk === 'string') return;
    const place = new Workplace(t);
    const settings = { STANDPOINT_DB: join(disk.folder, 'standpoint.sqlite') };
    const token = await prepare(settings.STANDPOINT_DB);
    const served = await serve(t, place, { settings });
    const post = (name: string) =>
      fetch(`${served.url}/v1/experts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id: name, name, description: 'x'.repeat(1500) }),
      });
    t.equal((await post('before')).status, 201);

    disk.fill();
    const made = ['before'];
    let refused: Response | undefined;
    for (let at = 0; refused === undefined; at += 1) {
      const reply = await post(`expert-${at}`);
      if (reply.status === 201) made.push(`expert-${at}`);
      else refused = reply;
    }
    t.equal(refused.status, 507);
    t.match(refused.headers.get('content-type'), 'application/problem+json');
    const problem = (await refused.json()) as { type: string; detail: string };
    t.match(problem, { type: '/problems/insufficient-storage', status: 507, detail: /reading goes on/ });
    t.notMatch(problem.detail, disk.folder);
    for (const path of ['/v1/experts', '/v1/matrix', '/v1/changes?limit=500', '/v1/search?q=troops', '/readyz'])
      t.equal((await served.json(path)).status, 200, path);
    const seen = await fetch(`${served.url}/v1/positions?status=draft`, {
      headers: { authorization: `Bearer ${token}` },
    });
    t.equal(seen.status, 200, 'also with a key, whose use cannot be noted');
    const imported = await place.run(['import', '-'], { ...settings, stdin: bundle(200) });
    t.strictSame([imported.code, imported.stdout], [1, '']);
    t.match(imported.stderr, /^standpoint: the disk of .* is full; nothing was written, and reading goes on/);
    const backup = await place.run(['backup', join(disk.folder, 'copy.sqlite')], settings);
    t.strictSame([backup.code, backup.stdout], [1, '']);
    t.match(backup.stderr, /^standpoint: the disk of .*copy\.sqlite is full; nothing was written/);
    t.strictSame(
      readdirSync(disk.folder).filter((name) => name.includes('copy')),
      [],
      'no part of a backup is left',
    );
    t.match(await place.run(['backup', 'elsewhere.sqlite'], settings), { code: 0, stderr: '' });

    disk.makeRoom();
    t.equal((await post('after')).status, 201, 'writing resumes');
    t.match(await place.run(['import', '-'], { ...settings, stdin: bundle(200) }), { code: 0, stderr: '' });
    for (const id of [...made, 'after']) t.equal((await served.json(`/v1/experts/${id}`)).status, 200, id);
    t.match(await served.end('SIGTERM'), { code: 0 });
    t.match(await place.run(['check'], settings), { code: 0, stderr: '' });
  },
);

/** A key to write with, in a database that is empty otherwise. */
async function prepare(path: string): Promise<string> {
  const store = openSqliteStore(path);
  const { token } = await store.keys.create({ name: 'desk', scopes: ['publish'], createdBy: 'ada', expiresAt: null });
  await store.close();
  return token;
}

const bundle = (experts: number): string =>
  JSON.stringify({
    bundleVersion: 1,
    experts: Array.from({ length: experts }, (_, at) => ({
      id: `imported-${at}`,
      name: `Imported ${at}`,
      description: 'x'.repeat(1500),
    })),
  });

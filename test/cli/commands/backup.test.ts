import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';
import { serve } from '../../helpers/service/served.ts';
import { contentOf } from '../../helpers/store/database.ts';

t.test('a backup is made while the service runs, and tells its revision and its size', async (t) => {
  const place = new Workplace(t);
  const served = await serve(t, place);
  const run = await place.runHere(['backup', 'copy.sqlite']);
  const { size } = statSync(join(place.folder, 'copy.sqlite'));
  t.strictSame(run, {
    code: 0,
    signal: null,
    stdout: `${place.database} is in copy.sqlite at revision 70 (${size} bytes)\n`,
    stderr: '',
  });
  t.equal((await served.json('/v1/experts')).status, 200);
  t.strictSame(contentOf(join(place.folder, 'copy.sqlite')), contentOf(place.database));
});

t.test('a file that is there is not overwritten, unless that is asked for', async (t) => {
  const place = await new Workplace(t, { 'diary.txt': 'Dear diary' }).seeded();
  const run = await place.runHere(['backup', 'diary.txt']);
  t.strictSame([run.code, run.stdout], [1, '']);
  t.equal(run.stderr, 'standpoint: diary.txt exists already; name another file, or replace it with --force\n');
  t.equal(readFileSync(join(place.folder, 'diary.txt'), 'utf8'), 'Dear diary');
  t.match(await place.runHere(['backup', 'diary.txt', '--force']), { code: 0, stdout: /at revision 70/, stderr: '' });
});

t.test('where there is no database, none is made', async (t) => {
  const place = new Workplace(t);
  const run = await place.runHere(['backup', 'copy.sqlite']);
  t.strictSame([run.code, run.stdout], [1, '']);
  t.match(
    run.stderr,
    /standpoint\.sqlite does not exist, so there is nothing to back up; name the database in STANDPOINT_DB\n$/,
  );
  t.equal(existsSync(place.database), false);
});

t.test('a backup can be looked at, and stays as it is', async (t) => {
  const place = await new Workplace(t, { 'diary.txt': 'Dear diary' }).seeded();
  await place.runHere(['backup', 'copy.sqlite']);
  const copy = join(place.folder, 'copy.sqlite');
  const before = readFileSync(copy);
  t.strictSame(await place.runHere(['check', 'copy.sqlite']), {
    code: 0,
    signal: null,
    stdout: 'copy.sqlite is sound at revision 70\n',
    stderr: '',
  });
  t.ok(readFileSync(copy).equals(before));
  const run = await place.runHere(['check', 'diary.txt']);
  t.strictSame([run.code, run.stdout], [1, '']);
  t.match(run.stderr, /^standpoint: diary\.txt is not a backup of Standpoint; /);
});

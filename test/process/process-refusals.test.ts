import { open, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import { Workplace } from '../helpers/service/bin.ts';

/** Asserts that the service does not start on what is at its database, and says why in one line. */
async function refuses(t: Test, place: Workplace, why: RegExp): Promise<void> {
  const { code, stdout, stderr } = await place.run(['serve'], { PORT: '0' });
  t.equal(code, 1);
  t.equal(stdout, '');
  t.match(stderr, why);
  t.equal(stderr.trimEnd().split('\n').length, 1, 'one line');
}

t.test('a database of a newer version is left alone', async (t) => {
  const place = new Workplace(t);
  await place.runHere(['migrate']);
  const database = new Database(place.database);
  database.pragma('user_version = 9000');
  database.close();
  await refuses(t, place, /standpoint\.sqlite is of version 9000, .*start a newer Standpoint$/m);
});

t.test('a database of another program is left alone', async (t) => {
  const place = new Workplace(t);
  const database = new Database(place.database);
  database.exec('CREATE TABLE recipes (name TEXT)');
  database.close();
  await refuses(t, place, /is a database of another program; name another file in STANDPOINT_DB$/m);
});

t.test('what is no database is left alone', async (t) => {
  const place = new Workplace(t);
  await writeFile(place.database, 'Dear diary, '.repeat(1000));
  await refuses(t, place, /is not a database; name another file in STANDPOINT_DB$/m);
});

t.test('a damaged database is not served', async (t) => {
  const place = await new Workplace(t).seeded();
  const file = await open(place.database, 'r+');
  const { size } = await file.stat();
  for (let page = 4096 * 3; page < size; page += 4096 * 2) await file.write(Buffer.alloc(512, 0xa5), 0, 512, page);
  await file.close();
  await refuses(t, place, /is damaged.*restore it from a backup$/m);
});

t.test('a folder in which nothing can be made is told as such', async (t) => {
  const place = new Workplace(t, { file: 'not a folder' });
  const { code, stderr } = await place.run(['serve'], { STANDPOINT_DB: 'file/standpoint.sqlite', PORT: '0' });
  t.equal(code, 1);
  t.match(stderr, /^standpoint: file\/standpoint\.sqlite cannot be opened: /);
  t.notMatch(stderr, /\n {4}at /);
});

t.test('a folder that is missing is made', async (t) => {
  const place = new Workplace(t);
  t.match(await place.runHere(['migrate'], { STANDPOINT_DB: 'new/deep/standpoint.sqlite' }), { code: 0, stderr: '' });
});

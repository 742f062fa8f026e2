import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { backupSqlite } from '../../../../src/db/sqlite/maintenance/backup.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { refusal } from '../../../helpers/asserts/refusal.ts';
import { everything } from '../../../helpers/fixtures/stories.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { contentOf, fileOf, newPath, olderFile, withRaw } from '../../../helpers/store/database.ts';
import { tell } from '../../../helpers/store/tell.ts';

const town = (t: Test) => fileOf(t, story().expert('ada'));
const beside = (path: string, name: string) => join(dirname(path), name);
const backup = (path: string, file: string, force = false) => backupSqlite(path, file, { force });

t.test('a backup has every row of every table, in one file with nothing beside it', async (t) => {
  const path = await fileOf(t, everything());
  const file = newPath(t, 'copy.sqlite');
  const { revision, bytes } = backup(path, file);
  t.strictSame(contentOf(file), contentOf(path));
  t.equal(
    revision,
    withRaw(path, (raw) => raw.prepare('SELECT max(seq) FROM changes').pluck().get()),
  );
  t.equal(bytes, statSync(file).size);
  t.strictSame(readdirSync(dirname(file)), ['copy.sqlite']);
});

t.test('a backup has what the log beside the database holds', async (t) => {
  const path = newPath(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  await tell(store, story().expert('ada'));
  t.ok(statSync(`${path}-wal`).size > 0);
  const file = newPath(t);
  t.equal(backup(path, file).revision, 1);
  await tell(store, story().expert('ben'));
  t.equal((await store.getMany('expert', ['ada', 'ben'])).length, 2, 'the store goes on');
  t.strictSame(
    withRaw(file, (raw) => raw.prepare('SELECT id FROM experts').pluck().all()),
    ['ada'],
  );
});

t.test('a backup may be read by those who may read the database', async (t) => {
  const path = await town(t);
  chmodSync(path, 0o640);
  const file = newPath(t);
  backup(path, file);
  t.equal(statSync(file).mode & 0o777, 0o640);
});

t.test('a database of an older version is copied as it is', async (t) => {
  const path = olderFile(t);
  const file = newPath(t);
  t.equal(backup(path, file).revision, 1);
  for (const each of [path, file])
    t.equal(
      withRaw(each, (raw) => raw.pragma('user_version', { simple: true })),
      1,
    );
});

t.test('a file that is there is replaced when that is asked for, and not before', async (t) => {
  const path = await town(t);
  const file = newPath(t);
  writeFileSync(file, 'Dear diary');
  await refused(
    t,
    () => backup(path, file),
    'invalid',
    `${file} exists already; name another file, or replace it with --force`,
  );
  t.equal(readFileSync(file, 'utf8'), 'Dear diary');
  backup(path, file, true);
  t.strictSame(contentOf(file), contentOf(path));
  const link = beside(file, 'latest.sqlite');
  symlinkSync(file, link);
  backup(path, link, true);
  t.ok(statSync(link).size > 0);
  t.strictSame(readdirSync(dirname(file)).sort(), ['latest.sqlite', 'standpoint.sqlite'], 'a link leads where it led');
});

t.test('the database, by whatever name, and its logs are never overwritten', async (t) => {
  const path = await town(t);
  const before = readFileSync(path);
  const link = beside(path, 'link.sqlite');
  symlinkSync(path, link);
  mkdirSync(beside(path, 'deep'));
  const names = [path, link, `${path}-wal`, `${path}-shm`, beside(path, 'deep/../standpoint.sqlite')];
  for (const name of names)
    await refused(t, () => backup(path, name, true), 'invalid', `${name} is the database itself; name another file`);
  t.ok(readFileSync(path).equals(before));
});

t.test('a backup that cannot be put where it should go says why, and leaves nothing', async (t) => {
  const path = await town(t);
  const nowhere = beside(path, 'missing/copy.sqlite');
  await refused(t, () => backup(path, nowhere), 'invalid', new RegExp(`^the folder of ${nowhere} does not exist`));
  await refused(
    t,
    () => backup(path, dirname(path), true),
    'invalid',
    / is not a file; name the file that is to be the backup$/,
  );
  const long = beside(path, `${'a'.repeat(250)}.sqlite`);
  await refused(t, () => backup(path, long), 'invalid', /cannot be written: .*ENAMETOOLONG/);
  t.strictSame(readdirSync(dirname(path)), ['standpoint.sqlite']);
});

t.test('what is no database of ours is not backed up, and not made', async (t) => {
  const missing = newPath(t);
  const file = newPath(t, 'copy.sqlite');
  await refused(t, () => backup(missing, file), 'unusable-database', /does not exist, so there is nothing to back up/);
  t.equal(existsSync(missing), false);
  await refused(t, () => backup(':memory:', file), 'unusable-database', /^:memory: does not exist/);
  const empty = newPath(t);
  writeFileSync(empty, '');
  await refused(t, () => backup(empty, file), 'unusable-database', /is an empty file, so there is nothing to back up/);
  const other = newPath(t);
  withRaw(other, (raw) => raw.exec('CREATE TABLE recipes (name TEXT)'));
  await refused(t, () => backup(other, file), 'unusable-database', /is a database of another program/);
  const newer = await town(t);
  withRaw(newer, (raw) => raw.pragma('user_version = 9000'));
  await refused(t, () => backup(newer, file), 'unusable-database', /is of version 9000, .*start a newer Standpoint$/);
  t.strictSame(readdirSync(dirname(file)), []);
});

t.test('a damaged database is not taken for a good one', async (t) => {
  const path = await fileOf(t, everything());
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, 3 * 4096, 3 * 4096 + 512));
  const file = newPath(t, 'copy.sqlite');
  await refused(t, () => backup(path, file), 'unusable-database', /is damaged.*restore it from a backup$/s);
  t.strictSame(readdirSync(dirname(file)), []);
});

async function refused(t: Test, act: () => unknown, kind: string, message: string | RegExp): Promise<void> {
  const failure = await refusal((async () => act())());
  t.equal(failure.kind, kind);
  t.match(failure.message, message);
}

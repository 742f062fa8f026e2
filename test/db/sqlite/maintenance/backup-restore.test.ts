import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import { backupSqlite } from '../../../../src/db/sqlite/maintenance/backup.ts';
import { restoreSqlite } from '../../../../src/db/sqlite/maintenance/restore.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { refusal } from '../../../helpers/asserts/refusal.ts';
import { everything } from '../../../helpers/fixtures/stories.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { contentOf, fileOf, newPath, olderFile, withRaw } from '../../../helpers/store/database.ts';
import { tell } from '../../../helpers/store/tell.ts';

const AT = new Date('2026-11-23T09:00:00.000Z');
const KEPT = 'standpoint.sqlite.replaced-20261123T090000000Z';

const restore = (file: string, path: string, force = false) => restoreSqlite(file, path, { force, at: AT });
const around = (path: string) => readdirSync(dirname(path)).sort();

/** A backup of everything. */
async function backupFile(t: Test): Promise<string> {
  const file = newPath(t, 'copy.sqlite');
  backupSqlite(await fileOf(t, everything()), file, { force: false });
  return file;
}

/** What is in the place of the database, and that it is sound. */
async function isSound(t: Test, path: string): Promise<void> {
  const store = openSqliteStore(path);
  t.strictSame(await store.check(), []);
  await store.close();
}

t.test('a backup becomes the database where there is none, and where there is an empty one', async (t) => {
  const file = await backupFile(t);
  const content = contentOf(file);
  const deep = join(newPath(t, 'data'), 'standpoint.sqlite');
  const nothing = newPath(t);
  writeFileSync(nothing, '');
  const empty = newPath(t);
  await openSqliteStore(empty).close();
  for (const path of [deep, nothing, empty]) {
    const { revision, aside, exclusive } = await restore(file, path);
    t.strictSame([aside, exclusive], [[], true]);
    t.equal(revision, content.changes?.length);
    t.strictSame(contentOf(path), content);
    t.strictSame(around(path), ['standpoint.sqlite'], 'and nothing beside it');
    await isSound(t, path);
  }
  t.strictSame(around(file), ['copy.sqlite'], 'the backup stays, with nothing beside it');
});

t.test('a database that is not empty is replaced when that is asked for, and kept whole', async (t) => {
  const file = await backupFile(t);
  const path = await fileOf(t, story().expert('eve'));
  const before = contentOf(path);
  const { kind, message } = await refusal(restore(file, path));
  t.equal(kind, 'invalid');
  t.equal(message, `${path} is not empty; --force replaces it, and keeps it under another name`);
  t.strictSame(contentOf(path), before, 'the database is as it was');
  const { aside } = await restore(file, path, true);
  const kept = join(dirname(path), KEPT);
  t.strictSame(aside, [kept]);
  t.strictSame(contentOf(path), contentOf(file));
  t.strictSame(contentOf(kept), before);
  t.strictSame(around(path), ['standpoint.sqlite', KEPT]);
});

t.test('a database in which only keys were made is not empty', async (t) => {
  const file = await backupFile(t);
  const path = newPath(t);
  const store = openSqliteStore(path);
  await store.keys.create({ name: 'desk', scopes: ['write'], createdBy: 'ada', expiresAt: null });
  await store.close();
  t.match((await refusal(restore(file, path))).message, 'is not empty');
});

t.test('what was written last to the database that is replaced is kept too', async (t) => {
  const file = await backupFile(t);
  const crashed = await crashedFile(t, 'eve');
  const { aside } = await restore(file, crashed, true);
  t.strictSame(aside, [join(dirname(crashed), KEPT)]);
  t.strictSame(contentOf(crashed), contentOf(file));
  t.strictSame(
    withRaw(aside[0] ?? '', (raw) => raw.prepare('SELECT id FROM experts').pluck().all()),
    ['eve'],
  );
});

t.test('the log beside a copied file belongs to it', async (t) => {
  const file = await crashedFile(t, 'eve');
  const path = newPath(t);
  t.equal((await restore(file, path)).revision, 1);
  t.strictSame(
    withRaw(path, (raw) => raw.prepare('SELECT id FROM experts').pluck().all()),
    ['eve'],
  );
  t.ok(statSync(`${file}-wal`).size > 0, 'and stays where it is');
});

t.test('a log that has lost its database is not taken for that of the new one', async (t) => {
  const file = await backupFile(t);
  const path = newPath(t);
  copyFileSync(`${await crashedFile(t, 'eve')}-wal`, `${path}-wal`);
  const wal = readFileSync(`${path}-wal`);
  writeFileSync(`${path}-shm`, 'stale');
  const { aside } = await restore(file, path);
  t.strictSame(aside, [join(dirname(path), `${KEPT}-wal`)]);
  t.ok(readFileSync(aside[0] ?? '').equals(wal));
  t.strictSame(contentOf(path), contentOf(file));
  t.strictSame(around(path), ['standpoint.sqlite', `${KEPT}-wal`]);
});

t.test(
  'the log of a database that cannot be read any more is kept with it, and not taken for that of the new one',
  async (t) => {
    const file = await backupFile(t);
    const path = await damagedFile(t);
    const wal = readFileSync(`${path}-wal`);
    const { aside, exclusive } = await restore(file, path, true);
    const kept = join(dirname(path), KEPT);
    t.strictSame([aside, exclusive], [[kept, `${kept}-wal`], false]);
    t.ok(readFileSync(`${kept}-wal`).equals(wal));
    t.strictSame(contentOf(path), contentOf(file));
    t.strictSame(around(path), ['standpoint.sqlite', KEPT, `${KEPT}-wal`]);
    await isSound(t, path);
  },
);

t.test('where nothing is restored, such a log is where it was', async (t) => {
  const path = newPath(t);
  writeFileSync(`${path}-wal`, 'a log');
  const other = newPath(t, 'diary');
  writeFileSync(other, 'Dear diary');
  await refusal(restore(other, path));
  t.strictSame(around(path), ['standpoint.sqlite-wal']);
});

t.test('a backup of an older version is brought up to date, and stays as it is itself', async (t) => {
  const file = olderFile(t);
  const before = readFileSync(file);
  const path = newPath(t);
  t.equal((await restore(file, path)).revision, 1);
  await isSound(t, path);
  t.ok(readFileSync(file).equals(before));
});

t.test('a database of a newer version is replaced by a backup of an older one', async (t) => {
  const file = await backupFile(t);
  const path = await fileOf(t, story().expert('eve'));
  withRaw(path, (raw) => raw.pragma('user_version = 9000'));
  await restore(file, path, true);
  await isSound(t, path);
});

t.test(
  'whoever could use the database can use what replaces it',
  { skip: process.getuid?.() !== 0 && 'needs root' },
  async (t) => {
    const file = await backupFile(t);
    const path = await fileOf(t, story().expert('eve'));
    chmodSync(path, 0o640);
    chownSync(path, 4321, 8765);
    await restore(file, path, true);
    const { mode, uid, gid } = statSync(path);
    t.strictSame([mode & 0o777, uid, gid], [0o640, 4321, 8765]);
  },
);

t.test('a link to the database leads to the new one', async (t) => {
  const file = await backupFile(t);
  const path = await fileOf(t, story().expert('eve'));
  mkdirSync(join(dirname(path), 'links'));
  const link = join(dirname(path), 'links', 'standpoint.sqlite');
  symlinkSync(path, link);
  await restore(file, link, true);
  t.strictSame(contentOf(path), contentOf(file));
  t.strictSame(readdirSync(dirname(link)), ['standpoint.sqlite']);
});

t.test('who has opened the old file, and waited for it, cannot write to it any more', async (t) => {
  const file = await backupFile(t);
  const path = await fileOf(t, story().expert('eve'));
  const waiting = new Database(path);
  await restore(file, path, true);
  t.throws(() => waiting.pragma('journal_mode = WAL'), { code: 'SQLITE_READONLY_DBMOVED' });
  t.throws(() => waiting.exec('DELETE FROM experts'), { code: 'SQLITE_READONLY_DBMOVED' });
  waiting.close();
  t.strictSame(contentOf(path), contentOf(file));
});

t.test('what a restoration left that was killed is removed by the next', async (t) => {
  const file = await backupFile(t);
  const path = await fileOf(t, story().expert('eve'));
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(`${path}.restoring-123${suffix}`, 'half');
  linkSync(path, `${path}.replaced-before`);
  const others = ['standpoint.sqlite.bak', 'standpoint.sqlite.replaced-long-ago'];
  for (const name of others) writeFileSync(join(dirname(path), name), 'mine');
  await restore(file, path, true);
  t.strictSame(around(path), ['standpoint.sqlite', ...others, KEPT].sort());
});

t.test('what cannot be restored is refused, and the database is as it was', async (t) => {
  const path = await fileOf(t, story().expert('eve'));
  const before = contentOf(path);
  for (const [why, file, message] of await impossible(t, path)) {
    const failure = await refusal(restore(file, path, true));
    t.equal(failure.kind, 'invalid', why);
    t.match(failure.message, message, why);
    t.strictSame(contentOf(path), before, why);
    t.strictSame(around(path), ['standpoint.sqlite'], why);
    const fresh = newPath(t, 'fresh.sqlite');
    await refusal(restore(file, fresh));
    if (file !== path) t.equal(existsSync(fresh), false, `${why}: no database is made`);
  }
});

/** What is no sound backup, or not one of ours. */
async function impossible(t: Test, path: string): Promise<(readonly [string, string, RegExp])[]> {
  const text = newPath(t, 'diary');
  writeFileSync(text, 'Dear diary, '.repeat(1000));
  const empty = newPath(t, 'empty');
  writeFileSync(empty, '');
  const other = newPath(t);
  withRaw(other, (raw) => raw.exec('CREATE TABLE recipes (name TEXT)'));
  const [newer, short, damaged, broken] = [
    await backupFile(t),
    await backupFile(t),
    await backupFile(t),
    await backupFile(t),
  ];
  withRaw(newer, (raw) => raw.pragma('user_version = 9000'));
  writeFileSync(short, readFileSync(short).subarray(0, -3 * 4096));
  writeFileSync(damaged, readFileSync(damaged).fill(0xa5, 3 * 4096, 3 * 4096 + 512));
  withRaw(broken, (raw) => {
    raw.pragma('foreign_keys = OFF');
    raw.exec("DELETE FROM experts WHERE id = 'ada'");
  });
  const notOurs = /is not a backup of Standpoint; name a file that "standpoint backup" has made$/;
  return [
    ['no file', newPath(t), /is not there, or is no file; name one that "standpoint backup" has made$/],
    ['a folder', dirname(path), /is not there, or is no file/],
    ['a text', text, notOurs],
    ['an empty file', empty, notOurs],
    ["another program's database", other, notOurs],
    [
      'a newer version',
      newer,
      /is of version 9000, and this Standpoint knows versions up to \d+; use a newer Standpoint$/,
    ],
    ['a file that was cut off', short, /is damaged; take another backup$/],
    ['a damaged file', damaged, /is damaged; take another backup$/],
    [
      'a file in which a rule is broken',
      broken,
      /is not sound; nothing was restored\n {2}.*refers to a missing row of experts/,
    ],
  ];
}

/** A database as a process leaves it that is killed: what it wrote is in the log beside it only. */
async function crashedFile(t: Test, expert: string): Promise<string> {
  const path = newPath(t);
  const store = openSqliteStore(path);
  await tell(store, story().expert(expert));
  const crashed = newPath(t);
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(`${path}${suffix}`, `${crashed}${suffix}`);
  await store.close();
  return crashed;
}

/** A database whose beginning was overwritten, with a log from which that cannot be had. */
async function damagedFile(t: Test): Promise<string> {
  const path = await fileOf(t, story().expert('eve'));
  const damaged = newPath(t);
  withRaw(path, (raw) => {
    raw.exec("UPDATE experts SET name = 'Eva'");
    for (const suffix of ['', '-wal']) copyFileSync(`${path}${suffix}`, `${damaged}${suffix}`);
  });
  writeFileSync(damaged, readFileSync(damaged).fill(0xa5, 0, 512));
  return damaged;
}

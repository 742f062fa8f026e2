import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { APPLICATION_ID, connect } from '../../../../src/db/sqlite/connection.ts';
import { migrations } from '../../../../src/db/sqlite/maintenance/migrate.ts';
import { migrateSqlite, openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { fileOf, fileOfVersion, newPath, withRaw } from '../../../helpers/store/database.ts';

const newest = migrations().at(-1)?.number ?? 0;
const versionOf = (path: string) => withRaw(path, (raw) => raw.pragma('user_version', { simple: true }));

/** What a refusal must do: name the file and the remedy, and leave every byte of it as it was. */
function refuses(t: Test, path: string, message: RegExp): void {
  const before = readFileSync(path);
  t.throws(() => openSqliteStore(path), { name: 'Failure', kind: 'unusable-database', message });
  t.throws(() => openSqliteStore(path), { message: new RegExp(`^${path} `) });
  t.ok(readFileSync(path).equals(before), 'the file is as it was');
}

t.test('migrations are numbered from 1 without gaps', async (t) => {
  t.strictSame(
    migrations().map(({ number }) => number),
    migrations().map((_, index) => index + 1),
  );
  t.ok(newest >= 1);
});

t.test('a new file gets every migration, and the mark of Standpoint', async (t) => {
  const path = newPath(t);
  t.strictSame(
    migrateSqlite(path),
    migrations().map(({ name }) => name),
  );
  t.equal(versionOf(path), newest);
  t.equal(
    withRaw(path, (raw) => raw.pragma('application_id', { simple: true })),
    APPLICATION_ID,
  );
});

t.test('a migrated file gets none again, and keeps what it knows', async (t) => {
  const path = await fileOf(t, story().expert('ada'));
  t.strictSame(migrateSqlite(path), []);
  const store = openSqliteStore(path);
  t.equal((await store.get('expert', 'ada'))?.id, 'ada');
  await store.close();
});

t.test('what takes long is told before it begins: of a large file every step, of a small one nothing', async (t) => {
  const told: string[] = [];
  const old = () => fileOfVersion(t, 4, story().says('ada', 'bridge', 'support'));
  migrateSqlite(await old(), (line) => told.push(line));
  t.strictSame(told, []);
  const path = await old();
  withRaw(path, (raw) => raw.exec('CREATE TABLE ballast AS SELECT zeroblob(40000000) AS it'));
  const store = openSqliteStore(path, { tell: (line) => told.push(line) });
  t.equal((await store.get('expert', 'ada'))?.id, 'ada');
  await store.close();
  const steps = told.map((line) => line.replace(`${path} (38 MB) is brought up to date: `, ''));
  const due = migrations().slice(4);
  t.strictSame(
    steps.slice(0, due.length),
    due.map(({ name }, at) => `${name}, ${at + 1} of ${due.length}`),
  );
  t.match(steps.slice(due.length).join('\n'), /every reference[\s\S]*cells anew[\s\S]*its leaf in the tree/);
  told.length = 0;
  migrateSqlite(path, (line) => told.push(line));
  t.strictSame(told, [], 'nothing is due');
});

t.test('folders on the way to a new file are made', async (t) => {
  const path = join(newPath(t, 'data'), 'deep', 'standpoint.sqlite');
  await openSqliteStore(path).close();
  t.ok(existsSync(path));
});

t.test('an empty file becomes a database', async (t) => {
  const path = newPath(t);
  writeFileSync(path, '');
  await openSqliteStore(path).close();
  t.equal(versionOf(path), newest);
});

t.test('a database of a newer Standpoint is refused', async (t) => {
  const path = await fileOf(t, story().expert('ada'));
  withRaw(path, (raw) => raw.pragma('user_version = 999'));
  refuses(t, path, /is of version 999, and this Standpoint knows versions up to \d+; start a newer Standpoint$/);
});

t.test('a database of another program is refused', async (t) => {
  const path = newPath(t);
  withRaw(path, (raw) => raw.exec('CREATE TABLE recipes (name TEXT)'));
  refuses(t, path, /is a database of another program; name another file in STANDPOINT_DB$/);
});

t.test('what is no database is refused', async (t) => {
  const path = newPath(t, 'notes.txt');
  writeFileSync(path, 'Buy milk, eggs and a newer bridge.\n'.repeat(100));
  refuses(t, path, /is not a database; name another file in STANDPOINT_DB$/);
});

t.test('a damaged database is refused', async (t) => {
  const many = Array.from({ length: 300 }, (_, index) => `expert-${index}`);
  const path = await fileOf(
    t,
    many.reduce((told, id) => told.expert(id), story()),
  );
  const bytes = readFileSync(path);
  bytes.fill(0xff, 4096 * 3, 4096 * 12);
  writeFileSync(path, bytes);
  refuses(t, path, /is damaged.*restore it from a backup$/s);
});

t.test('a database cut short is refused', async (t) => {
  const many = Array.from({ length: 300 }, (_, index) => `expert-${index}`);
  const path = await fileOf(
    t,
    many.reduce((told, id) => told.expert(id), story()),
  );
  writeFileSync(path, readFileSync(path).subarray(0, 4096 * 5));
  refuses(t, path, /is damaged.*restore it from a backup$/s);
});

t.test('a database with a table missing is refused', async (t) => {
  const path = await fileOf(t, story().expert('ada'));
  withRaw(path, (raw) => raw.exec('DROP TABLE evidence'));
  refuses(t, path, /lacks the table evidence; restore it from a backup$/);
});

t.test('a folder is refused as a database', async (t) => {
  const path = newPath(t, 'folder');
  mkdirSync(path);
  t.throws(() => openSqliteStore(path), { kind: 'unusable-database', message: /cannot be opened/ });
});

t.test('a migration that fails leaves nothing of itself behind', async (t) => {
  const path = newPath(t);
  withRaw(path, (raw) => {
    raw.pragma(`application_id = ${APPLICATION_ID}`);
    raw.exec('CREATE TABLE positions (id TEXT)');
  });
  t.throws(() => openSqliteStore(path), { kind: 'unusable-database', message: /table positions already exists/ });
  t.equal(versionOf(path), 0);
  t.strictSame(
    withRaw(path, (raw) => raw.prepare('SELECT name FROM sqlite_schema').pluck().all()),
    ['positions'],
  );
});

t.test('a connection waits for the disk, checks references, and lets others read meanwhile', async (t) => {
  const connection = connect(newPath(t));
  t.equal(connection.pragma('journal_mode', { simple: true }), 'wal');
  t.equal(connection.pragma('synchronous', { simple: true }), 2);
  t.equal(connection.pragma('foreign_keys', { simple: true }), 1);
  connection.close();
});

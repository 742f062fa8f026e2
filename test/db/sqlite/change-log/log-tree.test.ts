/** The tree over the log in a file: older files, other hands, copies. */
import type Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import type { WriteAct } from '../../../../src/core/writing/plan.ts';
import { backupSqlite } from '../../../../src/db/sqlite/maintenance/backup.ts';
import { restoreSqlite } from '../../../../src/db/sqlite/maintenance/restore.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { partTelling } from '../../../helpers/fixtures/loads.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { everything, everythingUntil18 } from '../../../helpers/fixtures/stories.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { fileOf, fileOfVersion, newPath, olderFile, withRaw } from '../../../helpers/store/database.ts';
import { tell } from '../../../helpers/store/tell.ts';
import { writeActs } from '../../../helpers/store/write.ts';

/** A version in which every record was public and no entry had a leaf. */
const BEFORE = 6;

const COMMIT = { at: '2024-07-01T09:00:00Z', actor: 'ada', reason: null, mayPublish: true };

const personNamed = (id: string): WriteAct => ({
  kind: 'expert',
  record: {
    ...{ id, name: id, sortName: id, kind: 'person' },
    ...{ aliases: [], affiliations: [], links: [] },
    ...{ description: null, revision: 0 },
  },
});

/** As many at once. */
const peopleNamed = (name: string, count: number): WriteAct[] =>
  Array.from({ length: count }, (_, at) => personNamed(`${name}-${at}`));

const opened = (t: Test, path: string) => {
  const store = openSqliteStore(path, CLOCK);
  t.teardown(() => store.close());
  return store;
};

/** What is found in a file after something was done to it past all its rules. */
async function foundAfter(t: Test, sql: string): Promise<string[]> {
  const path = await fileOf(t, everything());
  withRaw(path, (raw) => {
    raw.pragma('foreign_keys = OFF');
    for (const trigger of raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
      raw.exec(`DROP TRIGGER ${trigger}`);
    raw.exec(sql);
  });
  return (await opened(t, path).log.verify(null)).findings.map(({ what }) => what);
}

t.test('the entries of an older file get their leaves when it is opened, once and for all', async (t) => {
  for (const path of [await fileOfVersion(t, BEFORE, everythingUntil18()), olderFile(t)]) {
    const first = openSqliteStore(path, CLOCK);
    const head = await first.log.head();
    t.equal(head.size, await first.revision());
    t.ok(head.size > 0);
    t.strictSame((await first.log.verify(null)).findings, []);
    await first.close();
    t.strictSame(await opened(t, path).log.head(), head);
  }
});

t.test('so do entries that an older Standpoint writes meanwhile, with the next write', async (t) => {
  const path = await fileOf(t, story().expert('ada'));
  const store = opened(t, path);
  const older = (raw: Database.Database) =>
    raw.exec(
      "INSERT INTO changes (seq, at, actor, action, entity, id, after) SELECT seq + 1, at, actor, action, entity, 'ben', after FROM changes",
    );
  withRaw(path, older);
  t.equal((await store.log.head()).size, 1);
  t.strictSame((await store.log.verify(null)).findings, []);
  await tell(store, story().expert('cleo'));
  t.equal((await store.log.head()).size, 3);
  t.strictSame((await store.log.verify(null)).findings, []);
});

const CHANGED = /^entry \d+ of the change log is not what its leaf holds/;

t.test('whatever is changed in the log by other hands is found', async (t) => {
  t.strictSame(await foundAfter(t, 'SELECT 1'), []);
  for (const sql of [
    "UPDATE changes SET reason = 'Another.' WHERE seq = 3",
    "UPDATE changes SET actor = 'nobody' WHERE seq = 3",
    "UPDATE changes SET at = '2024-07-01T09:00:00.001Z' WHERE seq = 3",
    "UPDATE changes SET after = replace(after, 'Lind', 'Lynd') WHERE after LIKE '%Lind%'",
  ])
    t.match(await foundAfter(t, sql), [CHANGED], sql);
  t.match(await foundAfter(t, 'DELETE FROM changes WHERE seq = 3'), [/^entry 3 of the change log is missing/]);
  t.match(await foundAfter(t, 'DELETE FROM changes WHERE seq > 3'), [/^entry 4 of the change log is missing/]);
});

t.test('an entry that was changed together with its leaf is found by whoever kept a head', async (t) => {
  const path = await fileOf(t, story().expert('ada', { name: 'Ada' }));
  const first = openSqliteStore(path, CLOCK);
  const kept = await first.log.head();
  await first.close();
  // A forger leaves nothing of the tree but lets the program make another.
  withRaw(path, (raw) => {
    for (const trigger of raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
      raw.exec(`DROP TRIGGER ${trigger}`);
    raw.exec("UPDATE changes SET after = replace(after, 'Ada', 'Eve'); DELETE FROM log_leaves");
  });
  const forged = opened(t, path);
  t.strictSame((await forged.log.verify(null)).findings, [], 'nothing is to be seen in the file itself');
  t.match((await forged.log.verify(kept)).findings, [{ what: /^the log does not begin with the one of that head/ }]);
});

t.test('what was tried, or failed, and what others wrote meanwhile: each goes on with the tree as it is', async (t) => {
  const path = await fileOf(t, story().expert('ada'));
  const [one, other] = [opened(t, path), opened(t, path)];
  const failing = () => {
    throw new Error('no more');
  };
  // One more, some more, and so many more that their nodes lead there sooner than their leaves.
  for (const [name, count] of Object.entries({ ben: 1, cleo: 70, dora: 300 })) {
    await writeActs(one, { ...COMMIT, dryRun: true }, ...peopleNamed(`tried-${name}`, count));
    const begun = partTelling(story().expert(`failed-${name}`));
    await t.rejects(one.write(COMMIT, [begun, { ...begun, plan: failing }]), { message: 'no more' });
    await writeActs(other, COMMIT, ...peopleNamed(name, count));
    // Whatever it went on from is in a node that is stored, once there are so many.
    await writeActs(one, COMMIT, ...peopleNamed(`${name}-too`, 256));
    for (const store of [one, other]) t.strictSame((await store.log.verify(null)).findings, []);
    t.strictSame(await one.log.head(), await other.log.head());
  }
  t.equal((await one.log.head()).size, 1 + 371 + 3 * 256);
});

t.test('the head of a log of any size is that of its leaves, for who begins anew and for who goes on', async (t) => {
  const path = newPath(t);
  const store = opened(t, path);
  let size = 0;
  for (const next of [1, 2, 61, 62, 63, 255, 256, 257, 511, 512, 513]) {
    await writeActs(store, COMMIT, ...peopleNamed(`to-${next}`, next - size));
    size = next;
    const { head, findings } = await store.log.verify(null);
    t.strictSame(findings, []);
    const { at: _, ...told } = await store.log.head();
    t.strictSame(told, head);
  }
  await store.close();
  const again = opened(t, path);
  await writeActs(again, COMMIT, personNamed('last'));
  t.strictSame((await again.log.verify(null)).findings, []);
  t.equal((await again.log.head()).size, 514);
});

t.test('a log that has lost entries is not written on', async (t) => {
  const path = await fileOf(t, story().expert('ada').expert('ben'));
  withRaw(path, (raw) => {
    raw.exec('DROP TRIGGER changes_are_not_deleted');
    raw.exec('DELETE FROM changes WHERE seq = 2');
  });
  await t.rejects(tell(opened(t, path), story().expert('cleo')), {
    message: /has 1 entries, and there is a tree over 2/,
  });
});

t.test('the schema lets salts be forgotten, and nothing else be changed', async (t) => {
  const path = await fileOf(t, everything());
  const act = (sql: string) => withRaw(path, (raw) => raw.exec(sql));
  const appendOnly = { message: 'the change log is append-only' };
  t.throws(() => act('DELETE FROM log_leaves'), appendOnly);
  t.throws(() => act('UPDATE log_leaves SET first = 2'), appendOnly);
  t.throws(() => act('UPDATE log_leaves SET leaves = substr(leaves, 65)'), appendOnly);
  t.throws(() => act('UPDATE log_leaves SET leaves = zeroblob(length(leaves))'), appendOnly);
  const leaves = withRaw(path, (raw) => raw.prepare('SELECT leaves FROM log_leaves').pluck().get() as Buffer);
  const put = (other: Buffer) => withRaw(path, (raw) => raw.prepare('UPDATE log_leaves SET leaves = ?').run(other));
  for (const at of [0, 31, 32, 63, 64])
    t.throws(() => put(leaves.with(at, (leaves[at] ?? 0) ^ 1) as Buffer), appendOnly);
  const head = await opened(t, path).log.head();
  put(Buffer.from(leaves.fill(0, 64, 96)));
  const store = opened(t, path);
  t.equal((await store.log.leaf(2))?.opening, null);
  t.ok((await store.log.leaf(1))?.opening && (await store.log.leaf(3))?.opening);
  const { at: _, ...undated } = head;
  t.strictSame(await store.log.verify(head), { head: undated, redacted: 1, findings: [] });
  t.strictSame(await store.check(), []);
});

t.test('a backup and what is restored of it have the same tree, and go on with it', async (t) => {
  const path = await fileOf(t, everything());
  const head = await opened(t, path).log.head();
  const [copy, place] = [newPath(t, 'copy.sqlite'), newPath(t)];
  backupSqlite(path, copy, { force: false });
  await restoreSqlite(copy, place, { force: false, at: CLOCK.now() });
  const store = opened(t, place);
  t.strictSame(await store.log.head(), head);
  await tell(store, story().expert('cleo'));
  t.strictSame((await store.log.verify(head)).findings, []);
});

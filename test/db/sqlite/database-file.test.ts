import { renameSync, rmSync } from 'node:fs';
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { fileOf, newPath } from '../../helpers/store/database.ts';
import { tell } from '../../helpers/store/tell.ts';

async function opened(t: Test): Promise<{ store: Store; path: string }> {
  const path = newPath(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  await tell(store, story().says('ada', 'bridge', 'support'));
  return { store, path };
}

/** Asserts that the store writes nothing in any way, opens nothing new, is not ready, and still reads. */
async function writesNothing(t: Test, store: Store, why: RegExp): Promise<void> {
  const revision = await store.revision();
  const failures = [
    await refusal(tell(store, story().expert('ben'))),
    await refusal(store.keys.create({ name: 'desk', scopes: ['write'], createdBy: 'ada', expiresAt: null })),
    await refusal(store.snapshot(null)),
    await refusal(store.ready()),
  ];
  for (const { kind, message } of failures) {
    t.equal(kind, 'replaced-database');
    t.match(message, why);
  }
  t.equal(await store.revision(), revision);
  t.equal((await store.get('expert', 'ada'))?.id, 'ada');
}

t.test('a file that is removed is written no more', async (t) => {
  const { store, path } = await opened(t);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`);
  await writesNothing(
    t,
    store,
    /standpoint\.sqlite is gone since it was opened.*put back what was there, or start again/,
  );
});

t.test('a file that is replaced is written no more, and what it was replaced by is left alone', async (t) => {
  const { store, path } = await opened(t);
  const other = await fileOf(t, story().expert('cho'));
  renameSync(other, path);
  await writesNothing(t, store, /standpoint\.sqlite is another file since it was opened/);
});

t.test('a file whose log is removed is written no more', async (t) => {
  const { store, path } = await opened(t);
  rmSync(`${path}-wal`);
  await writesNothing(t, store, /standpoint\.sqlite has lost its log \(-wal\) since it was opened/);
});

t.test('a file that is taken away and put back is written again', async (t) => {
  const { store, path } = await opened(t);
  renameSync(path, `${path}.aside`);
  await writesNothing(t, store, /is gone/);
  renameSync(`${path}.aside`, path);
  t.equal(await store.ready(), null);
  t.equal((await tell(store, story().expert('ben'))).expert.created, 1);
});

t.test('what is taken away after a transaction has begun is not committed', async (t) => {
  const path = newPath(t);
  let read = (): Date => new Date();
  const store = openSqliteStore(path, { now: () => read() });
  t.teardown(() => store.close());
  await tell(store, story().expert('ada'));
  // The clock is read inside the transaction.
  read = () => {
    renameSync(path, `${path}.aside`);
    read = () => new Date();
    return new Date();
  };
  t.equal((await refusal(tell(store, story().expert('ben')))).kind, 'replaced-database');
  renameSync(`${path}.aside`, path);
  t.equal(await store.get('expert', 'ben'), null);
});

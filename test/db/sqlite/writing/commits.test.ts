/** A load on a file, while others read and write. */
import { setTimeout as wait } from 'node:timers/promises';
import t, { type Test } from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { refused } from '../../../helpers/asserts/refusal.ts';
import { COMMIT, partsTelling } from '../../../helpers/fixtures/loads.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newPath, withRaw } from '../../../helpers/store/database.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

/** A store on a file that knows Ada. */
async function onFile(t: Test): Promise<{ path: string; store: Store }> {
  const path = newPath(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  await tell(store, story().expert('ada'));
  return { path, store };
}

/** A load of two parts that stops between them until it is told to go on. */
function heldLoad(store: Store) {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const parts = partsTelling([story().expert('ben'), story().says('cho', 'bridge', 'support')], async (index) => {
    if (index === 0) return;
    begun.resolve();
    await held.promise;
  });
  return { done: store.write(COMMIT, parts), begun: begun.promise, goOn: held.resolve };
}

t.test('while it runs the store is read as it was, and then it is all there', async (t) => {
  const { store } = await onFile(t);
  const load = heldLoad(store);
  await load.begun;
  t.equal(await store.get('expert', 'ben'), null);
  t.equal((await store.get('expert', 'ada'))?.id, 'ada');
  t.equal(await store.revision(), 1);
  t.strictSame(await store.check(), []);
  load.goOn();
  await load.done;
  t.equal((await store.get('expert', 'ben'))?.id, 'ben');
  t.strictSame(await store.check(), []);
});

t.test('each question with other cells is measured once, however many parts speak of it', async (t) => {
  const { path, store } = await onFile(t);
  withRaw(path, (raw) =>
    raw.exec(`CREATE TABLE measured (question TEXT);
      CREATE TRIGGER counts_measured AFTER DELETE ON divisions_to_measure BEGIN INSERT INTO measured VALUES (old.question); END`),
  );
  const said = ['ben', 'cho', 'dan'].map((id) => story().says(id, 'bridge', 'support').says(id, 'tolls', 'oppose'));
  await store.write(COMMIT, partsTelling(said));
  const measured = withRaw(path, (raw) => raw.prepare('SELECT question FROM measured ORDER BY 1').pluck().all());
  t.strictSame(measured, ['bridge', 'tolls']);
  t.strictSame(await store.check(), []);
});

t.test('writes wait for it, in the order in which they came, and succeed', async (t) => {
  const { store } = await onFile(t);
  const load = heldLoad(store);
  await load.begun;
  const order: string[] = [];
  const writes = ['dan', 'eva', 'fay'].map(async (id) => {
    await tell(store, story().expert(id));
    order.push(id);
  });
  const key = store.keys.create({ name: 'x', scopes: ['read'], createdBy: 'y', expiresAt: null });
  await wait(100);
  const second = store.write(COMMIT, partsTelling([story().expert('gus')]));
  await wait(50);
  t.strictSame(order, [], 'nobody has written yet');
  load.goOn();
  await Promise.all([load.done, ...writes, key, second]);
  t.strictSame(order, ['dan', 'eva', 'fay']);
  t.strictSame(
    (await store.changes(0, 50))
      .map(({ id }) => id)
      .filter((id) => ['ben', 'bridge', 'dan', 'eva', 'fay', 'gus'].includes(id)),
    ['ben', 'bridge', 'dan', 'eva', 'fay', 'gus'],
  );
  t.strictSame(await store.check(), []);
});

t.test('who waits for it does not keep others waiting', async (t) => {
  const { store } = await onFile(t);
  const load = heldLoad(store);
  await load.begun;
  let isWritten = false;
  const write = tell(store, story().expert('dan')).then(() => {
    isWritten = true;
  });
  await Promise.all(Array.from({ length: 50 }, () => store.get('expert', 'ada')));
  await wait(1);
  t.equal(isWritten, false, 'answered while it waits');
  load.goOn();
  await Promise.all([load.done, write]);
});

t.test('a load that fails lets the next one write', async (t) => {
  const { store } = await onFile(t);
  const failing = store.write(
    COMMIT,
    partsTelling([story().expert('ben'), story()], async (index) => {
      if (index === 1) throw new Error('no more');
    }),
  );
  const write = tell(store, story().expert('dan'));
  await t.rejects(failing, { message: 'no more' });
  await write;
  t.equal(await store.get('expert', 'ben'), null);
  t.equal((await store.get('expert', 'dan'))?.id, 'dan');
});

t.test(
  'what was known before it began can be asked for while it runs; what is known since, when it is over',
  async (t) => {
    const { store } = await onFile(t);
    await wait(5);
    const before = new Date().toISOString();
    await wait(5);
    const load = heldLoad(store);
    await load.begun;
    t.equal(await (await store.asKnownAt(before)).revision(), 1);
    await wait(5);
    let isKnown = false;
    const since = store.asKnownAt(new Date(Date.now() - 1).toISOString()).then((reading) => {
      isKnown = true;
      return reading.revision();
    });
    await wait(100);
    t.equal(isKnown, false);
    load.goOn();
    await load.done;
    t.equal(await since, await store.revision());
  },
);

t.test('another process that writes is waited for, and this one goes on meanwhile', async (t) => {
  const { path, store } = await onFile(t);
  await withRaw(path, async (raw) => {
    raw.exec('BEGIN IMMEDIATE');
    const load = store.write(COMMIT, partsTelling([story().expert('ben')]));
    const write = tell(store, story().expert('dan'));
    let isWritten = false;
    const written = Promise.all([load, write]).then(() => {
      isWritten = true;
    });
    await wait(50);
    t.equal((await store.get('expert', 'ada'))?.id, 'ada');
    t.equal(isWritten, false, 'nobody is kept waiting');
    raw.exec('COMMIT');
    await written;
  });
  t.strictSame(await store.ids('expert'), ['ada', 'ben', 'dan']);
});

t.test('one that does not end is refused with a way out', async (t) => {
  const { path, store } = await onFile(t);
  await withRaw(path, async (raw) => {
    raw.exec('BEGIN IMMEDIATE');
    await refused(t, store.write(COMMIT, partsTelling([story().expert('ben')])), {
      kind: 'unusable-database',
      message: `${path} is locked by another program; try again when that has finished`,
    });
    raw.exec('COMMIT');
  });
});

t.test('in memory, where there is no second connection, nobody sees half of it either', async (t) => {
  const store = await storeOf(t, story().expert('ada'));
  const load = heldLoad(store);
  await load.begun;
  t.equal(await store.get('expert', 'ben'), null);
  const write = tell(store, story().expert('dan'));
  load.goOn();
  await Promise.all([load.done, write]);
  t.strictSame(await store.ids('expert'), ['ada', 'ben', 'cho', 'dan']);
  t.strictSame(await store.check(), []);
});

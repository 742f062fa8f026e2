import { NOTHING_SAID } from '../../../src/core/import/table/upload.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { MAX_UPLOADS_OF_A_KEY } from '../../../src/core/ports/upload-store.ts';
import type { Contract } from '../store-contract.ts';

const NOW = new Date('2024-07-01T08:00:00.000Z');
const ends = (minute: number) => `2024-07-01T16:0${minute}:00.000Z`;

async function keyIn(store: Store): Promise<string> {
  const { key } = await store.keys.create({ name: 'a key', scopes: ['write'], createdBy: 'a tester', expiresAt: null });
  return key.id;
}

async function bytesOf(store: Store, id: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.uploads.bytes(id)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const emptyReport = async (store: Store) =>
  (await store.write({ actor: 'a tester', mayPublish: true, reason: null, dryRun: true }, [])).report;

export const uploadsContract: Contract = (t, open) => {
  t.test('a table is kept with its bytes, and with how it is to be read, until it is imported', async (t) => {
    const store = await open(t);
    const upload = { key: await keyIn(store), name: 'votes.csv', how: NOTHING_SAID, endsAt: ends(0) };
    // More than fits in a piece, and no multiple of one.
    const bytes = Buffer.alloc(2_500_000, 'abcdefg');
    const id = await store.uploads.add(upload, bytes, NOW);
    t.strictSame(await store.uploads.find(id), { id, ...upload });
    t.ok((await bytesOf(store, id)).equals(bytes));
    const how = { ...NOTHING_SAID, mapping: { ignore: ['clerk'] }, scale: 'vote' };
    await store.uploads.keep(id, how);
    t.strictSame((await store.uploads.find(id))?.how, how);
    t.equal((await bytesOf(store, id)).length, bytes.length);
    await store.uploads.finish(id, { ...how, scale: 'support' });
    t.equal((await store.uploads.find(id))?.how.scale, 'support');
    t.equal((await bytesOf(store, id)).length, 0);
    await store.uploads.finish(id, { ...how, scale: 'support', done: await emptyReport(store) });
    await store.uploads.keep(id, { ...how, scale: 'too-late' });
    await store.uploads.finish(id, { ...how, scale: 'twice' });
    t.match((await store.uploads.find(id))?.how, { scale: 'support', done: {} }, 'what came of it stays');
    t.equal(await store.uploads.find('none'), null);
    t.equal(await store.revision(), 0, 'no record, no entry of the log');
  });

  t.test('those of a key are told, the last one first, while they last', async (t) => {
    const store = await open(t);
    const [mine, other] = [await keyIn(store), await keyIn(store)];
    const add = (key: string, name: string, endsAt: string) =>
      store.uploads.add({ key, name, how: NOTHING_SAID, endsAt }, Buffer.from('a'), NOW);
    await add(mine, 'votes.csv', ends(0));
    await add(other, 'theirs.csv', ends(1));
    const last = await add(mine, 'calls.csv', ends(2));
    const named = async (now: string) => (await store.uploads.ofKey(mine, new Date(now))).map(({ name }) => name);
    t.strictSame(await named(NOW.toISOString()), ['calls.csv', 'votes.csv']);
    t.strictSame(await named(ends(0)), ['calls.csv'], 'one that has ended is told no more');
    t.strictSame((await store.uploads.ofKey(mine, NOW))[0], await store.uploads.find(last));
    t.strictSame(await store.uploads.ofKey('nobody', NOW), []);
  });

  t.test('a key has a few at once, and what has ended goes with the next that comes', async (t) => {
    const store = await open(t);
    const [mine, other] = [await keyIn(store), await keyIn(store)];
    const add = (key: string, endsAt: string, now = NOW) =>
      store.uploads.add({ key, name: 'votes.csv', how: NOTHING_SAID, endsAt }, Buffer.from('a'), now);
    const theirs = await add(other, ends(0));
    const ids: string[] = [];
    for (let minute = 0; minute <= MAX_UPLOADS_OF_A_KEY; minute += 1) ids.push(await add(mine, ends(minute)));
    const kept = await Promise.all(ids.map(async (id) => (await store.uploads.find(id)) !== null));
    t.strictSame(kept, [false, ...ids.slice(1).map(() => true)]);
    t.not(await store.uploads.find(theirs), null, 'those of others stay');
    await add(mine, '2024-07-02T16:00:00.000Z', new Date(ends(0)));
    t.equal(await store.uploads.find(theirs), null);
    t.equal((await bytesOf(store, theirs)).length, 0);
  });
};

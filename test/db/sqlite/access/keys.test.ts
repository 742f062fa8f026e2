import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import t from 'tap';
import type { NewKey } from '../../../../src/core/ports/key-store.ts';
import { BUSY_TIMEOUT_MS } from '../../../../src/db/sqlite/connection.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { newPath, withRaw } from '../../../helpers/store/database.ts';

const DESK: NewKey = { name: 'The desk', scopes: ['write'], createdBy: 'root', expiresAt: null };

t.test('of a token only its hash is in the file; neither the token nor its secret is', async (t) => {
  const path = newPath(t);
  const store = openSqliteStore(path);
  const { token } = await store.keys.create(DESK);
  await store.keys.find(token);
  await store.close();
  const bytes = readFileSync(path);
  t.equal(bytes.includes(createHash('sha256').update(token).digest()), true);
  t.equal(bytes.includes(token.slice(13)), false);
});

t.test('the use of a key is written down once a minute, however often it is used', async (t) => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const path = newPath(t);
  const store = openSqliteStore(path, { now: () => new Date(now) });
  t.teardown(() => store.close());
  const { key } = await store.keys.create(DESK);
  const usedAfter = async (ms: number) => {
    now += ms;
    await store.keys.noteUse(key.id);
    return (await store.keys.get(key.id))?.lastUsedAt;
  };
  t.equal(await usedAfter(0), '2026-01-01T00:00:00.000Z');
  t.equal(await usedAfter(59_999), '2026-01-01T00:00:00.000Z');
  t.equal(await usedAfter(2), '2026-01-01T00:01:00.001Z');
  t.equal(await usedAfter(1_000), '2026-01-01T00:01:00.001Z');
});

t.test('while another program writes, a use is passed over at once, and noted when it is done', async (t) => {
  const path = newPath(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  const { key, token } = await store.keys.create(DESK);
  await withRaw(path, async (other) => {
    other.exec('BEGIN IMMEDIATE');
    // Each would wait for the whole of it, so that no busy machine takes as long.
    const uses = 20;
    const begin = performance.now();
    for (let use = 0; use < uses; use += 1) await store.keys.noteUse(key.id);
    t.ok(performance.now() - begin < uses * BUSY_TIMEOUT_MS, 'it does not wait for the lock');
    t.equal((await store.keys.find(token))?.lastUsedAt, null, 'and the key is good all the same');
    other.exec('ROLLBACK');
  });
  await store.keys.noteUse(key.id);
  t.not((await store.keys.get(key.id))?.lastUsedAt, null);
});

/** Another program that has the write lock of the file, and gives it back so many milliseconds after it is told to. */
async function holding(path: string, ms: number): Promise<{ giveBack(): void }> {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    const raw = new (require('better-sqlite3'))(workerData.path);
    raw.exec('BEGIN IMMEDIATE');
    parentPort.postMessage('held');
    parentPort.once('message', () => setTimeout(() => { raw.exec('ROLLBACK'); raw.close(); }, workerData.ms));`;
  const worker = new Worker(program, { eval: true, workerData: { path, ms } });
  await once(worker, 'message');
  return { giveBack: () => worker.postMessage('give back') };
}

t.test('the writes that matter wait for their turn all the same', async (t) => {
  const path = newPath(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  const { key } = await store.keys.create(DESK);
  const other = await holding(path, 300);
  await store.keys.noteUse(key.id);
  other.giveBack();
  const revoked = await store.keys.revoke(key.id, 'root');
  t.equal(revoked?.lastUsedAt, null, 'it was passed over');
  t.equal(revoked?.revokedBy, 'root', 'it was waited for');
});

t.test('whatever program writes, a key stays as it was made and a revoked one stays revoked', async (t) => {
  const path = newPath(t);
  const store = openSqliteStore(path);
  const { key } = await store.keys.create(DESK);
  await store.keys.revoke(key.id, 'root');
  await store.close();
  const refused: [string, string][] = [
    ['UPDATE api_keys SET revoked_at = NULL, revoked_by = NULL', 'a revoked key stays revoked'],
    [`UPDATE api_keys SET scopes = '["admin"]'`, 'a key is revoked, never changed'],
    ["UPDATE api_keys SET hash = x'00'", 'a key is revoked, never changed'],
    ['UPDATE api_keys SET expires_at = NULL', 'a key is revoked, never changed'],
    ['DELETE FROM api_keys', 'a key is revoked, never deleted'],
  ];
  withRaw(path, (raw) => {
    for (const [sql, message] of refused) t.throws(() => raw.exec(sql), { message }, sql);
  });
});

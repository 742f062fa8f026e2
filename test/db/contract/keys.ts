import type { Test } from 'tap';
import { keyIdOf } from '../../../src/core/access/api-key.ts';
import type { NewKey } from '../../../src/core/ports/key-store.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import type { CreateDatabase } from '../store-contract.ts';

const DESK: NewKey = { name: 'The desk', scopes: ['write'], createdBy: 'root', expiresAt: null };

/** The token with another character in that place. */
const bent = (token: string, at: number) => token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1);

export function keysContract(t: Test, create: CreateDatabase): void {
  const open = async (t: Test) => (await create(t))();

  t.test('a key is made with a token of its own, and kept with who made it and when', async (t) => {
    const store = await open(t);
    const { key, token } = await store.keys.create({ ...DESK, expiresAt: '2030-01-01T00:00:00Z' });
    t.strictSame(key, {
      id: keyIdOf(token),
      name: 'The desk',
      scopes: ['write'],
      createdAt: new Date(RECORDED.at).toISOString(),
      createdBy: 'root',
      expiresAt: '2030-01-01T00:00:00Z',
      revokedAt: null,
      revokedBy: null,
      lastUsedAt: null,
    });
    t.strictSame(await store.keys.get(key.id), key);
    t.equal(await store.keys.get('nobody22'), null);
  });

  t.test('no two tokens are alike, nor are two secrets', async (t) => {
    const store = await open(t);
    const tokens: string[] = [];
    for (let count = 0; count < 50; count += 1) tokens.push((await store.keys.create(DESK)).token);
    t.equal(new Set(tokens).size, 50);
    t.equal(new Set(tokens.map((token) => token.slice(13))).size, 50);
  });

  t.test('a key is found by its whole token, and by nothing else', async (t) => {
    const store = await open(t);
    const { key, token } = await store.keys.create(DESK);
    const { token: other } = await store.keys.create(DESK);
    t.strictSame(await store.keys.find(token), key);
    for (const wrong of [
      bent(token, 4),
      bent(token, 13),
      bent(token, token.length - 1),
      token.slice(0, 13) + other.slice(13),
      token.toUpperCase(),
      key.id,
      '',
    ])
      t.equal(await store.keys.find(wrong), null, wrong.slice(0, 13));
  });

  t.test('a revoked key is found as such, and revoking it again changes nothing', async (t) => {
    const store = await open(t);
    const { key, token } = await store.keys.create(DESK);
    const revoked = await store.keys.revoke(key.id, 'the chief');
    t.strictSame(revoked, { ...key, revokedAt: new Date(RECORDED.at).toISOString(), revokedBy: 'the chief' });
    t.strictSame(await store.keys.revoke(key.id, 'somebody else'), revoked);
    t.strictSame(await store.keys.find(token), revoked);
    t.equal(await store.keys.revoke('nobody22', 'the chief'), null);
  });

  t.test('keys are listed in pages, the oldest first, revoked ones too', async (t) => {
    const store = await open(t);
    const made: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) made.push((await store.keys.create({ ...DESK, name })).key.id);
    await store.keys.revoke(made[2] ?? '', 'root');
    // All are as old: the id decides.
    const whole = await store.keys.list({ limit: 10 });
    t.strictSame(
      whole.items.map(({ id }) => id),
      made.toSorted(),
    );
    t.equal(whole.next, null);
    const first = await store.keys.list({ limit: 3 });
    const rest = await store.keys.list({ limit: 3, after: first.next ?? [] });
    t.strictSame([...first.items, ...rest.items], whole.items);
    t.equal(rest.next, null);
    t.equal((await store.keys.list({ limit: 5 })).next, null, 'a page that is just full is the last');
  });

  t.test('keys are no records: neither making, using nor revoking one is a change', async (t) => {
    const store = await open(t);
    const { key } = await store.keys.create(DESK);
    await store.keys.noteUse(key.id);
    await store.keys.revoke(key.id, 'root');
    t.equal(await store.revision(), 0);
    t.equal(await store.isEmpty(), true);
    t.strictSame(await store.changes(0, 10), []);
    t.strictSame(await store.check(), []);
  });

  t.test('the use of a key is noted, and that of a key that there is not is passed over', async (t) => {
    const store = await open(t);
    const { key } = await store.keys.create(DESK);
    await store.keys.noteUse(key.id);
    await store.keys.noteUse('nobody22');
    t.equal((await store.keys.get(key.id))?.lastUsedAt, new Date(RECORDED.at).toISOString());
  });

  t.test('a key that one handle makes or revokes, another knows at once', async (t) => {
    const openAnother = await create(t);
    const [one, other] = [await openAnother(), await openAnother()];
    const { key, token } = await one.keys.create(DESK);
    t.strictSame(await other.keys.find(token), key);
    await other.keys.revoke(key.id, 'root');
    t.equal((await one.keys.find(token))?.revokedBy, 'root');
  });
}

import type { Contract } from '../store-contract.ts';

const KEY = { name: 'a key', scopes: ['write'], createdBy: 'a tester', expiresAt: null } as const;
const BEFORE = new Date('2024-07-01T08:00:00.000Z');
const ENDS = '2024-07-01T16:00:00.000Z';

export const sessionsContract: Contract = (t, open) => {
  t.test('a session is found by its token, which is another each time, until it is ended', async (t) => {
    const store = await open(t);
    const { key } = await store.keys.create({ ...KEY, scopes: [...KEY.scopes] });
    const session = { key: key.id, endsAt: ENDS };
    const [one, two] = [await store.sessions.begin(session, BEFORE), await store.sessions.begin(session, BEFORE)];
    t.not(one, two);
    t.strictSame(await store.sessions.find(one), session);
    t.equal(await store.sessions.find(`${one}x`), null);
    await store.sessions.end(one);
    await store.sessions.end(one);
    t.equal(await store.sessions.find(one), null);
    t.strictSame(await store.sessions.find(two), session);
  });

  t.test('what has ended is forgotten when another session begins', async (t) => {
    const store = await open(t);
    const { key } = await store.keys.create({ ...KEY, scopes: [...KEY.scopes] });
    const ended = await store.sessions.begin({ key: key.id, endsAt: ENDS }, BEFORE);
    const running = await store.sessions.begin({ key: key.id, endsAt: '2024-07-01T16:00:01.000Z' }, new Date(ENDS));
    t.equal(await store.sessions.find(ended), null);
    t.not(await store.sessions.find(running), null);
    t.equal(await store.revision(), 0, 'no record, no entry of the log');
  });
};

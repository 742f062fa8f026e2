import type { Contract } from '../store-contract.ts';

const AT = '2024-07-01T08:00:00.000Z';
const CLERK = { columns: { expert: '{member}' }, experts: { 'Élise M.': 'élise' } };
const named = (id: string, mapping: object = CLERK) => ({ id, mapping, savedAt: AT, savedBy: 'a tester' });

export const mappingsContract: Contract = (t, open) => {
  t.test('a mapping is kept as it was written, under its id', async (t) => {
    const store = await open(t);
    const saved = await store.mappings.save(named('clerk'), null);
    t.match(saved, named('clerk'));
    t.strictSame(await store.mappings.get('clerk'), saved);
    t.equal(await store.mappings.get('nobody'), null);
    t.equal(await store.revision(), 0, 'no record, no entry of the log');
  });

  t.test('it is replaced and removed by those who saw it as it is', async (t) => {
    const store = await open(t);
    const first = (await store.mappings.save(named('clerk'), null))?.revision ?? 0;
    t.equal(await store.mappings.save(named('clerk'), null), null, 'it is there already');
    t.equal(await store.mappings.save(named('other'), first), null, 'it is not there');
    const second = await store.mappings.save(named('clerk', {}), first);
    t.match(second, { mapping: {} });
    t.ok((second?.revision ?? 0) > first);
    t.equal(await store.mappings.save(named('clerk'), first), null);
    t.equal(await store.mappings.remove('clerk', first), false);
    t.strictSame(await store.mappings.get('clerk'), second);
    t.equal(await store.mappings.remove('clerk', second?.revision ?? 0), true);
    t.equal(await store.mappings.get('clerk'), null);
    const again = await store.mappings.save(named('clerk'), null);
    t.ok((again?.revision ?? 0) > (second?.revision ?? 0), 'no number is given twice');
  });

  t.test('they are listed by id, a page at a time', async (t) => {
    const store = await open(t);
    for (const id of ['é', 'votes', 'answers', '投票']) await store.mappings.save(named(id), null);
    const ids = ['answers', 'votes', 'é', '投票'];
    const all = await store.mappings.list({ limit: 4 });
    t.strictSame([all.items.map(({ id }) => id), all.next], [ids, null]);
    t.strictSame(Object.keys(all.items[0] ?? {}), ['id', 'revision', 'savedAt', 'savedBy']);
    const first = await store.mappings.list({ limit: 3 });
    t.strictSame(first.next, ['é']);
    const rest = await store.mappings.list({ limit: 3, after: first.next ?? [] });
    t.strictSame([...first.items, ...rest.items], all.items);
  });
};

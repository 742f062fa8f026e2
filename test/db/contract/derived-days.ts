import type { Store } from '../../../src/core/ports/store.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

/** Ada's position rests on a remark of 12 June and on one of which only the paper's day is known. */
const town = (publishedOn: string, saidOn = '2024-06-12') =>
  story()
    .source('post', { publishedOn })
    .statement('dated', 'ada', { saidOn })
    .statement('undated', 'ada')
    .position('p', { expert: 'ada', question: 'bridge', option: 'support', statements: ['dated', 'undated'] })
    .position('q', { expert: 'ada', question: 'tolls', option: 'support', statements: ['dated'] });

async function daysOf(store: Store): Promise<string[]> {
  const records = [
    await store.get('statement', 'dated'),
    await store.get('statement', 'undated'),
    await store.get('position', 'p'),
    await store.get('position', 'q'),
  ];
  return records.map((record) => `${record?.id} ${record?.saidOn} ${record?.saidOnFrom}`);
}

export const derivedDaysContract: Contract = (t, open) => {
  t.test('where the day of a paper moves, its undated statements and what rests on them move with it', async (t) => {
    const store = await open(t);
    await tell(store, town('2024-06'));
    t.strictSame(await daysOf(store), [
      'dated 2024-06-12 statement',
      'undated 2024-06 source',
      'p 2024-06 source',
      'q 2024-06-12 statement',
    ]);
    await tell(store, story().source('post', { publishedOn: '2024-06-01' }));
    t.strictSame(await daysOf(store), [
      'dated 2024-06-12 statement',
      'undated 2024-06-01 source',
      'p 2024-06-12 statement',
      'q 2024-06-12 statement',
    ]);
    t.strictSame(await store.check(), []);
  });

  t.test('where the day of a statement moves, what rests on it moves with it', async (t) => {
    const store = await open(t);
    await tell(store, town('2024-06'));
    await tell(store, story().statement('dated', 'ada', { saidOn: '2024-07-03' }));
    t.strictSame((await daysOf(store)).slice(2), ['p 2024-07-03 statement', 'q 2024-07-03 statement']);
    t.strictSame(await store.check(), []);
  });

  t.test('a statement that gets a day of its own no longer follows the paper', async (t) => {
    const store = await open(t);
    await tell(store, town('2024-06'));
    await tell(store, story().statement('undated', 'ada', { saidOn: '2024-06-20' }));
    await tell(store, story().source('post', { publishedOn: '2025' }));
    t.strictSame((await daysOf(store)).slice(1, 3), ['undated 2024-06-20 statement', 'p 2024-06-20 statement']);
  });

  t.test('a paper dated anew in one bundle with what rests on it comes out the same, and settles', async (t) => {
    const store = await open(t);
    await tell(store, town('2024-06'));
    await tell(store, town('2024-06-30', '2024-07-05'));
    t.strictSame((await daysOf(store)).slice(1), [
      'undated 2024-06-30 source',
      'p 2024-07-05 statement',
      'q 2024-07-05 statement',
    ]);
    const revision = await store.revision();
    await tell(store, town('2024-06-30', '2024-07-05'));
    t.equal(await store.revision(), revision);
    t.strictSame(await store.check(), []);
  });

  t.test('a new position on a stored statement has the day its paper gets in the same bundle', async (t) => {
    const store = await open(t);
    await tell(store, town('2024-06'));
    const position = { expert: 'ada', question: 'bridge', option: 'mixed', statements: ['undated'] };
    await tell(store, story().source('post', { publishedOn: '2025' }).position('r', position));
    t.equal((await store.get('position', 'r'))?.saidOn, '2025');
  });

  t.test('what moved is listed by its new day', async (t) => {
    const store = await open(t);
    await tell(store, town('2024-06').says('ben', 'bridge', 'mixed', { id: 'b', on: '2024-06-15' }));
    await tell(store, story().source('post', { publishedOn: '2024-05' }));
    const { items } = await store.list('position', { from: '2024-06-13' }, { limit: 10 });
    t.strictSame(
      items.map(({ id }) => id),
      ['b'],
    );
  });

  t.test('what moved has a later revision', async (t) => {
    const store = await open(t);
    await tell(store, town('2024-06'));
    const before = await store.get('position', 'p');
    await tell(store, story().source('post', { publishedOn: '2024-05' }));
    const after = await store.get('position', 'p');
    t.equal(after?.revision, await store.revision());
    t.ok((before?.revision ?? 0) < (after?.revision ?? 0));
  });

  t.test('those that follow are logged in the order of their ids, by code points', async (t) => {
    const store = await open(t);
    const ids = ['a', 'b', 'ﭐ', '𐐨'];
    const told = ids.toReversed().reduce((it, id) => it.statement(id, 'ada'), story());
    await tell(store, told);
    const before = await store.revision();
    await tell(store, story().source('post', { publishedOn: '2024-05' }));
    t.strictSame(
      (await store.changes(before + 1, 10)).map(({ id }) => id),
      ids,
    );
  });
};

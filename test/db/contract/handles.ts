import type { Test } from 'tap';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { CreateDatabase } from '../store-contract.ts';

/** What several open handles on one database, perhaps of several processes, see of each other. */
export function handlesContract(t: Test, create: CreateDatabase): void {
  t.test('what one handle writes, another sees at once', async (t) => {
    const open = await create(t);
    const [writer, reader] = [await open(), await open()];
    t.equal(await reader.revision(), 0);
    t.equal(await reader.get('expert', 'ada'), null);
    t.equal(await reader.isEmpty(), true);
    await tell(writer, story().expert('ada', { name: 'Ada' }));
    t.equal(await reader.revision(), 1);
    t.equal((await reader.get('expert', 'ada'))?.name, 'Ada');
    t.equal(await reader.isEmpty(), false);
    t.equal((await reader.search('ada', { kinds: ['expert'], match: 'all', limit: 5 })).length, 1);
    await tell(writer, story().expert('ada', { name: 'Ada Lind' }));
    t.equal(await reader.revision(), 2);
    t.equal((await reader.get('expert', 'ada'))?.name, 'Ada Lind');
  });

  t.test('handles that write in turn share one log without gaps', async (t) => {
    const open = await create(t);
    const [one, other] = [await open(), await open()];
    await tell(one, story().expert('a'));
    await tell(other, story().expert('b'));
    await tell(one, story().expert('c'));
    t.strictSame(
      (await other.changes(0, 10)).map(({ seq, id }) => `${seq} ${id}`),
      ['1 a', '2 b', '3 c'],
    );
    t.strictSame(await one.check(), []);
  });

  t.test('what was written is there after the handle is closed', async (t) => {
    const open = await create(t);
    const first = await open();
    await tell(first, story().says('ada', 'bridge', 'support', { id: 'p' }));
    await first.close();
    const second = await open();
    t.equal((await second.get('position', 'p'))?.option, 'support');
    t.equal(await second.isEmpty(), false);
  });

  t.test('a handle that is closed is not ready, and says that the database cannot be used', async (t) => {
    const open = await create(t);
    const store = await open();
    await t.resolves(store.ready());
    await store.close();
    await t.rejects(store.ready(), { name: 'Failure', kind: 'unusable-database' });
  });

  t.test('what the database takes grows with what is written', async (t) => {
    const store = await (await create(t))();
    const before = await store.size();
    const many = story();
    for (let n = 0; n < 200; n += 1) many.expert(`expert-${n}`);
    await tell(store, many);
    const after = await store.size();
    const taken = ({ records, log }: typeof before) => records + (log ?? 0);
    t.ok(taken(after) > taken(before) + 10_000, `${taken(before)} bytes, then ${taken(after)}`);
  });

  t.test('a database of one test is none of another', async (t) => {
    const [one, other] = [await (await create(t))(), await (await create(t))()];
    await tell(one, story().expert('ada'));
    t.equal(await other.isEmpty(), true);
  });
}

import type { Test } from 'tap';
import { story } from '../../helpers/story.ts';
import { tell } from '../../helpers/tell.ts';
import type { CreateDatabase } from '../store-contract.ts';

/** A state that is held while others go on writing. */
export function snapshotContract(t: Test, create: CreateDatabase): void {
  t.test('a snapshot stays as it was, whoever writes meanwhile, and nobody waits for it', async (t) => {
    const open = await create(t);
    const [one, other] = [await open(), await open()];
    await tell(one, story().says('ada', 'bridge', 'support', { id: 'p' }));
    const snapshot = await one.snapshot();
    const before = await snapshot.revision();
    await tell(one, story().expert('ben').expert('ada', { name: 'Ada Lind' }));
    await tell(other, story().says('cho', 'bridge', 'oppose'));
    t.equal(await snapshot.revision(), before);
    t.strictSame(await snapshot.ids('expert'), ['ada']);
    t.equal((await snapshot.get('expert', 'ada'))?.name, 'ada');
    t.strictSame(
      (await snapshot.list('position', {}, { limit: 10 })).items.map(({ id }) => id),
      ['p'],
    );
    t.strictSame(await one.ids('expert'), ['ada', 'ben', 'cho']);
    await snapshot.close();
    t.equal(await one.revision(), await other.revision(), 'the store goes on');
  });

  t.test('each of several snapshots is of the moment it was taken at', async (t) => {
    const store = await (await create(t))();
    const empty = await store.snapshot();
    await tell(store, story().expert('ada'));
    const later = await store.snapshot();
    await tell(store, story().expert('ben'));
    t.strictSame([await empty.ids('expert'), await later.ids('expert')], [[], ['ada']]);
    await empty.close();
    t.strictSame(await later.ids('expert'), ['ada']);
    await later.close();
  });
}

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type Entities, KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { inScope } from '../../helpers/scope.ts';
import { TOLD_BECAUSE, tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

export const logContract: Contract = (t, open) => {
  t.test('the making of a record is logged: when, by whom, why and what came of it', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('ada', { name: 'Ada' }), { reason: 'She spoke.' });
    t.strictSame(await store.changes(0, 10), [
      {
        seq: 1,
        at: RECORDED.at,
        actor: RECORDED.by,
        action: 'create',
        entity: 'expert',
        id: 'ada',
        reason: 'She spoke.',
        before: null,
        after: { ...(await store.get('expert', 'ada')) },
      },
    ]);
    t.equal((await store.get('expert', 'ada'))?.revision, 1);
  });

  t.test('a change is logged with the record before and after it', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('ada', { name: 'Ada' }));
    const before = await store.get('expert', 'ada');
    await tell(store, story().expert('ada', { name: 'Ada Lind' }));
    const [change] = await store.changes(1, 10);
    t.strictSame([change?.action, change?.reason], ['update', TOLD_BECAUSE]);
    t.strictSame(change?.before, before);
    t.strictSame(change?.after, await store.get('expert', 'ada'));
    t.equal(change?.after?.name, 'Ada Lind');
  });

  t.test('the publishing and the retraction of a position are called so', async (t) => {
    const store = await open(t);
    for (const status of ['draft', 'published', 'retracted'] as const)
      await tell(store, story().says('ada', 'bridge', 'support', { id: 'p', status }), { reason: `Now ${status}.` });
    const changes = (await store.changes(0, 100)).filter(({ entity }) => entity === 'position');
    t.strictSame(
      changes.map(({ action, reason }) => `${action}: ${reason}`),
      ['create: Now draft.', 'publish: Now published.', 'retract: Now retracted.'],
    );
  });

  t.test('the log is read from any entry on, oldest first, without gaps', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('a').expert('b').expert('c').expert('d'));
    const seqs = async (after: number, limit: number) => (await store.changes(after, limit)).map(({ seq }) => seq);
    t.strictSame(await seqs(0, 100), [1, 2, 3, 4]);
    t.strictSame(await seqs(1, 2), [2, 3]);
    t.strictSame(await seqs(4, 10), []);
    t.strictSame(await seqs(99, 10), []);
  });

  t.test('the revision is the number of the last change, and it is known when that was made', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('a').expert('b'));
    t.equal(await store.revision(), 2);
    t.equal(await store.changedAt(2), RECORDED.at);
    t.equal(await store.changedAt(3), null);
  });

  t.test('who has seen a change reads nothing older; a change that nobody made is refused', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('a').expert('b'));
    t.equal(await store.known(), 2);
    await store.atLeast(2);
    await store.atLeast('latest');
    t.equal(await store.revision(), 2);
    await t.rejects(store.atLeast(3), { kind: 'invalid', message: /Standpoint-Revision is 3, and no change/ });
  });

  t.test('whatever was told, the log replays to the present state and the store is sound', async (t) => {
    await eventuallyHolds(
      t,
      fc.array(arbitraryRemarks, { minLength: 1, maxLength: 3 }),
      (tellings) =>
        inScope(async (t) => {
          const store = await open(t);
          // A telling that undoes what was made public is refused whole, and the log knows nothing of it.
          for (const remarks of tellings)
            await importBundle(store, { ...toldBy(remarks), reason: 'So it goes.' }, RECORDED).catch(() => undefined);
          const replayed = new Map<string, object | null>();
          for (const { entity, id, after } of await store.changes(0, 1000)) replayed.set(`${entity} ${id}`, after);
          const present = new Map<string, object | null>();
          const all = <K extends Kind>(kind: K) => store.list<K>(kind, {}, { limit: 500 });
          for (const kind of KINDS)
            for (const record of (await all(kind)).items as readonly Entities[Kind][])
              present.set(`${kind} ${record.id}`, record);
          return isDeepStrictEqual(replayed, present) && (await store.check()).length === 0;
        }),
      { runs: 10 },
    );
  });
};

import { isDeepStrictEqual } from 'node:util';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS } from '../../../src/core/records/kinds.ts';
import { idsOf } from '../../../src/core/writing/grounds.ts';
import type { Applied, CommitOptions, Write, WriteAct } from '../../../src/core/writing/plan.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { RECORDED, recordsOf } from '../../helpers/fixtures/records.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { contentOf } from '../../helpers/store/content.ts';
import { tell } from '../../helpers/store/tell.ts';
import { writeActs } from '../../helpers/store/write.ts';
import type { Contract } from '../store-contract.ts';

const COMMIT: CommitOptions = { actor: RECORDED.by, mayPublish: true, reason: null };

const write = (store: Store, ...acts: WriteAct[]): Promise<Applied> => writeActs(store, COMMIT, ...acts);

const expert = (id: string, name = id): Write => {
  const [record] = recordsOf(story().expert(id, { name }).bundle()).expert;
  if (record === undefined) throw new Error('no expert');
  return { kind: 'expert', record };
};

const question = (id: string, scale: string): Write => ({
  kind: 'question',
  record: { id, title: id, proposition: id, scale, codingRule: id, topics: [], aliases: [], revision: 0 },
});

export const applyContract: Contract = (t, open) => {
  t.test('a write says how many of each kind were created, updated and left as they were', async (t) => {
    const store = await open(t);
    const created = await tell(store, story().says('ada', 'bridge', 'support').expert('ben'));
    t.strictSame(created.expert, { created: 2, updated: 0, unchanged: 0 });
    t.strictSame(created.scale, { created: 1, updated: 0, unchanged: 0 }, 'the default scale, of its own accord');
    const next = await tell(
      store,
      story().says('ada', 'bridge', 'support').expert('ben', { name: 'Ben' }).expert('cho'),
    );
    t.strictSame(next.expert, { created: 1, updated: 1, unchanged: 1 });
    t.strictSame(next.position, { created: 0, updated: 0, unchanged: 1 });
  });

  t.test('the same story told again changes nothing and is not logged', async (t) => {
    const store = await open(t);
    await tell(store, everything());
    const before = await contentOf(store);
    const again = await tell(store, everything(), { reason: 'Once more.' });
    for (const kind of KINDS) t.strictSame({ ...again[kind], unchanged: 0 }, { created: 0, updated: 0, unchanged: 0 });
    t.strictSame(await contentOf(store), before);
  });

  t.test('nothing is written where one of the writes fails, and the store goes on', async (t) => {
    const store = await open(t);
    await tell(store, everything());
    const before = await contentOf(store);
    const failing = [question('new', 'no-such-scale'), expertWithoutName()];
    for (const last of failing) {
      await t.rejects(write(store, expert('ada', 'New Name'), expert('new'), last));
      t.strictSame(await contentOf(store), before);
    }
    await t.resolves(write(store, expert('new')));
    t.equal(await store.revision(), before.revision + 1);
    t.strictSame(await store.check(), []);
  });

  t.test('a plan that refers to what is not stored is refused as outdated', async (t) => {
    const store = await open(t);
    await t.rejects(write(store, question('new', 'no-such-scale')), {
      kind: 'stale',
      message: 'what this refers to was changed meanwhile; nothing was written, try again',
    });
  });

  t.test('a position is refused where its evidence is not stored', async (t) => {
    const store = await open(t);
    const records = recordsOf(story().says('ada', 'bridge', 'support').bundle());
    const [record] = records.position;
    await tell(store, story().expert('ada').question('bridge'));
    if (record !== undefined) await t.rejects(write(store, { kind: 'position', record }));
    t.strictSame(await store.ids('position'), []);
  });

  t.test('a position cites its statements in the order given, and no longer those left out', async (t) => {
    const store = await open(t);
    const citing = (...statements: string[]) => {
      const told = story();
      for (const id of ['s1', 's2', 's3']) told.statement(id, 'ada');
      return told.position('p', { expert: 'ada', question: 'bridge', option: 'mixed', statements });
    };
    for (const statements of [['s3', 's1', 's2'], ['s2', 's3'], ['s1']]) {
      await tell(store, citing(...statements));
      t.strictSame((await store.get('position', 'p'))?.statements, statements);
    }
    t.strictSame(await store.check(), []);
  });

  t.test('a scale gains an option, in the order given, and positions on it stay', async (t) => {
    const store = await open(t);
    const votes = (values: { [option: string]: number | null }) =>
      story().scale('votes', values).question('bridge', { scale: 'votes' }).says('ada', 'bridge', 'nay', { id: 'p' });
    await tell(store, votes({ aye: 1, nay: -1 }));
    await tell(store, votes({ absent: null, nay: -1, aye: 1 }), { reason: 'In another order.' });
    t.strictSame(
      (await store.get('scale', 'votes'))?.options.map(({ id, value }) => [id, value]),
      [
        ['absent', null],
        ['nay', -1],
        ['aye', 1],
      ],
    );
    t.equal((await store.get('position', 'p'))?.option, 'nay');
  });

  t.test('a plan made before a position was retracted does not bring it back', async (t) => {
    const store = await open(t);
    const told = story().says('ada', 'bridge', 'support', { id: 'p' });
    await tell(store, told);
    const [record] = recordsOf(told.bundle()).position;
    if (record === undefined) throw new Error('no position');
    const commit = { ...COMMIT, reason: 'Misheard.' };
    await writeActs(store, commit, { kind: 'position', record: { ...record, status: 'retracted' } });
    await t.rejects(write(store, { kind: 'position', record: { ...record, summary: 'Once more.' } }), {
      kind: 'conflict',
      message: 'the position "p" is retracted and cannot become published',
    });
    t.equal((await store.get('position', 'p'))?.status, 'retracted');
  });

  t.test(
    'an id that a commit gives up is given to no other record in it, in the same part or a later one',
    async (t) => {
      const store = await open(t);
      await write(store, expert('ada'), expert('ben'));
      const before = await contentOf(store);
      const reasoned = { ...COMMIT, reason: 'A namesake.' };
      const renaming = { act: 'rename', kind: 'expert', id: 'ada', to: 'ada-lind', expect: 1 } as const;
      const others: WriteAct[] = [
        { ...expert('ada', 'Another'), expect: 'absent' },
        { act: 'rename', kind: 'expert', id: 'ben', to: 'ada', expect: 2 },
      ];
      for (const other of others) {
        const ids = idsOf(...['ada', 'ada-lind', 'ben'].map((id) => ({ kind: 'expert' as const, id })));
        const taken = {
          kind: 'conflict' as const,
          message: 'there is an expert "ada" already, now called "ada-lind"; choose another id',
        };
        await refused(t, store.write(reasoned, [{ ids, plan: () => [renaming, other] }]), taken);
        const parts = [renaming, other].map((act) => ({ ids, plan: () => [act] }));
        await refused(t, store.write(reasoned, parts), taken);
      }
      t.strictSame(await contentOf(store), before);
      const back = { act: 'rename', kind: 'expert', id: 'ada-lind', to: 'ada', expect: 3 } as const;
      await writeActs(store, reasoned, renaming, back);
      t.strictSame([...(await store.redirects('expert', ['ada', 'ada-lind']))], [['ada-lind', 'ada']], 'but to itself');
      t.strictSame(await store.check(), []);
    },
  );

  t.test('a thousand records are written as one', async (t) => {
    const store = await open(t);
    const told = Array.from({ length: 1000 }, (_, index) => `e${index}`).reduce((it, id) => it.expert(id), story());
    t.equal((await tell(store, told)).expert.created, 1000);
    t.ok(
      isDeepStrictEqual(
        (await store.changes(999, 10)).map(({ seq }) => seq),
        [1000],
      ),
    );
  });
};

/** A write no schema lets through: what an engine refuses by itself. */
const expertWithoutName = (): Write => {
  const { record } = expert('nameless');
  return { kind: 'expert', record: { ...record, name: null } } as unknown as Write;
};

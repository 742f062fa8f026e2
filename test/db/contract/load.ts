import { KINDS } from '../../../src/core/records/kinds.ts';
import { NO_IDS } from '../../../src/core/writing/grounds.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { COMMIT, partsTelling, partTelling } from '../../helpers/fixtures/loads.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { contentOf } from '../../helpers/store/content.ts';
import { tell } from '../../helpers/store/tell.ts';
import { remove, rename, writeActs } from '../../helpers/store/write.ts';
import type { Contract } from '../store-contract.ts';

export const loadContract: Contract = (t, open) => {
  t.test('parts are written as one, each planned on what those before it left', async (t) => {
    const store = await open(t);
    const parts = partsTelling([
      story().expert('ada').source('post'),
      story().says('ada', 'bridge', 'support', { id: 'p' }).expert('ben'),
      story().says('ada', 'bridge', 'oppose', { id: 'q' }),
    ]);
    const { report, first, last } = await store.write(COMMIT, parts);
    t.strictSame(report.expert, { created: 2, updated: 0, unchanged: 2 });
    t.strictSame(report.position, { created: 2, updated: 0, unchanged: 0 });
    t.strictSame([first, last], [1, await store.revision()]);
    t.strictSame(await store.check(), []);
    const at = new Set((await store.changes(0, 50)).map((change) => change.at));
    t.equal(at.size, 1, 'all of it at one instant');
  });

  t.test('what a load writes is what a plan would have written', async (t) => {
    const [one, other] = [await open(t), await open(t)];
    await tell(one, everything());
    await other.write(COMMIT, partsTelling([everything()]));
    t.strictSame(await contentOf(other), await contentOf(one));
    for (const store of [one, other]) t.strictSame(await store.check(), []);
    const changed = () => everything().source('gazette', { publishedOn: '2024-07' }).expert('ada', { name: 'Ada' });
    await tell(one, changed());
    await other.write(COMMIT, partsTelling([changed()]));
    t.strictSame(await contentOf(other), await contentOf(one), 'also where it changes what others are dated by');
    t.strictSame(await other.check(), []);
  });

  t.test(
    'whoever succeeds a question follows its renaming and its merger, and keeps it from being removed',
    async (t) => {
      const store = await open(t);
      await tell(store, story().question('a').question('b', { succeeds: 'a' }).question('c', { succeeds: 'b' }));
      const succeeding = async () =>
        Object.fromEntries(
          (await store.list('question', {}, { limit: 10 })).items.map(({ id, succeeds = null }) => [id, succeeds]),
        );
      const at = async (id: string) => (await store.get('question', id))?.revision ?? 0;
      await rename(store, 'question', 'a', 'first', await at('a'), COMMIT);
      t.strictSame(await succeeding(), { b: 'first', c: 'b', first: null });
      await refused(t, remove(store, 'question', 'first', await at('first'), COMMIT), { kind: 'conflict' });
      const merger = { act: 'merge', kind: 'question', id: 'b', into: 'first' } as const;
      await writeActs(store, COMMIT, { ...merger, expect: await at('b') });
      t.strictSame(await succeeding(), { c: 'first', first: null });
      t.strictSame(await store.check(), []);
    },
  );

  t.test('the same again changes nothing', async (t) => {
    const store = await open(t);
    await store.write(COMMIT, partsTelling([everything()]));
    const before = await contentOf(store);
    const { report, first } = await store.write(COMMIT, partsTelling([everything()]));
    t.equal(first, null);
    for (const kind of KINDS) t.strictSame([report[kind].created, report[kind].updated], [0, 0]);
    t.strictSame(await contentOf(store), before);
  });

  t.test('nothing is written where a part, or the giving of one, fails, and the store goes on', async (t) => {
    const store = await open(t);
    await tell(store, everything());
    const before = await contentOf(store);
    const failing = [
      async function* () {
        yield partTelling(story().expert('new'));
        throw new Error('no more');
      },
      async function* () {
        yield partTelling(story().expert('new'));
        yield {
          ids: NO_IDS,
          plan: () => {
            throw new Error('no more');
          },
        };
      },
    ];
    for (const parts of failing) {
      await t.rejects(store.write(COMMIT, parts()), { message: 'no more' });
      t.strictSame(await contentOf(store), before);
    }
    await refused(
      t,
      store.write({ ...COMMIT, mayPublish: false }, partsTelling([story().says('ada', 'x', 'support')])),
      { kind: 'forbidden' },
    );
    t.strictSame(await contentOf(store), before);
    await t.resolves(store.write(COMMIT, partsTelling([story().expert('new')])));
  });

  t.test('a trial counts and writes nothing', async (t) => {
    const store = await open(t);
    const { report, first } = await store.write({ ...COMMIT, dryRun: true }, partsTelling([everything()]));
    t.equal(report.position.created, 5);
    t.equal(first, null);
    t.equal(await store.isEmpty(), true);
  });

  t.test('a load with an idempotency key is carried out once', async (t) => {
    const store = await open(t);
    const idempotency = { caller: 'ada', key: 'k', fingerprint: 'f' };
    const first = await store.write({ ...COMMIT, idempotency }, partsTelling([story().expert('ada')]));
    const again = await store.write({ ...COMMIT, idempotency }, partsTelling([story().expert('ben')]));
    t.strictSame(again, first);
    t.equal(await store.get('expert', 'ben'), null);
    const other = { ...idempotency, fingerprint: 'g' };
    await refused(t, store.write({ ...COMMIT, idempotency: other }, partsTelling([])), { kind: 'key-reused' });
    t.strictSame(await store.appliedFor(idempotency), first);
  });

  t.test('a part is given records under their present ids', async (t) => {
    const store = await open(t);
    await tell(store, story().says('ada', 'bridge', 'support', { id: 'p' }));
    for (const [kind, id, to] of [
      ['expert', 'ada', 'ada-lind'],
      ['question', 'bridge', 'the-bridge'],
    ] as const)
      await rename(store, kind, id, to, (await store.get(kind, id))?.revision ?? 0, COMMIT);
    const { report } = await store.write(COMMIT, partsTelling([story().says('ada', 'bridge', 'oppose', { id: 'q' })]));
    t.equal(report.position.created, 1);
    t.match(await store.get('position', 'q'), { expert: 'ada-lind', question: 'the-bridge' });
    t.strictSame(await store.check(), []);
  });
};

import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { updateRecord } from '../../../src/services/records/editing.ts';
import { csvOf, faultsOf, importText, only, ROW, type Row } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const SAID: Row = { ...ROW, quote: 'Bild it' };
const MENDED: Row = { ...SAID, quote: 'Build it' };
const OTHER: Row = { ...ROW, expert: 'Ben Moor', quote: 'Never' };

const stored = async (t: Test, ...rows: Row[]): Promise<Store> => {
  const store = await storeOf(t, story());
  await importText(store, csvOf(rows));
  return store;
};
const positions = async (store: Store) => (await store.list('position', {}, { limit: 50 })).items;
const counts = async (store: Store, rows: readonly Row[], reason = 'The paper was read again.') => {
  const { report } = await importText(store, csvOf(rows), { reason });
  return { statement: report.statement, position: report.position };
};
const renamed = async (store: Store, kind: Kind, id: string, to: string) =>
  rename(store, kind, id, to, (await store.get(kind, id))?.revision ?? 0, {
    ...{ actor: 'ann', mayPublish: true, reason: 'So.' },
  });
const count = (created: number, updated: number, unchanged: number) => ({ created, updated, unchanged });

t.test('a quote that was mended is that of the position there is, for a reason, and stays so', async (t) => {
  const store = await stored(t, SAID, OTHER);
  const before = (await positions(store)).map(({ id }) => id);
  t.match((await faultsOf(store, csvOf([MENDED, OTHER]))).join(), /reason is required/);
  t.match(await counts(store, [MENDED, OTHER]), { statement: count(0, 1, 1), position: count(0, 0, 2) });
  t.strictSame(
    (await positions(store)).map(({ id }) => id),
    before,
  );
  t.match((await store.list('statement', { expert: ['ada-lind'] }, { limit: 5 })).items, [{ quotes: ['Build it'] }]);
  t.match(await counts(store, [OTHER, MENDED]), { statement: count(0, 0, 2), position: count(0, 0, 2) });
});

t.test('so is a day, a time, and what was given up for another id', async (t) => {
  for (const mended of [
    { ...SAID, said_on: '2024-06-11' },
    { ...SAID, said_on: '2024-06-12', said_at: '10:30' },
  ]) {
    const store = await stored(t, SAID);
    await renamed(store, 'expert', 'ada-lind', 'lind');
    await renamed(store, 'position', (await only(store)).position.id, 'p1');
    t.match(await counts(store, [mended]), { statement: count(0, 1, 0) });
    t.match(await only(store), { position: { id: 'p1', saidOn: mended.said_on } });
    t.match(await counts(store, [mended]), { statement: count(0, 0, 1), position: count(0, 0, 1) });
  }
});

t.test('what was said on another day in other words is another position, and so is what has an id', async (t) => {
  const store = await stored(t, SAID);
  const later = { ...SAID, said_on: '2024-06-20', quote: 'Not yet' };
  t.match(await counts(store, [later]), { position: count(1, 0, 0) });
  t.match(await counts(store, [{ ...MENDED, position: 'another' }]), { position: count(1, 0, 0) });
  t.equal((await positions(store)).length, 3);
});

t.test('what another row of the table is, wherever it stands, is not mended', async (t) => {
  const store = await stored(t, SAID);
  for (const rows of [
    [{ ...SAID, quote: 'Now' }, SAID],
    [SAID, { ...SAID, quote: 'Soon' }, { ...SAID, quote: 'Now' }],
  ])
    t.match(await counts(store, rows), { statement: { created: 1, updated: 0 } });
  t.equal((await positions(store)).length, 3);
});

t.test(
  'of several of one day each that is alone in its words or its day is found, and nothing is guessed',
  async (t) => {
    const first = { ...ROW, quote: 'Wun', said_on: '2024-06-01' };
    const second = { ...ROW, quote: 'Tuu', said_on: '2024-06-02' };
    const store = await stored(t, first, second);
    const mended = [
      { ...second, quote: 'Two' },
      { ...first, quote: 'One' },
    ];
    t.match(await counts(store, mended), { statement: count(0, 2, 0), position: count(0, 0, 2) });
    const together = await stored(t, first, { ...second, said_on: first.said_on });
    const faults = await faultsOf(together, csvOf(mended.map((row) => ({ ...row, said_on: first.said_on }))), {
      reason: 'So.',
    });
    t.match(faults, [
      /quote may be "ada-lind-bridge-2024-06-01-\w+" or "ada-lind-bridge-2024-06-01-\w+".+"position".+2 times/,
    ]);
    t.equal(faults.length, 1);
  },
);

t.test('no row is a position that was retracted, or rests on other words too', async (t) => {
  const evidence = story()
    .says('ada', 'bridge', 'support', { id: 'gone', status: 'retracted', on: '2024-06-12' })
    .statement('more', 'ada', { source: 'post' })
    .position('both', { expert: 'ada', question: 'bridge', option: 'support', statements: ['more', 'said-gone'] });
  const store = await storeOf(t, evidence);
  const row = { expert: 'ada', question: 'bridge', option: 'support', source: 'post', paraphrase: 'Said so.' };
  t.match(await counts(store, [row]), { position: count(1, 0, 0) });
});

t.test('what another paper printed too is mended as the row that it is, and stays printed there', async (t) => {
  const store = await stored(t, SAID);
  await importText(store, csvOf([{ ...OTHER, source: 'post-7', source_title: 'The Post', quote: 'Elsewhere' }]));
  const { statements } = (await positions(store)).find(({ expert }) => expert === 'ada-lind') ?? {};
  const [id = ''] = statements ?? [];
  const editor = { caller: RECORDED.caller, at: RECORDED.at, reason: 'Printed twice.' };
  const { revision = 0 } = (await store.get('statement', id)) ?? {};
  await updateRecord(store, 'statement', id, { sources: ['gazette-1', 'post-7'] }, revision, editor);
  t.match(await counts(store, [SAID]), { statement: count(0, 0, 1), position: count(0, 0, 1) }, 'it is as it was');
  t.match(await counts(store, [MENDED]), { statement: count(0, 1, 0), position: count(0, 0, 1) });
  t.match(await store.get('statement', id), { quotes: ['Build it'], sources: ['gazette-1', 'post-7'] });
  t.equal((await positions(store)).length, 2);
});

t.test('two who code the same words have a position each, resting on one statement, and mend their own', async (t) => {
  const by = (coder: string, option: string, quote = ROW.quote ?? ''): Row => ({
    ...ROW,
    ...{ recorded_by: coder, option, quote },
  });
  const rows = [by('ann', 'support'), by('bob', 'oppose')];
  const store = await stored(t, ...rows);
  const [one, other] = await positions(store);
  t.strictSame([one?.recordedBy, other?.recordedBy].sort(), ['ann', 'bob']);
  t.strictSame(one?.statements, other?.statements);
  t.match(await counts(store, [...rows].reverse()), { statement: count(0, 0, 1), position: count(0, 0, 2) });
  t.match(await counts(store, [by('ann', 'support'), by('bob', 'support')]), { position: count(0, 1, 1) });
  t.match(await counts(store, [by('ann', 'support', 'Build'), by('bob', 'support', 'Build')]), {
    ...{ statement: count(0, 1, 0), position: count(0, 0, 2) },
  });
  t.match(await counts(store, [by('cyd', 'oppose', 'Build')]), { position: count(1, 0, 0) });
  t.match((await faultsOf(store, csvOf([rows[0] ?? ROW, { ...ROW, option: 'oppose' }]))).join(), /"recorded_by"/);
});

t.test('who codes keeps the id that the position had before coders were part of it', async (t) => {
  const store = await stored(t, ROW);
  t.match(await counts(store, [{ ...ROW, recorded_by: RECORDED.by }]), { position: count(0, 0, 1) });
  t.match(await counts(store, [{ ...ROW, recorded_by: 'somebody' }]), { position: count(1, 0, 0) });
});

import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { updateRecord } from '../../../src/services/records/editing.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { csvOf, importText, inWords, ROW, type Row } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const OTHER: Row = { ...ROW, expert: 'Ben Moor', quote: 'Never' };
const ELSEWHERE: Row = { ...ROW, expert: 'Cho Wen', source: 'post-7', source_title: 'Seven' };
const ANOTHER: Row = { ...ROW, expert: 'Eve Ott', question: 'Tolls', question_proposition: 'Tolls.' };
const stored = async (t: Test, ...rows: Row[]): Promise<Store> => {
  const store = await storeOf(t, story());
  await importText(store, csvOf(rows));
  return store;
};
const trialOf = async (store: Store, rows: readonly Row[], reason?: string) =>
  (await importText(store, csvOf(rows), { dryRun: true, ...(reason !== undefined && { reason }) })).report.trial;

t.test('a trial tells each record that it would make', async (t) => {
  const store = await storeOf(t, story());
  const trial = await trialOf(store, [ROW]);
  t.match(trial, { moreChanges: 0, missing: [], moreMissing: 0 });
  t.match(
    trial?.changes.map(({ kind, action, name }) => [kind, action, name]),
    [
      ['scale', 'create', 'Support'],
      ['expert', 'create', 'Ada Lind'],
      ['source', 'create', 'The Strait, Again'],
      ['question', 'create', 'Bridge'],
      ['statement', 'create', 'Build it'],
      ['position', 'create', 'Supports'],
    ],
  );
  t.equal(await store.isEmpty(), true);
});

t.test('and each difference of those that it would change, and nothing of what stays', async (t) => {
  const store = await stored(t, ROW, OTHER);
  t.strictSame((await trialOf(store, [ROW, OTHER]))?.changes, []);
  const changes = (await trialOf(store, [{ ...ROW, quote: 'Build it now', option: 'oppose' }, OTHER], 'So.'))?.changes;
  t.match(changes, [
    { kind: 'statement', differences: [{ field: 'quotes', before: ['Build it'], after: ['Build it now'] }] },
    {
      kind: 'position',
      action: 'update',
      differences: [
        { field: 'option', before: 'support', after: 'oppose' },
        { field: 'summary', before: 'Supports', after: 'Opposes' },
      ],
    },
  ]);
  t.equal(changes?.length, 2);
});

t.test('of very many changes the first are listed, and the others counted', async (t) => {
  const rows = Array.from({ length: 150 }, (_, index) => ({ ...ROW, quote: `Build ${index}` }));
  const trial = await trialOf(await storeOf(t, story()), rows);
  t.equal(trial?.changes.length, 200);
  t.equal(trial?.moreChanges, 104);
});

t.test(
  'what is published on the questions and from the sources of the table and is no row of it is told, and retracted if asked',
  async (t) => {
    const store = await stored(t, ROW, OTHER, ELSEWHERE, ANOTHER, { ...ROW, expert: 'Dan Oh', status: 'draft' });
    const mended = { ...ROW, quote: 'Build it now' };
    t.match((await trialOf(store, [mended], 'So.'))?.missing, [{ expert: 'ben-moor', summary: 'Supports' }]);
    t.equal((await trialOf(store, [mended], 'So.'))?.missing.length, 1);
    t.strictSame((await trialOf(store, [ROW, OTHER]))?.missing, []);
    const failure = await refusal(importText(store, csvOf([ROW]), { retractMissing: true }));
    t.strictSame(inWords(failure.violations), ['reason is required: say why, for the record of corrections']);
    const { report } = await importText(store, csvOf([mended]), { retractMissing: true, reason: 'Not in the paper.' });
    t.strictSame(report.position, { created: 0, updated: 1, unchanged: 1 });
    t.equal(report.trial, undefined);
    const { items } = await store.list('position', {}, { limit: 9 });
    t.strictSame(Object.fromEntries(items.map(({ expert, status }) => [expert, status])), {
      'ada-lind': 'published',
      'ben-moor': 'retracted',
      'cho-wen': 'published',
      'eve-ott': 'published',
      'dan-oh': 'draft',
    });
  },
);

t.test('what another source printed first, or too, is no row that the table lost', async (t) => {
  const store = await stored(t, ROW, OTHER, ELSEWHERE, { ...ROW, expert: 'Dan Oh', quote: 'Maybe' });
  const statementOf = async (expert: string) => {
    const [only] = (await store.list('statement', { expert: [expert] }, { limit: 2 })).items;
    if (only === undefined) throw new Error(`${expert} has said nothing`);
    return only;
  };
  const missing = async () => (await trialOf(store, [ROW]))?.missing.map(({ expert }) => expert).sort();
  t.strictSame(await missing(), ['ben-moor', 'dan-oh']);
  // Printed in the paper of the table after another had it, and before another had it.
  for (const [expert, sources] of [
    ['cho-wen', ['post-7', 'gazette-1']],
    ['dan-oh', ['gazette-1', 'post-7']],
  ] as const) {
    const { id, revision } = await statementOf(expert);
    const editor = { caller: RECORDED.caller, at: RECORDED.at, reason: 'Printed twice.' };
    await updateRecord(store, 'statement', id, { sources: [...sources] }, revision, editor);
  }
  t.strictSame(await missing(), ['ben-moor']);
});

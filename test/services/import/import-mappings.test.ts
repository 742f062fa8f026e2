import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { csvOf, faultsOf, importText, only, ROW } from '../../helpers/fixtures/coded.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const empty = (t: Test): Promise<Store> => storeOf(t, story());

const VOTES = 'rcid,ccode,vote,weight\n3,2,1,x\n3,20,99,x\n3,31,DNA,x\n4,2,did not answer,x\n4,20,99,\n';
const MAPPING = {
  columns: {
    expert: 'state-{ccode}',
    expert_name: 'State {ccode}',
    question: 'roll-call-{rcid}',
    question_title: 'Roll call {rcid}',
    option: '{vote}',
    paraphrase: 'As recorded.',
    source: 'record',
    source_title: 'The record',
    source_publisher: 'UN',
    source_published_on: '2015',
  },
  values: { option: { '1': 'support', DNA: 'noncommittal', 'did not answer': 'noncommittal', '99': null } },
  ignore: ['weight'],
};

t.test("a mapping reads other people's columns and spellings, and counts what it leaves out", async (t) => {
  const store = await empty(t);
  const { rows, leftOut, report } = await importText(store, VOTES, { mapping: MAPPING });
  t.equal(rows, 5);
  t.strictSame(leftOut, [{ column: 'option', spelling: '99', rows: 2 }]);
  t.equal(report.position.created, 3);
  const { items } = await store.list('position', {}, { limit: 5 });
  t.strictSame(items.map(({ expert, question, option }) => `${expert} ${question} ${option}`).toSorted(), [
    'state-2 roll-call-3 support',
    'state-2 roll-call-4 noncommittal',
    'state-31 roll-call-3 noncommittal',
  ]);
  t.match(await store.get('expert', 'state-31'), { name: 'State 31' });
});

t.test('spellings that are not listed, and columns that nobody wants, are refused by name', async (t) => {
  const store = await empty(t);
  t.strictSame(await faultsOf(store, VOTES.replace('3,2,1', '3,2,did no answer'), { mapping: MAPPING }), [
    '2:3 option (vote) "did no answer" is not listed under "values" of the mapping; did you mean "did not answer"?',
  ]);
  t.strictSame(await faultsOf(store, VOTES, { mapping: { ...MAPPING, ignore: [] } }), [
    '1:4 weight is taken for nothing: say what it is (in a mapping with {weight}), or that it is not wanted (there under "ignore")',
  ]);
  const many = VOTES.split('\n').map((line) => (line === '' ? line : `${line},one,two`));
  t.strictSame(await faultsOf(store, many.join('\n'), { mapping: { ...MAPPING, ignore: [] } }), [
    '1:4 weight and 2 more ("one", "two") are taken for nothing: say what each is (in a mapping with {weight}), or that it is not wanted (there under "ignore"); where these are no names but data, no line names the columns (there "head: none")',
  ]);
  t.strictSame(
    await faultsOf(store, VOTES, {
      mapping: {
        ...MAPPING,
        columns: { ...MAPPING.columns, note: '{wieght}' },
        values: { ...MAPPING.values, basis: {} },
      },
    }),
    [
      '/mapping/columns/note uses the column "wieght", which the table does not have; did you mean "weight"?',
      '/mapping/values/basis says how a column is spelt that nothing is read from',
    ],
  );
  t.strictSame(await faultsOf(store, VOTES, { mapping: { columns: { expert: '{' } } }), [
    '/mapping/columns/expert must name a column between "{" and "}", and write "{{" or "}}" for a brace, not "{"',
  ]);
});

t.test('a mapping takes numbers of JSON as they are written, and what is made of nothing is nothing', async (t) => {
  const store = await empty(t);
  const mapping = { ...MAPPING, columns: { ...MAPPING.columns, note: 'Weight {weight}' }, ignore: [] };
  const rows = [
    { rcid: 3, ccode: 2, vote: 1, weight: 0.5 },
    { rcid: 3, ccode: 20, vote: 1 },
  ];
  await importText(store, rows.map((row) => JSON.stringify(row)).join('\n'), { mapping, format: 'ndjson' });
  t.strictSame(
    (await store.list('position', {}, { limit: 5 })).items.map(({ note }) => note).toSorted(),
    ['Weight 0.5', null].toSorted(),
  );
});

t.test('a mapping of spellings alone leaves our columns as they are', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([{ ...ROW, option: 'Yes', basis: '' }]), {
    mapping: { values: { option: { Yes: 'support' }, basis: { a: 'stated' } } },
  });
  t.match((await only(store)).position, { option: 'support', basis: 'stated' });
});

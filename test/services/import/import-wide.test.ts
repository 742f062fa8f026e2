/** Tables in which a row is more than one position, and what a mapping does to cells. */
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { importTables } from '../../../src/services/import/import-tables.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { faultsOf, importText, inWords, only, tableFrom } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const empty = (t: Test): Promise<Store> => storeOf(t, story());
const SURVEY = { source: 's1', source_title: 'Survey', source_publisher: 'Panel', source_published_on: '2013' };
const holds = async (store: Store) =>
  (await store.list('position', {}, { limit: 50 })).items
    .map(({ expert, question, option, note }) => [expert, question, option, ...(note === null ? [] : [note])].join(' '))
    .toSorted();

const WIDE =
  'name,Question A,Question A confidence,Question B,Question B confidence\n' +
  'Ana Kos,support,5,,\n' +
  'Bo Li,oppose,,support,3\n';
const EACH = {
  columns: { expert: '{name}', ...SURVEY },
  values: { option: { support: 'support', oppose: 'oppose', '': null } },
  rows: [
    {
      forEach: 'Question *',
      columns: {
        question: 'q-{@*}',
        question_title: '{@head}?',
        option: '{@}',
        paraphrase: 'Answered {@}.',
        note: 'Confidence {Question * confidence}',
      },
    },
  ],
};
const TEXT = WIDE.replaceAll('Question A confidence', 'Sure A').replaceAll('Question B confidence', 'Sure B');
const SURE = {
  ...EACH,
  rows: EACH.rows.map((row) => ({ ...row, columns: { ...row.columns, note: 'Confidence {Sure *}' } })),
};

t.test('a column for each question: one row becomes a position for each of them that was answered', async (t) => {
  const store = await empty(t);
  const { rows, leftOut } = await importText(store, TEXT, { mapping: SURE });
  t.equal(rows, 2);
  t.strictSame(leftOut, [{ column: 'option', spelling: '', rows: 1 }]);
  t.strictSame(await holds(store), [
    'ana-kos q-a support Confidence 5',
    'bo-li q-a oppose',
    'bo-li q-b support Confidence 3',
  ]);
  t.match(await store.get('question', 'q-b'), { title: 'Question B?' });
});

t.test(
  'a fault of one of the columns is told at its cell, and columns of that kind that are not there in the mapping',
  async (t) => {
    const store = await empty(t);
    t.strictSame(await faultsOf(store, TEXT.replace('support,3', 'yes,3'), { mapping: SURE }), [
      '3:4 option (Question B) "yes" is not listed under "values" of the mapping; listed are "support", "oppose", ""',
    ]);
    t.strictSame(
      await faultsOf(store, TEXT, { mapping: { ...SURE, rows: [{ ...SURE.rows[0], forEach: 'Item *' }] } }).then(
        (all) => all.slice(0, 1),
      ),
      [
        '/mapping/rows/0/forEach is for columns such as "Item *", of which the table has none; known: Question A, Question B, Sure A, Sure B, name',
      ],
    );
  },
);

t.test('several templates make several positions of a row, each with spellings of its own', async (t) => {
  const store = await empty(t);
  const mapping = {
    columns: { expert: '{who}', ...SURVEY, paraphrase: 'Answered.' },
    rows: [
      { columns: { question: 'tax', question_title: 'Tax', option: '{tax}' }, values: { option: { '1': 'support' } } },
      {
        columns: { question: 'toll', question_title: 'Toll', option: '{toll}' },
        values: { option: { '1': 'oppose' } },
      },
    ],
  };
  await importText(store, 'who,tax,toll\nAna Kos,1,1\n', { mapping });
  t.strictSame(await holds(store), ['ana-kos tax support', 'ana-kos toll oppose']);
});

t.test('rows are skipped by a column of theirs, and counted', async (t) => {
  const store = await empty(t);
  const mapping = {
    columns: {
      expert: '{who}',
      question: 'tax',
      question_title: 'Tax',
      option: '{vote}',
      paraphrase: 'Said.',
      ...SURVEY,
    },
    skip: { Type: ['reply', ''] },
  };
  const { leftOut } = await importText(
    store,
    'who,vote,Type\nAna Kos,support,Note\nBo Li,oppose,Reply\nCy Ng,oppose,\n',
    { mapping },
  );
  t.strictSame(leftOut, [
    { column: 'Type', spelling: '', rows: 1 },
    { column: 'Type', spelling: 'Reply', rows: 1 },
  ]);
  t.strictSame(await holds(store), ['ana-kos tax support']);
  t.strictSame(await faultsOf(store, 'who,vote\nAna Kos,support\n', { mapping }), [
    '/mapping/skip/Type names a column that the table does not have; known: vote, who',
  ]);
});

t.test('texts lose the quotation marks around them, get lower case, and are cut behind a word', async (t) => {
  const store = await empty(t);
  const mapping = {
    ...{ strip: { quote: 'quotes' }, shorten: { question_title: 20 }, lower: ['option'], quoteOr: 'paraphrase' },
    columns: {
      ...{ expert: '{who}', question: 'q1', question_title: '{asked}', question_proposition: '{asked}' },
      ...{ option: '{vote}', quote: '{said}', paraphrase: '{note}', ...SURVEY },
    },
  };
  const rows =
    'who,asked,vote,said,note\nAna Kos,The river council should pay for all.,SUPPORT,"“We ‘will’ pay.”",In short: yes.\n';
  await importText(store, rows, { mapping });
  const { statement } = await only(store);
  t.match(statement, { quotes: ['We ‘will’ pay.'], paraphrase: null, attribution: 'direct' });
  t.match(await store.get('question', 'q1'), {
    title: 'The river council…',
    proposition: 'The river council should pay for all.',
  });
});

t.test('names of theirs are records of ours, or other names, by the mapping', async (t) => {
  const store = await empty(t);
  const mapping = { experts: { 'A. Kos': 'Ana Kos', 'KÓS,  Ana': 'ana-kos' } };
  const head = 'expert,question,option,said_on,quote,source,source_title,source_publisher,source_published_on\n';
  await importText(
    store,
    `${head}A. Kos,Tax,support,2024-01-01,Yes,m1,Minutes,Council,2024\n"Kos, Ana",Tax,support,2024-01-02,Aye,m1,,,\n`,
    { mapping },
  );
  t.match(await store.get('expert', 'ana-kos'), { name: 'Ana Kos' });
  t.strictSame((await store.ids('expert')).length, 1);
});

t.test('a name near one that is known is not made, unless it is said to be another', async (t) => {
  const store = await storeOf(t, story().expert('moreau', { name: 'Élise Moreau' }));
  const head = 'expert,question,option,said_on,quote,source,source_title,source_publisher,source_published_on\n';
  const rows = `${head}E. Moreau,Tax,support,2024-01-01,Yes,m1,Minutes,Council,2024\nAna Kos,Tax,support,2024-01-01,Yes,m1,,,\nKos Ana,Tax,oppose,2024-01-02,No,m1,,,\n`;
  t.strictSame(await faultsOf(store, rows), [
    '2:1 expert would make another expert with a name near "Élise Moreau" (moreau); if it is the same, say so in a mapping, as experts: { "E. Moreau": moreau }; if not, "new" allows it',
    '4:1 expert would make another expert with a name near "Ana Kos" (ana-kos); if it is the same, say so in a mapping, as experts: { "Kos Ana": ana-kos }; if not, "new" allows it',
  ]);
  const settled = await importText(store, rows, {
    mapping: { experts: { 'E. Moreau': 'moreau', 'Kos Ana': 'Ana Kos' } },
    dryRun: true,
  });
  t.equal(settled.report.expert.created, 1);
  t.strictSame(
    (await faultsOf(store, rows, { fresh: { expert: ['e. moreau'], question: ['Kos Ana'] } })).map((it) =>
      it.slice(0, 3),
    ),
    ['4:1'],
    'one that was looked at says nothing of the others, nor of other kinds',
  );
  t.equal((await importText(store, rows, { isNew: true })).report.expert.created, 3);
});

const VOTES = 'rcid,who,vote\n3,Ana Kos,support\n4,Ana Kos,oppose\n';
const CALLS = 'id,date,title\n3,1/2/1946,Dues\n4,12/31/1946,Quotas\n';
const JOINED = {
  columns: {
    ...{ expert: '{who}', question: 'call-{rcid}', question_title: '{call.title}', option: '{vote}' },
    ...{
      paraphrase: 'As recorded.',
      said_on: '{call.date}',
      source: 'r',
      source_title: 'Record',
      source_publisher: 'UN',
    },
    source_published_on: '2015',
  },
  dates: { said_on: 'M/D/YYYY' },
  join: [{ file: 'calls.csv', as: 'call', on: 'rcid', key: 'id' }],
};
const importJoined = async (t: Test, votes: string, calls: string, mapping: unknown = JOINED) => {
  const store = await empty(t);
  const open = (file: string) => tableFrom(calls, { name: file });
  const table = tableFrom(votes, { name: 'votes.csv' });
  const done = importTables(
    store,
    [table],
    { create: true, mapping: { written: mapping, open } },
    { ...RECORDED, reason: null },
  );
  return { store, done };
};

t.test('a second table is joined by its key, and its columns are used as those of the first', async (t) => {
  const { store, done } = await importJoined(t, VOTES, CALLS);
  await done;
  t.strictSame(await holds(store), ['ana-kos call-3 support', 'ana-kos call-4 oppose']);
  t.match(await store.get('question', 'call-4'), { title: 'Quotas' });
  const days = (await store.list('position', {}, { limit: 5 })).items.map(({ saidOn }) => saidOn);
  t.strictSame(days.toSorted(), ['1946-01-02', '1946-12-31']);
});

t.test('what is wrong with a joined table is told where it is mended', async (t) => {
  const faults = async (votes: string, calls: string, mapping: unknown = JOINED) =>
    inWords((await refusal((await importJoined(t, votes, calls, mapping)).done)).violations);
  t.strictSame(await faults(VOTES.replace('4,Ana', '5,Ana'), CALLS), [
    'votes.csv:3 has "5" in "rcid", which no row of calls.csv has',
  ]);
  t.strictSame(await faults(VOTES, `${CALLS}3,1/3/1946,Fees\n`), [
    'calls.csv:4 has "3" in "id", as line 2 has: which of the two is meant?',
  ]);
  const blank = '\t,1/1/1950,x\n'.repeat(60_000);
  t.strictSame(await faults(VOTES, CALLS + blank), [
    'calls.csv:4 has nothing in "id", by which it is joined; 50,000 times, next in lines 5 and 6',
  ]);
  t.strictSame(await faults(`${VOTES}4,Bo Li,support,4,31/1/1950,Fees\n`, CALLS), [
    'votes.csv:4 has 6 cells, and the header names 3 columns',
  ]);
  t.strictSame(await faults(VOTES, CALLS.replace('id,', 'call,')), [
    '/mapping/join/0/key is no column of calls.csv; known: call, date, title',
  ]);
  t.strictSame(await faults(VOTES.replace('rcid', 'nr'), CALLS), [
    '/mapping/join/0/on uses the column "rcid", which the table does not have; known: nr, vote, who',
  ]);
  t.strictSame(await faults(VOTES, CALLS.replace('12/31', '13/31')), [
    'votes.csv:3:1 said_on (call.date) must be written as "M/D/YYYY", not "13/31/1946"',
  ]);
});
